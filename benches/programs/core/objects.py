"""Attributes, methods, and an object made in each turn."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Point(self.x + other.x, self.y + other.y)


def objects():
    p = Point(0, 0)
    q = Point(1, 2)
    for _ in range(30000):
        p = p.add(q)
    return p.x + p.y


print(objects())
