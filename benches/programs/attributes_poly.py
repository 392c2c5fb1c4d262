"""Attributes where each place sees three or four classes in rotation, with the attribute at another position in each:
what makes a cache of one entry miss nearly always."""

SIZE = 6000
CHECKSUM = 36040500


class First:
    def __init__(self, x):
        self.x = x

    def weight(self):
        return 1


class Second:
    def __init__(self, x):
        self.name = "second"
        self.x = x

    def weight(self):
        return self.x & 1


class Third:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    def weight(self):
        return 2


class Fourth(Second):
    bonus = 3

    def weight(self):
        return self.bonus


def run(size):
    three = [First(1), Second(2), Third(3)]
    four = [First(4), Second(5), Third(6), Fourth(7)]
    total = 0
    for i in range(size):
        for item in three:
            total += item.x
        item = four[i & 3]
        item.x = i
        total += item.x * 2 + item.weight()
    return total


if __name__ == "__main__":
    print(run(SIZE))
