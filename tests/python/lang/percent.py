"""% formatting of strings and bytes."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Conversions ===
print("%s %r %a %d %i %u %x %X %o %c %e %E %f %F %g %G %%" % ("s", "r\xe9", "a\xe9", 1, 2, 3, 255, 255, 8, "c", 1.5, 1.5, 1.5, 1.5, 1.5, 1e20))
print("%5s|%-5s|%.2s|%5.1s|%-5.1s|" % ("abc", "abc", "abc", "abc", "abc"))
print("%5d|%-5d|%05d|%+d|% d|%+5d|%-+5d|%.4d|%08.3d|" % (42, 42, 42, 42, 42, 42, 42, 42, 42))
print("%x %#x %#X %#o %X %08x %#010x %-#8x|" % (255, 255, 255, 8, 255, 255, 255, 255))
print("%x %o %d" % (-255, -8, -(2**70)), "%x" % (2**100), "%d" % 3.99, "%d" % True, "%s" % 2**70)
print("%f %.0f %.3f %10.2f %-10.2f| %010.2f %+.1f % .1f" % (1.5, 2.5, 3.14159, 2.5, 2.5, -2.5, 1.0, 1.0))
print("%e %.2e %g %.3g %#g %G" % (12345.678, 12345.678, 0.0001, 1234567.0, 1.0, 1e-10))
print("%f %e %g %F" % (float("inf"), float("-inf"), float("nan"), float("nan")))
print("%c%c%c" % (65, "\u20ac", 0x1F600), "%5c|%-5c|" % ("x", 66))
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 1, 2.55))
print("%ld %hd %Ld" % (1, 2, 3), "%i" % 5.9, "%s" % (1,), "%s" % ((1, 2),), "%s %s" % ("a", "b"))

# === Mappings ===
print("%(a)s %(b)05d %(a)r %%" % {"a": "x", "b": 5, "c": 0}, "%(k)s" % {"k": [1]}, "%(a(b)c)s" % {"a(b)c": 1}, "%()s" % {"": "empty"})
print("plain" % {}, "plain" % [], "%s" % {}, "%s" % [1, 2], "%s" % {"a": 1}, "" % ())


class M:
    def __getitem__(self, key):
        return key * 2


print("%(ab)s" % M())

# === Objects ===
class S:
    def __str__(self):
        return "str\u20ac"

    def __repr__(self):
        return "repr\u20ac"

    def __int__(self):
        return 7

    def __index__(self):
        return 8

    def __float__(self):
        return 9.5


print("%s %r %a %x %f %.3s %d" % (S(), S(), S(), S(), S(), S(), S()))


class T(str):
    def __str__(self):
        return "T"


print("%s" % T("x"), "%s%s" % (T("a"), "b"), "%s" % None, "%s" % ..., "%r" % (None,))
print(T("%s") % 1, type(T("%s") % 1).__name__)

# === Errors ===
error(lambda: "%s" % ())
error(lambda: "%s %s" % "a")
error(lambda: "%s" % (1, 2))
error(lambda: "plain" % 1)
error(lambda: "plain" % (1,))
error(lambda: "%d" % "s")
error(lambda: "%d" % None)
error(lambda: "%x" % 1.5)
error(lambda: "%x" % "s")
error(lambda: "%f" % "s")
error(lambda: "%c" % "ab")
error(lambda: "%c" % -1)
error(lambda: "%c" % 0x110000)
error(lambda: "%c" % 1.5)
error(lambda: "%q" % 1)
error(lambda: "%" % 1)
error(lambda: "%5" % 1)
error(lambda: "%(a)s" % 1)
error(lambda: "%(a)s" % (1,))
error(lambda: "%(a)s" % {})
error(lambda: "%(a" % {"a": 1})
error(lambda: "%(a)s %s" % {"a": 1})
error(lambda: "%*d" % ("x", 1))
error(lambda: "%*d" % 1)
error(lambda: "%.*f" % (1.5, 1))
error(lambda: "%d" % 2j)
error(lambda: "%d" % float("inf"))
error(lambda: "%d" % float("nan"))
error(lambda: "%999999999999999999999d" % 1)
error(lambda: "%s" % BadStr())


class BadStr:
    def __str__(self):
        return 5


error(lambda: "%s" % BadStr())
error(lambda: 5 % "s")
error(lambda: None % 1)

# === Bytes ===
print(b"%s %b %d %x %c %r %a %f %%" % (b"s", b"b", 5, 255, 65, "r", "\xe9", 1.5), b"%(a)s" % {b"a": b"x"}, b"%5d|%-5d|" % (1, 2))
error(lambda: b"%s" % "text")
error(lambda: b"%b" % 5)
error(lambda: b"%c" % 256)
error(lambda: b"%c" % b"ab")
error(lambda: b"%d" % "s")
print(bytearray(b"%s") % b"x")
