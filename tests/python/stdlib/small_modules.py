"""errno, _types, _string and what atexit does before the end."""
# needs: errno, _types, _string, atexit
import _string
import _types
import atexit
import errno
import sys


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


# === errno ===
print(errno.ENOENT, errno.EPERM, errno.errorcode[errno.EACCES], errno.errorcode[errno.EAGAIN], errno.EWOULDBLOCK == errno.EAGAIN)
print(all(getattr(errno, name) == number for number, name in errno.errorcode.items()), all(number in errno.errorcode for name, number in vars(errno).items() if name[0] == "E"))

# === _types ===
print(sorted((name, value.__name__) for name, value in vars(_types).items() if isinstance(value, type) and name[0] != "_"))

# === _string ===
def pieces(template):
    found = []
    try:
        for piece in _string.formatter_parser(template):
            found.append(piece)
    except ValueError as e:
        found.append(str(e))
    return found


for template in ["", "a", "{}", "a{b}c", "{{", "}}", "a{{b}}c", "{a!r:>{w}}x", "{0.a[b]}{}", "{", "}", "{a", "{a!", "{a!r", "{a!rx}", "{a:{", "x{{{y}}}z", "{!r}", "{:d}", "{a[}]}", "{a[", "\u20ac{\u20ac}", "{a!}", "{{}", "a}"]:
    print(repr(template), pieces(template))
for name in ["", "a", "0", "12.a", "a.b[c].d[0]", "a[", "a.", "a..b", "a[b", "a[]", "a]", "a[b]c", "99999999999999999999", "[a]", ".a", "a[1x]", "\u20ac.\u20ac"]:
    def split():
        first, rest = _string.formatter_field_name_split(name)
        return first, list(rest)
    print(repr(name), attempt(split))
print(attempt(_string.formatter_parser, 1), attempt(_string.formatter_parser), attempt(_string.formatter_field_name_split, b"a"))

# === atexit ===
def say(*args, **kwargs):
    print("exit", args, kwargs)


print(atexit._ncallbacks(), atexit.register(say, 1, a=2) is say, atexit.register(say) is say, atexit._ncallbacks())
print(attempt(atexit.register), attempt(atexit.register, 1), attempt(atexit.unregister))
atexit._run_exitfuncs()
print(atexit._ncallbacks())


class Equal:
    def __call__(self):
        print("not called")

    def __eq__(self, other):
        return other is say


atexit.register(Equal())
atexit.register(say, "kept")
atexit.unregister(say)
print(atexit._ncallbacks())
atexit.register(say, 3)
atexit._clear()
print(atexit._ncallbacks())


def last():
    print("the last words")
    sys.stdout.flush()


atexit.register(last)
atexit.register(lambda: atexit.register(say, "too late"))
print("end")
