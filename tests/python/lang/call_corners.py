"""Corners of calls and classes: who is refused, what runs when, and what is not asked at all."""
import sys


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__))


# === Which class __new__ makes ===
class Number(int):
    pass


class Flag(int):
    def __new__(cls, value):
        return int.__new__(cls, value)


for class_, base in (bool, int), (int, Number), (int, bool), (str, int), (object, bool), (object, Flag), (int, Flag):
    attempt(class_.__new__, base)
for arguments in (), (type,), (type, 1), (type, "x", (), {}, 1):
    attempt(type.__new__, *arguments)
for arguments in (), (1, 2), (1, 2, 3, 4):
    attempt(type, *arguments)


# === __get__ of nothing ===
class C:
    __slots__ = "slot"

    def method(self):
        pass


descriptors = [property(), staticmethod(1), classmethod(1), C.method, C.slot, C().method, list.append, str.__add__]
for descriptor in descriptors:
    attempt(descriptor.__get__, None)
    attempt(descriptor.__get__, None, None)


# === Making classes asks for no repr and no empty MRO ===
class Silent(type):
    def __repr__(cls):
        raise LookupError("repr of an unfinished class")


class Body(metaclass=Silent):
    def __init__(self):
        super().__init__()

    def __new__(cls):
        return super().__new__(cls)


print(type(Body()) is Body)


class Orderless(type):
    def mro(cls):
        return []


attempt(Orderless, "X", (), {})


# === Lines while a local's old value dies ===
class Noisy:
    def __del__(self):
        print("dies at", sys._getframe(1).f_lineno - first)


def make():
    return Noisy()


def rebind():
    a = make()
    a = make()
    b = [
        make(),
    ][0]
    b = make(
    )
    a = None


first = rebind.__code__.co_firstlineno
rebind()


# === Filling an empty dict compares no keys ===
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("compared")
        return self is other


keys = {Key(): 1}
keys[1] = 2
print("copies")
print(len({**keys}), len(dict(keys)), len(dict(**{})), len({} | keys))


# === code.replace keeps its parts together ===
code = (lambda a: a).__code__
attempt(lambda: code.replace(co_varnames=("a", "b")).co_varnames)
attempt(lambda: code.replace(co_varnames=("b",)).co_varnames)
attempt(lambda: code.replace(co_varnames=("a", "b"), co_nlocals=2).co_varnames)


# === async for over what cannot be awaited ===
class Odd:
    def __init__(self, answer):
        self.answer = answer

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.answer


class BadAwait:
    def __await__(self):
        return 1


async def loop(items):
    async for _ in items:
        pass


for answer in 1, None, BadAwait():
    attempt(loop(Odd(answer)).send, None)


# === What CPython never frees ===
for immortal in (), "", "a", b"", b"a", None, True, ..., int, type, object:
    print(sys.getrefcount(immortal) > 1 << 20, end=" ")
print()
