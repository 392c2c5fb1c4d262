"""What objects answer to __reduce_ex__, __reduce__ and __getstate__."""
# needs: copyreg


def e(f):
    try:
        return shown(f())
    except Exception as x:
        return type(x).__name__ + ": " + str(x)


def shown(value):
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if callable(value) and not isinstance(value, type):
        return value.__name__
    if hasattr(value, "__next__"):
        return type(value).__name__ + str(list(value))
    return repr(value)


class A:
    pass


class B:
    __slots__ = ("x", "__y")


class C(B):
    def __init__(self):
        self.x = 1
        self.z = 3


class D(list):
    pass


class E(dict):
    pass


class F(int):
    pass


class G:
    def __getnewargs__(self):
        return (1, 2)

    def __repr__(self):
        return "G"


class H:
    def __getnewargs_ex__(self):
        return (1,), {"a": 2}


class I:
    def __getstate__(self):
        return 7


class J:
    def __reduce__(self):
        return "J"


class K:
    __slots__ = ()

    def __getnewargs__(self):
        return 5


class N:
    def __init__(self):
        self.a = 1


values = [
    True, 5, 2**70, 1.5, 1j, "abc", b"abc", (1, 2), [1, 2], {1: 2}, range(3), slice(1, 2), ..., NotImplemented, int,
    A(), B(), C(), D([1]), E(a=1), F(3), G(), H(), I(), J(), K(), N(), len, list.append, int.__add__, ValueError(1),
    OSError(1, "x"), StopIteration(3), KeyError(1), UnicodeDecodeError("utf-8", b"a", 0, 1, "r"), list[int],
    enumerate([1]), zip([1]), map(len, []), filter(None, []), reversed([1]), iter([1, 2]), iter((1,)), iter("ab"),
    iter(b"a"), iter({1: 2}), iter(range(3)), iter(range(2**70)), (i for i in ()), memoryview, A.__dict__,
]
for value in values:
    name = type(value).__name__
    for protocol in (0, 1, 2, 5):
        answer = e(lambda: value.__reduce_ex__(protocol))
        if " object at 0x" not in answer:
            print(name, protocol, answer)
    answer = e(lambda: value.__reduce__())
    if " object at 0x" not in answer:
        print(name, answer, e(lambda: value.__getstate__()))
