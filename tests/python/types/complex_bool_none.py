"""complex, bool, None, Ellipsis, NotImplemented."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === complex ===
print(1j, 1 + 2j, 1 - 2j, -1j, 0j, -0j, 1.5 + 0.5j, 1e20 + 1j, complex(1, 2), complex("1+2j"), complex(" -1.5e3j "), complex("(3)"), complex("inf+nanj"), complex(), complex("1"), complex("j"))
print((1 + 2j) + 1, (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (1 + 2j) ** 2, (1 + 2j) ** -1, (1 + 2j) ** 0.5, -(1 + 2j), abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, 1j**2, 2**1j)
print(1 + 2j == complex(1, 2), 1 + 0j == 1, 1j != 1, bool(0j), bool(1j), hash(1 + 0j) == hash(1), hash(1 + 2j), {1 + 0j: "k"}[1])
for f in (lambda: 1j < 2j, lambda: 1j // 1, lambda: 1j % 1, lambda: divmod(1j, 1), lambda: int(1j), lambda: float(1j), lambda: 1j / 0, lambda: 0j ** -1, lambda: complex("x"), lambda: complex("1+"), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex(None), lambda: complex([]), lambda: round(1j), lambda: 1j & 1, lambda: pow(1j, 2, 3)):
    error(f)


class C:
    def __complex__(self):
        return 5 + 6j


print(complex(C()), complex(1.5), complex(real=1, imag=2), 3 - 0j, -0.0 + 0j, complex(-0.0, -0.0), 1e500 * 1j, [1j], str(1j), repr(-1 - 1j))

# === bool ===
print(True, False, True + True, True * 5, -True, True & False, True | False, True ^ True, type(True & True).__name__, type(True & 1).__name__, True == 1, True is (1 == 1), not True, bool([]), bool("False"), int(True), str(True), repr(False), True < 2, [10, 20][True], "%d %s" % (True, True), f"{True:5}|{True!r}")
print(bool(), bool(None), bool(0.0), bool(()), bool({}), bool(object()), isinstance(True, int), bool.__mro__, True.real, True.bit_length(), hash(True), {True: "t"}[1], sum([True, False, True]), max(True, False), True / 2, True // True, divmod(True, 1), True**2)
error(lambda: bool(1, 2))
error(lambda: bool(x=1))
error(lambda: True + "x")
error(lambda: type("B", (bool,), {}))
error(lambda: True.real.nothing)

# === None ===
print(None, [None], None == None, None is None, bool(None), repr(None), str(None), type(None)(), type(None).__name__, hash(None) == hash(None), None == 0, None != 1, {None: 1}[None])
for f in (lambda: None + 1, lambda: None < None, lambda: (n := None)[0], lambda: (n := None)(), lambda: None.x, lambda: len(None), lambda: iter(None), lambda: type(None)(1), lambda: -None, lambda: setattr(None, "x", 1)):
    error(f)

# === Ellipsis, NotImplemented ===
print(..., Ellipsis, ... is Ellipsis, type(...).__name__, type(...)(), bool(...), NotImplemented, type(NotImplemented).__name__, type(NotImplemented)() is NotImplemented, [..., NotImplemented])
error(lambda: bool(NotImplemented))
error(lambda: ... + 1)
error(lambda: type(...)(1))
error(lambda: NotImplemented())
print((5).__eq__("x"), object().__eq__(1), object().__lt__(1), (5).__add__(""))
