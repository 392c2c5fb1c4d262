"""sys.getsizeof and __sizeof__ where the figure follows from the object alone."""
import sys


class A:
    pass


class B:
    __slots__ = ("x", "y")


class C(B):
    pass


class D(int):
    pass


class E(tuple):
    __slots__ = ()


class F(Exception):
    __slots__ = ()


class G(list):
    pass


def generator(a, b):
    x = yield a
    yield b + x


values = [
    None, True, 0, 1, 2**30 - 1, 2**30, 2**60, -2**70, 1.5, 1j, "", "abc", "\u0100" * 3, "\U0001f600", b"", b"abc", bytearray(),
    (), (1, 2), [], {}, set(), set(range(20)), frozenset(), range(3), slice(1), ..., NotImplemented, object(), int, type, A, B, D,
    A(), B(), C(), D(5), E((1, 2)), F(), G(), ValueError(1), OSError(1), KeyError(), StopIteration(1), generator, len,
    list.append, int.__add__, (1).__add__, B.x, A().__init__, int | str,
    generator(1, 2), generator.__code__, enumerate([]), zip(), map(len, []), filter(None, []), reversed([]), iter([]), iter(()),
    iter(""), iter({}), iter(set()), iter(range(3)), {}.keys(), {}.values(), {}.items(), memoryview(b"abc"), property(),
    staticmethod(len), classmethod(len), super(B, B()), sys.implementation, int.__dict__, t"a{1}", t"{1}".interpolations[0],
]
for value in values:
    size = type.__sizeof__(value) if isinstance(value, type) else value.__sizeof__()
    print(type(value).__name__, size, sys.getsizeof(value))
try:
    sys.getsizeof(3, 4, 5)
except TypeError as error:
    print(error)
