"""The remaining builtin functions: print, repr, chr, divmod, format, pow, round, hash, exec, eval, compile."""
import sys


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === print ===
print()
print(1, "a", None, [1], sep="|")
print("a", "b", sep="", end=".\n")
print("x", sep=None, end=None)
print(*[1, 2, 3], sep=", ")
print("no newline", end="")
print("", flush=True)


class Out:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


out = Out()
print("a", 1, file=out)
print(file=out, end="e")
print(out.parts, print("", file=Out()))
for f in (lambda: print("a", sep=5), lambda: print("a", end=5), lambda: print("a", file=5), lambda: print("a", nothing=1)):
    error(f)
stdout, sys.stdout = sys.stdout, out
print("redirected")
sys.stdout = stdout
print(out.parts[-2:])
sys.stdout = None
print("nowhere")
sys.stdout = stdout

# === Numbers ===
print(abs(-3), divmod(7, -2), divmod(7.5, 2), pow(2, 3), pow(2, 3, 5), round(2.5), round(2.567, 2), round(5), bin(5), oct(8), hex(255), chr(9731).encode(), ord("a"), int("7"), float("1.5"), complex("1j"), bool(1), sum([1, 2]), hash(5), len("abc"))
print(pow(base=2, exp=3, mod=None), pow(2, -1), round(1234, -2), round(-0.5), round(1.5, ndigits=0), ascii("\xe9"), repr("\xe9").encode(), format(3.14159, ".2f"), format("x", ">3"), id(None) == id(None))
for f in (lambda: abs("x"), lambda: divmod(1, 0), lambda: divmod("a", 1), lambda: pow("a", 2), lambda: round("x"), lambda: round(1.5, "x"), lambda: len(5), lambda: chr("a"), lambda: ord(5), lambda: abs(), lambda: round(), lambda: hash([]), lambda: format(1, 2), lambda: pow(1), lambda: len(), lambda: len([], [])):
    error(f)

# === eval, exec, compile ===
x = "global"
print(eval("1 + 2"), eval("x"), eval("x", {"x": "given"}), eval("x + y", {"x": 1}, {"y": 2}), eval(" [i for i in range(3)] "), eval(compile("x", "<s>", "eval")), eval(b"5"))
ns = {}
exec("a = 1\ndef f(): return a\nclass K: pass", ns)
print(ns["f"](), sorted(k for k in ns if k != "__builtins__"), ns["K"].__name__, ns["K"].__module__, "__builtins__" in ns)


def local_exec():
    y = 1
    exec("y = 2; z = 3")
    d = {}
    exec("y2 = x", None, d)
    return y, "z" in locals(), d


print(local_exec())
g, l = {}, {}
exec("a = 1\nglobal b\nb = 2\nc = a", g, l)
print(l, g["b"], exec("pass"), eval("None"))
for f in (lambda: eval("1 +"), lambda: eval("x = 1"), lambda: eval("nothing"), lambda: exec("raise ValueError('v')"), lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("1", {}, 5), lambda: compile("1", "f", "what"), lambda: compile("1 1", "f", "exec"), lambda: compile("1"), lambda: eval("a\0b"), lambda: compile("x = 1", "f", "eval"), lambda: eval("(yield)"), lambda: exec("return 1")):
    error(f)
c = compile("a = 5\na + 1", "name.py", "exec")
print(c.co_filename, c.co_name, type(c).__name__)
exec(compile("None", "f", "single"))
hooked, hook = [], sys.displayhook
sys.displayhook = hooked.append
exec(compile("'v'", "f", "single"))
sys.displayhook = hook
print(hooked, __name__, __doc__.split(":")[0], sys.modules["__main__"].__name__)

# === globals, locals, vars, dir at module level; __import__ ===
print(globals() is locals(), vars() is globals(), "x" in dir(), __import__("sys") is sys, __debug__, __name__)
error(lambda: __import__("no_such_module"))
error(lambda: __import__(5))


class ClassLocals:
    a = 1
    names = sorted(n for n in locals() if not n.startswith("__"))


print(ClassLocals.names, [n for n in dir(ClassLocals) if not n.startswith("__")])

# === sys ===
print(sys.version_info[:2], sys.maxsize, sys.byteorder, sys.getrecursionlimit(), sys.argv[1:], sys.implementation.cache_tag is not None, sys.hexversion >> 16, sys.float_info.max, sys.int_info.bits_per_digit in (15, 30), sys.maxunicode, sys.intern("a") == "a", sys.getsizeof(1) > 0, sys.flags.optimize, sys.exc_info())
error(lambda: sys.intern(5))
error(lambda: sys.nothing)
error(lambda: sys.getsizeof())
