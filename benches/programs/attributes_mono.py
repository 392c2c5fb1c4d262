"""Attributes where each place sees one class: loads, stores and updates of instance attributes, slots, class
attributes and chains of them."""

SIZE = 12000
CHECKSUM = 144120000


class Point:
    origin = 5

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("value", "next")

    def __init__(self, value):
        self.value = value
        self.next = None


class Holder:
    def __init__(self):
        self.point = Point(0, 0)
        self.slotted = Slotted(0)


def run(size):
    holder = Holder()
    point = holder.point
    slotted = holder.slotted
    total = 0
    for i in range(size):
        point.x = i
        point.y = point.x + point.origin
        slotted.value += 1
        slotted.next = point
        holder.point.x = slotted.value
        total += point.y + slotted.next.x + Point.origin
        total += holder.slotted.value - slotted.value
    return total


if __name__ == "__main__":
    print(run(SIZE))
