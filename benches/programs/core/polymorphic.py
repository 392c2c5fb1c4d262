"""One attribute site that sees three classes in rotation, one of them with slots."""


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Q:
    def __init__(self, y, x):
        self.y = y
        self.x = x


class R:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


def polymorphic(objects):
    t = 0
    for _ in range(5000):
        for o in objects:
            t += o.x
    return t


print(polymorphic([P(1, 2), Q(1, 2), R(3)] * 5))
