"""Writes through f_locals while the frame is in the middle of an expression: what was read before stays."""
import sys


def poke(name, value, result=0):
    sys._getframe(1).f_locals[name] = value
    return result


def poke_above(name, value, result=0):
    sys._getframe(2).f_locals[name] = value
    return result


class Poker:
    def __init__(self, name="x", value=100):
        self.name = name
        self.value = value

    def __add__(self, other):
        return poke_above(self.name, self.value, 1)

    __radd__ = __lt__ = __getitem__ = __contains__ = __eq__ = __add__

    def __call__(self, *args, **kwargs):
        return poke_above(self.name, self.value, 2)

    def __bool__(self):
        return bool(poke_above(self.name, self.value, 1))

    def __iter__(self):
        poke_above(self.name, self.value)
        yield 1
        yield 2

    def __enter__(self):
        return poke_above(self.name, self.value, 3)

    def __exit__(self, *args):
        poke_above(self.name, self.value + 1)

    def __format__(self, spec):
        return str(poke_above(self.name, self.value, spec))

    @property
    def p(self):
        return poke_above(self.name, self.value, 4)

    def __setattr__(self, name, value):
        if name == "w":
            poke_above(self.name, self.value)
        else:
            object.__setattr__(self, name, value)


# === Calls ===
def call(x):
    return x + poke("x", 100) + x, x


def call_method(x, k):
    return x, k(x), x, k(1, a=x), x, k(*[x], **{"a": x}), x


def native_call(x):
    return x, sorted([2, 1], key=lambda v: poke_above("x", v * 10, v)), x, max(x, x), x


def nested(x):
    return x + (x + (x + (x + poke("x", 5) + x) + x) + x) + x


def two(x, y):
    return x, y, poke("x", y), x, y, poke("y", x + 1), x, y


def rebinding(x):
    x = x + poke("x", 50) + x
    y = x
    x = poke("x", 7, "result")
    return x, y


# === Operators, attributes, subscripts ===
def operators(x, k):
    return x, k + x, x, x + k, x, k < x, x, k[x], x, (x in k), x, k == x, x


def attributes(x, k):
    r = [x, k.p, x]
    k.w = x
    r += [x]
    return x, r, k.p, x


def truth(x, k):
    return (x, 1 if k else 2, x), (x, not k, x), (x and k and x), x


def formats(x, k):
    return f"{x}{k:3}{x}{k}{x}"


# === Loops, with, unpacking, displays ===
def loops(x, k):
    out = [x]
    for i in k:
        out.append((x, i))
    return x, [x for i in k], [(x, j) for j in (x, poke("x", 8), x)], (x, *k, x), {x: [*k], x + 1: x}, out


def withs(x, k):
    before = x
    with k as y:
        inside = x, y
    return before, inside, x


def unpacks(x, k):
    a, b = k
    (c, d), e = (x, poke("x", 9)), x
    return a, b, c, d, e, x


# === Generators ===
def generator(x, k):
    yield x, poke("x", 6), x
    got = yield (x, k + x, x, (yield x))
    yield x + poke("x", 60) + x, got, x


# === Errors in the middle, deletion, conditions ===
def fails(x):
    try:
        return x + poke("x", 3, "text") + x
    except TypeError:
        return x


def many(x):
    total = 0
    for i in range(10):
        total += x * poke("x", i) + x - poke("x", x + 1, i) * x
    return total, x


def deep(x, n):
    return x if n == 0 else (x, deep(x + 1, n - 1), poke("x", n), x)


def aliased(x):
    y = x
    return x, y, poke("x", [2]), x, y, x is y


for round in range(40):
    answers = [
        call(1), call_method(1, Poker()), native_call(1), nested(1), two(1, 2), rebinding(1),
        operators(1, Poker()), attributes(1, Poker()), truth(1, Poker()), formats(1, Poker()),
        loops(1, Poker()), withs(1, Poker()), unpacks(1, Poker()), fails(1), many(1), deep(1, 4), aliased([1]),
    ]
    g = generator(1, Poker())
    answers.append([next(g), next(g), g.send("sent"), g.send("more")])
    if round == 0:
        first = answers
        for answer in answers:
            print(answer)
    assert answers == first, round


# === What was replaced lives as long as the frame ===
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __add__(self, other):
        return self.name


def lives():
    n = Noisy("n")
    m = n + poke("n", Noisy("second")), n.name
    poke("n", None)
    print("end", m)


lives()
lives()
