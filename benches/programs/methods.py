"""Methods: plain, inherited, through super(), class and static methods, bound methods kept in variables, properties,
callable instances and methods of builtin types."""

SIZE = 5000
CHECKSUM = 63866176


class Shape:
    count = 0

    def __init__(self, width):
        self.width = width

    def area(self):
        return self.width

    def twice(self):
        return self.area() * 2

    @property
    def size(self):
        return self.width + 1

    @classmethod
    def kind(cls, n):
        return cls.count + n

    @staticmethod
    def add(a, b):
        return a + b

    def __call__(self, n):
        return n + self.width


class Square(Shape):
    count = 2

    def __init__(self, width):
        super().__init__(width)
        self.height = width

    def area(self):
        return self.width * self.height


class Tall(Square):
    def area(self):
        return super().area() + self.height


def run(size):
    total = 0
    square = Square(7)
    tall = Tall(5)
    bound = square.area
    items = []
    for i in range(size):
        total += square.area()
        total += square.twice()
        total += tall.area()
        total += square.size
        total += Square.kind(i)
        total += tall.kind(i)
        total += Shape.add(i, 2)
        total += square.add(i, 3)
        total += bound()
        total += tall(i)
        items.append(i)
        if len(items) > 100:
            total += items.pop()
            items.clear()
        total += "a,b,c".count(",") + "abc".startswith("ab")
    return total


if __name__ == "__main__":
    print(run(SIZE))
