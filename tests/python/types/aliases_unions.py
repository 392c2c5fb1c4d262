# Generic aliases and unions: attributes, iteration, copies, and what their parts do meanwhile.
import sys

Alias, SimpleNamespace = type(list[int]), type(sys.implementation)


def tell(name, act):
    try:
        answer = act()
    except Exception as e:
        answer = "%s: %s" % (type(e).__name__, e)
    print(name, answer)


# === Attributes ===
alias = list[int]
print(sorted(set(dir(alias)) - set(dir(list))))
for name in "__bases__ __copy__ __deepcopy__ __name__ __mro__ __instancecheck__ append __unpacked__ __doc__".split():
    tell(name, lambda: type(getattr(alias, name)).__name__)
    tell(name, lambda: type(getattr(type[int], name)).__name__)

# === Iteration ===
steps = iter(tuple[int, ...])
print(type(steps).__name__, iter(steps) is steps, steps.__reduce__())
star = next(steps)
print(star, star.__unpacked__, star == tuple[int, ...], steps.__reduce__(), list(steps))
function, (over,) = star.__reduce__()
print(function.__name__, type(over).__name__, function(over) == star)
tell("made", lambda: type(steps)())


class Clearing:
    def __repr__(self):
        parts.clear()
        return "cleared"


parts = [Clearing(), 1]
tell("repr", lambda: repr(Alias(int, parts)))
parts = [1, 2]
tell("repr", lambda: repr(Alias(int, parts)))
parts = [1, Clearing()]
tell("repr", lambda: repr(Alias(int, parts)))

# === Unions of what can't be hashed ===
hashable = False


class Meta(type):
    def __hash__(self):
        if hashable:
            return 1
        raise ZeroDivisionError("no hash")


class A(metaclass=Meta):
    pass


class B(metaclass=Meta):
    pass


union = A | B
print(union.__args__ == (A, B), (A | B | A).__args__ == (A, B), union == B | A, union == A | int)
tell("hash", lambda: hash(union))
tell("or", lambda: int | union | A)
hashable = True
tell("hash", lambda: hash(union))
tell("hash", lambda: hash(A | B) == hash(B | A))
tell("one", lambda: hash(int | str) == hash(str | int))
hashable = False
other = int | A
hashable = True
tell("hash", lambda: hash(other))

# === Namespaces that are replaced ===


class Other(SimpleNamespace):
    def __new__(cls, *args):
        return 12345 if made else super().__new__(cls)


made = False
space = Other()
space.x = 1
print(space.__replace__(y=2))
made = True
tell("replace", lambda: space.__replace__())


# === Names of slots that __slotnames__ gives ===
class Named(str):
    pass


class Slotted:
    __slotnames__ = [Named("spam")]

    def __getattr__(self, name):
        if name == "spam":
            Slotted.__slotnames__[:] = [Named("spam")]
            return 42
        raise AttributeError(name)


class copyreg:
    @staticmethod
    def __newobj__(cls, *args):
        return cls.__new__(cls, *args)


sys.modules.setdefault("copyreg", copyreg)
print(Slotted().__reduce_ex__(2)[1:] == ((Slotted,), (None, {"spam": 42}), None, None))
for text in ("abc", b"abc"):
    (copy,) = text.__getnewargs__()
    print(copy == text, copy is text)
