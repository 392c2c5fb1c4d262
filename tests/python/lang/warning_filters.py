"""_warnings: filters, registries, what is shown and what is raised."""
# needs: _io, _warnings

import _io
import _warnings as w
import sys


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print(repr(result))


class Shown:
    """A stand-in for sys.stderr."""

    def write(self, text):
        print("shown:", repr(text.replace(__file__, "FILE")))

    def flush(self):
        pass


sys.stderr = Shown()
print(type(w.filters).__name__, w._defaultaction, w._onceregistry)
del w.filters[:]


def reset(*filters):
    w._acquire_lock()
    w.filters[:] = filters
    w._filters_mutated_lock_held()
    w._release_lock()


# === Showing ===
reset()
w.warn("first")
w.warn("second", DeprecationWarning)
w.warn(FutureWarning("third"))
w.warn(5)
for _ in range(3):
    w.warn("repeated")


def inner():
    w.warn("from inner", stacklevel=2)
    w.warn("from inner", stacklevel=1)
    w.warn("from far", stacklevel=100)


inner()
w.warn_explicit("explicit", UserWarning, "file.py", 7)
w.warn_explicit("explicit", UserWarning, "file.py", 7, "module", {}, None)
w.warn_explicit(SyntaxWarning("instance"), None, "other", 1)

# === Actions ===
for action in ["error", "ignore", "always", "all", "default", "module", "once", "nonsense"]:
    reset((action, None, Warning, None, 0))
    print(action)
    registry = {}
    for line in [1, 1, 2]:
        attempt(w.warn_explicit, "text", UserWarning, "f.py", line, "mod", registry)
    print(sorted((key[0], key[1].__name__, *key[2:]) for key in registry if key != "version"))
    attempt(w.warn_explicit, "no registry", UserWarning, "f.py", 1)

# === Filters ===
class Pattern:
    def __init__(self, text):
        self.text = text

    def match(self, text):
        return text.startswith(self.text)


reset(("error", Pattern("bad"), UserWarning, None, 0), ("error", None, Warning, "mod", 5), ("ignore", "exact", Warning, None, 0))
for text, category, line, module in [("bad one", UserWarning, 1, "m"), ("bad one", FutureWarning, 1, "m"), ("x", UserWarning, 5, "mod"),
                                     ("x", UserWarning, 4, "mod"), ("exact", UserWarning, 1, "m"), ("exact not", UserWarning, 1, "m")]:
    attempt(w.warn_explicit, text, category, "f.py", line, module)
for wrong in [5, (), ("error",), (5, None, Warning, None, 0), ("error", 5, Warning, None, 0), ("error", None, 5, None, 0), ("error", None, Warning, None, "x")]:
    reset(wrong)
    attempt(w.warn_explicit, "text", UserWarning, "f.py", 1, "mod")
reset()

# === Wrong arguments ===
for args in [(), ("x", 5), ("x", int), ("x", UserWarning, "x"), ("x", "y")]:
    attempt(w.warn, *args)
attempt(w.warn, "x", nothing=1)
attempt(w._filters_mutated_lock_held)
attempt(w.warn, "x", skip_file_prefixes=5)
attempt(w.warn, "x", skip_file_prefixes=(5,))
for args in [(), ("x", UserWarning, "f"), ("x", UserWarning, 5, 1), ("x", UserWarning, "f", "x"), ("x", int, "f", 1),
             ("x", UserWarning, "f", 1, "m", 5), ("x", UserWarning, "f", 1, "m", {}, 5)]:
    attempt(w.warn_explicit, *args)
print(w.warn_explicit("x", UserWarning, "f", 1, None))

# === Registries ===
reset()
names = {"__name__": "made_up", "w": w}
exec("def f(): w.warn('in made_up')\nf(); f()", names)
print(sorted(map(str, names)), len(names["__warningregistry__"]))
reset()
exec("f()", names)
names["__warningregistry__"].clear()
exec("f()", names)

# === Native warnings ===
reset(("always", None, Warning, None, 0))
compile("assert (1, 'x')\n'\\d'\nx is 5", "compiled.py", "exec")
reset(("error", None, SyntaxWarning, None, 0))
try:
    compile("\nx is 5", "compiled.py", "exec")
except SyntaxError as error:
    print(type(error).__name__, error.msg, error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)
reset(("always", None, Warning, None, 0))
print(~True)


def opened():
    f = _io.open(__file__)
    f.read(1)


opened()


class Briefly:
    """Shows no line: where an object dies is not told exactly."""

    def write(self, text):
        print(text.split(": ", 1)[1].splitlines()[0])


async def never():
    pass


sys.stderr = Briefly()
never()
sys.stderr = Shown()
reset(("error", None, Warning, None, 0))
attempt(lambda: ~False)
attempt(lambda: _io.open(__file__, "rb", 1))
sys.stderr = None
reset()
w.warn("nobody sees this")
sys.stderr = sys.__stderr__
