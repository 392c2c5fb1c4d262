"""Deep structures whose every level is held twice die without recursion."""


def deep(make):
    chain = ()
    for _ in range(200000):
        chain = make(chain)


deep(lambda chain: (chain, chain))
print("tuples")
deep(lambda chain: [(chain, chain)])
print("lists")
deep(lambda chain: {1: (chain, chain), "k": [chain]})
print("dicts")
deep(lambda chain: [[chain], chain])
print("nested lists")


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name)


def twice():
    one = Dies("held twice")
    return [1, (one, one), [(one, one), {one: one}]]


for _ in range(2):
    twice()
