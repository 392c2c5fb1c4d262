"""Making instances: with and without __init__, with slots, by inheritance, with __new__, as exceptions, and freeing
them: a linked list and many short-lived objects."""

SIZE = 4000
CHECKSUM = 72026000


class Empty:
    pass


class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Slotted:
    __slots__ = ("value", "link")

    def __init__(self, value, link):
        self.value = value
        self.link = link


class Child(Pair):
    def __init__(self, a, b, c):
        super().__init__(a, b)
        self.c = c


class Counted:
    def __new__(cls, n):
        made = object.__new__(cls)
        made.n = n
        return made


class Numbers(list):
    pass


def run(size):
    total = 0
    head = None
    for i in range(size):
        Empty()
        pair = Pair(i, 2)
        total += pair.a + pair.b
        head = Slotted(i, head)
        child = Child(i, i, 1)
        total += child.a + child.b + child.c
        total += Counted(i).n
        total += len(Numbers((1, 2, 3)))
        total += len((i, i)) + len([i, i]) + len({"k": i})
    while head is not None:
        total += head.value
        head = head.link
    for i in range(size):
        total += Pair(Pair(i, 1), 2).a.a * 4
    return total


if __name__ == "__main__":
    print(run(SIZE))
