"""super().name and super().name() at warmed sites."""


class A:
    tag = "A"

    def who(self):
        return "A"


class B(A):
    tag = "B"

    def who(self):
        return "B>" + super().who()

    def above(self):
        return super().tag

    def method(self):
        return super().who


class C(B):
    def who(self):
        return "C>" + super().who()


# === Warm, then change the class above ===
c = C()
for _ in range(100):
    assert c.who() == "C>B>A"
    assert c.above() == "A"
A.who = lambda self: "A2"
assert c.who() == "C>B>A2"
A.tag = "A2"
assert c.above() == "A2"
assert c.method()() == "A2"

# === A class is put in between ===
class Mid(A):
    tag = "Mid"

    def who(self):
        return "Mid>" + super().who()


B.__bases__ = (Mid,)
assert c.who() == "C>B>Mid>A2"
assert c.above() == "Mid"
B.__bases__ = (A,)
assert c.who() == "C>B>A2"

# === Diamonds: the same site with two classes ===
class Side(A):
    tag = "Side"

    def who(self):
        return "Side>" + super().who()


class Diamond(B, Side):
    pass


for _ in range(100):
    assert Diamond().who() == "B>Side>A2"
    assert C().who() == "C>B>A2"
    assert Diamond().above() == "Side"
    assert c.above() == "A2"

# === super itself is rebound ===
def shadow():
    class Fake:
        def __getattr__(self, name):
            return lambda *a: "fake " + name
    global super
    super = lambda *a: Fake()
    try:
        return c.who()
    finally:
        del super


print(shadow())
assert c.who() == "C>B>A2"

# === Missing name; wrong self ===
class E(A):
    def missing(self):
        return super().nothing

    def whose(self):
        return super().who()


for _ in range(60):
    try:
        E().missing()
    except AttributeError as e:
        text = str(e)
print(text)
try:
    E.whose(5)
except TypeError as e:
    print(e)

# === Class methods, properties, two-argument form ===
class F(A):
    @classmethod
    def make(cls):
        return (cls.__name__, super().tag)

    @property
    def deep(self):
        return super().tag

    def explicit(self):
        return super(F, self).who()


class G(F):
    pass


for _ in range(100):
    assert G.make() == ("G", "A2")
    assert G().deep == "A2"
    assert G().explicit() == "A2"
A.tag = property(lambda self: "property for " + type(self).__name__)
print(G().deep, G().above if hasattr(G(), "above") else "no above")
A.who = staticmethod(lambda: "static")
print(G().explicit())
