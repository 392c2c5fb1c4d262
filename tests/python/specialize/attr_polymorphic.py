"""One site that sees several classes: instance values in two positions, a slot, a property, a class
attribute and more than any cache holds."""


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


OBJECTS = [P(1, 2), Q(1, 2), R(3)] * 5


def polymorphic():
    t = 0
    for _ in range(200):
        for o in OBJECTS:
            t += o.x
    return t


# === Three classes in rotation ===
assert polymorphic() == 6000
print(polymorphic())

# === One of them changes while the others stay ===
Q.x = property(lambda self: 100)
assert polymorphic() == 200 * 5 * 104
del Q.x
assert polymorphic() == 6000
OBJECTS[2].x = 1000
assert polymorphic() == 6000 + 1000 * 997
OBJECTS[2].x = 3

# === A fourth and a fifth kind ===
class S:
    x = 10


class T:
    @property
    def x(self):
        return 20


OBJECTS += [S(), T()]
assert polymorphic() == 6000 + 200 * 30
S.x = 11
assert polymorphic() == 6000 + 200 * 31

# === More classes than a list of guards ===
many = [type("M%d" % i, (), {"__init__": lambda self, i=i: setattr(self, "x", i)})() for i in range(20)]


def total(objects):
    t = 0
    for o in objects:
        t += o.x
    return t


for _ in range(50):
    assert total(many) == 190
type(many[3]).x = property(lambda self: 1000)
assert total(many) == 1187
many[4].x = 0
assert total(many) == 1183
del many[5].x
try:
    total(many)
except AttributeError as e:
    print(e)

# === The same for methods ===
class Cat:
    def speak(self):
        return "miaow"


class Dog:
    def speak(self):
        return "woof"


class Puppy(Dog):
    pass


class Robot:
    __slots__ = ("speak",)


robot = Robot()
robot.speak = lambda: "beep"


def chorus(animals):
    return " ".join([a.speak() for a in animals])


zoo = [Cat(), Dog(), Puppy(), robot]
for _ in range(100):
    assert chorus(zoo) == "miaow woof woof beep"
Puppy.speak = lambda self: "yip"
assert chorus(zoo) == "miaow woof yip beep"
zoo[0].speak = lambda: "purr"
assert chorus(zoo) == "purr woof yip beep"
robot.speak = lambda: "boop"
print(chorus(zoo))

# === Stores ===
def put(objects, value):
    for o in objects:
        o.x = value


targets = [P(0, 0), Q(0, 0), R(0), S()]
for i in range(100):
    put(targets, i)
assert [o.x for o in targets] == [99] * 4
R.__slots__ = ()
put(targets, "end")
print([o.x for o in targets])
