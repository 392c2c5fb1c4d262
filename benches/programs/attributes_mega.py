"""Attributes where one place sees forty classes: more than any cache at that place holds."""

SIZE = 200
CHECKSUM = 2200080


class Base:
    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value


def make(number):
    class Derived(Base):
        code = number

        def __init__(self, value):
            for extra in range(number % 3):
                setattr(self, "extra" + str(extra), extra)
            self.value = value

        def own(self):
            return number

    return Derived(number)


ITEMS = [make(number) for number in range(40)]


def run(size):
    total = 0
    for i in range(size):
        for item in ITEMS:
            total += item.value + item.code
            total += item.own() + item.get()
            item.value = i + item.code
    for item in ITEMS:
        item.value = item.code
    return total


if __name__ == "__main__":
    print(run(SIZE))
