"""Classes: attributes, methods, inheritance, super, special methods."""


class Point:
    count = 0

    def __init__(self, x, y):
        self.x = x
        self.y = y
        Point.count += 1

    def add(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return "Point(%d, %d)" % (self.x, self.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __add__(self, other):
        return self.add(other)

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return self.x if i == 0 else self.y


class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def add(self, other):
        p = super().add(other)
        return p, self.z

    @property
    def sum(self):
        return self.x + self.y + self.z

    @classmethod
    def make(cls):
        return cls(1, 2, 3)

    @staticmethod
    def name():
        return "point"


p = Point(1, 2)
q = Point(3, 4)
print(p, q, p + q, p == Point(1, 2), p != q, len(p), p[0], p[1])
t = Point3(5, 6, 7)
print(t.add(p), t.sum, Point3.make().sum, Point3.name(), t.name(), Point.count)
print(isinstance(t, Point), isinstance(p, Point3), issubclass(Point3, Point), type(t).__name__)
p.extra = "new"
print(p.extra, p.__dict__, hasattr(p, "extra"), getattr(p, "none", 5))
del p.extra
try:
    p.extra
except AttributeError as e:
    print(e)
