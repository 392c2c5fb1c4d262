"""f-strings, format() and format specifications."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Expressions, conversions, debugging ===
x, name, pi = 42, "w\xf6rld", 3.14159
print(f"{x} {name!r} {name!a} {name!s} {{literal}} {x!r:>5}|")
print(f"{x=} {x = } {x=!r} {x=:>6} {name=} {pi=:.2f} { x + 1 = }")
print(f"{'nested ' + f'{x:{len(name)}}'} {x if x else 0} {(lambda v: v * 2)(x)} {[i for i in range(3)]} { {'a': 1}['a'] if 0 else {'k'}}")
print(f"{x:{'>'}{10}} {pi:{8}.{3}} {pi:.{2}f}|" f"{x}" "plain {x}" rf"\n{x}\t")
print(f"{'''multi
line'''} {
    x
}")
print(f"{x!r}{x!s}", f"", f"{''}", f"a{'b'}c" == "abc")
print(f"{'a' 'b'} {"same quotes"} {f"{f"{x}"}"}")

# === Integers ===
for spec in ("d", "5d", "<5d", "^5d", ">5d", "05d", "+d", " d", "-d", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "#010b", ",", "_", "_x", "_b", "c", "e", ".2f", "%", "g", "n", "=+8d", "*^9d", "08,d", "#_x", "z.1f"):
    print(spec, "|" + format(1234, spec) + "|", "|" + format(-97, spec) + "|" if spec != "c" else "")
print(f"{2**70:,} {2**70:x} {-2**70:_b} {True:d} {True} {True:5} {0:x} {2**64:#o}")

# === Floats ===
for spec in ("", "f", ".0f", ".3f", "e", ".2e", "E", "g", ".3g", "G", "%", ".1%", "10.2f", "<10.2f", "^10.2f", "+.1f", " .1f", "010.1f", ",.2f", "_.2f", ".10", "#.0f", "#g", "n", "z.0f", ".20f"):
    print(spec, *("|" + format(v, spec) + "|" for v in (1234.5678, -0.00001234, 0.0, -0.0, 1e16, 1e300 * 10)))
print(f"{float('nan')} {float('-inf'):f} {float('nan'):+e} {1e22} {1e21:f} {0.1 + 0.2} {1e-5} {123456789.0} {1e15} {1e16}")
print(f"{2.5:.0f} {3.5:.0f} {0.5:.0f} {1.005:.2f} {1e-320:.3e} {5e-324} {1.7976931348623157e308}")

# === Strings ===
for spec in ("", "10", "<10", ">10", "^10", "^11", "*^10", ".2", "10.2", "s", "\u20ac>5", "=<4"):
    print(spec, "|" + format("abc", spec) + "|")

# === Others ===
print(f"{None} {[1, 'a']} {(1,)} { {1: 'x'} } {3+4j} {3+4j:.1f} {b'b'} {...} {int} {1:}")
print(format(3 + 4j, ">10"), format([1], ""), format(None), format("s"), format(5))


class F:
    def __format__(self, spec):
        return "F<%s>" % spec

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


print(f"{F()} {F():abc} {F()!s:>6} {F()!r} {F()!a:^8} {F():{x}:{x}}")


class Sub(str):
    def __format__(self, spec):
        return "sub"


class NoFormat:
    def __str__(self):
        return "no format"


print(f"{Sub('x')} {Sub('x')!s} {NoFormat()} {NoFormat():}")

# === Errors ===
error(lambda: f"{NoFormat():5}")
error(lambda: f"{[1]:5}")
error(lambda: f"{None:5}")
error(lambda: f"{'s':d}")
error(lambda: f"{5:s}")
error(lambda: f"{5:.2d}")
error(lambda: f"{5.5:d}")
error(lambda: f"{'s':,}")
error(lambda: f"{'s':=5}")
error(lambda: f"{5:,_}")
error(lambda: f"{5:q}")
error(lambda: f"{5:5 5}")
error(lambda: f"{5:99999999999999999999}")
error(lambda: f"{'s':+}")
error(lambda: f"{2**21:c}")
error(lambda: f"{1.5:,n}")
error(lambda: f"{5:.}")
error(lambda: f"{3j:=10}")
error(lambda: f"{3j:010}")
error(lambda: f"{undefined}")
error(lambda: format(5, 5))


class BadFormat:
    def __format__(self, spec):
        return 5


class BadStr:
    def __str__(self):
        return 5

    __repr__ = __str__


error(lambda: f"{BadFormat()}")
error(lambda: f"{BadStr()}")
error(lambda: f"{BadStr()!r}")
error(lambda: format(BadFormat(), ""))

# === str.format ===
print("{} {} {}".format(1, 2, 3), "{2} {0} {1}".format(*"abc"), "{a} {b[0]} {c.real} {b[1][k]}".format(a=1, b=[2, {"k": 3}], c=4))
print("{:>{w}} {!r:^{}} {{}}".format("x", "y", 7, w=4), "{0}{0!s}{0!r}".format("q"), "{:{}.{}}".format(3.14159, 8, 3))
for bad in ("{", "}", "{0", "{a}", "{} {0}", "{0} {}", "{!x}", "{0!}", "{0.}", "{0[}", "{0[]}", "{5}", "{:{:{}}}", "{0.missing}", "{0[k]}", "{!r:q}", "{0]}"):
    error(lambda: bad.format(1))
print("{x}".format_map({"x": 1}), "%s" % "{}".format("{}"))


class Missing(dict):
    def __missing__(self, key):
        return "<%s>" % key


print("{x} {y}".format_map(Missing(x=1)))
