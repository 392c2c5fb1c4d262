"""Exception objects: attributes, chaining, notes, tracebacks, texts."""


def error(f, *args):
    try:
        print("no error:", repr(f(*args)))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


# === args, str, repr ===
for e in (ValueError(), ValueError("one"), ValueError(1, "two"), KeyError("k"), KeyError("a", "b"), KeyError(), Exception(None), OSError(2, "text"), OSError(2, "text", "file"), OSError("one"), StopIteration(5), SystemExit(3), AssertionError([1])):
    print(repr(str(e)), repr(e), e.args)
e = ValueError(1)
e.args = (2, 3)
print(str(e), e.args)
e.args = "ab"
print(e.args)
error(setattr, e, "args", 5)
error(delattr, e, "args")
error(lambda: ValueError(1, key=2))


class Mine(Exception):
    def __init__(self, a, b=2):
        self.a = a

    def __str__(self):
        return "mine %s" % self.a


m = Mine(1)
print(str(m), repr(m), m.args)


class Child(KeyError, ValueError):
    pass


print(repr(Child("x")), str(Child("x")), isinstance(Child(), LookupError))

# === Specific attributes ===
e = OSError(2, "No such file", "name", None, "other")
print(e.errno, e.strerror, e.filename, e.filename2, type(e).__name__, str(e))
print(type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(99999, "x")).__name__)
e = StopIteration(7)
print(e.value, StopIteration().value)
e = SystemExit("text")
print(e.code, SystemExit().code, SystemExit(1, 2).code)
e = NameError("text", name="n")
print(e.name, NameError().name)
e = AttributeError("text", name="n", obj=5)
print(e.name, e.obj)
e = ImportError("text", name="n", path="p")
print(e.name, e.path, e.msg, repr(e))
error(lambda: NameError(nme="n"))
e = SyntaxError("message", ("file", 3, 4, "text of line", 3, 8))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
e = UnicodeDecodeError("utf-8", b"\xff\x00", 0, 1, "bad")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
e = UnicodeEncodeError("ascii", "a\xe9\u20ac", 1, 3, "ordinal")
print(e)
error(UnicodeDecodeError, 1)

# === Chaining ===
def chained():
    try:
        try:
            1 // 0
        except ZeroDivisionError as e:
            raise ValueError("v") from e
    except ValueError:
        raise KeyError("k")


try:
    chained()
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), repr(e.__context__.__cause__), e.__suppress_context__, e.__context__.__suppress_context__)
e = ValueError()
e.__cause__ = KeyError()
print(e.__suppress_context__)
e.__suppress_context__ = False
e.__cause__ = None
print(e.__suppress_context__)
error(setattr, e, "__cause__", 5)
error(setattr, e, "__context__", 5)
error(setattr, e, "__traceback__", 5)
error(delattr, e, "__cause__")
error(delattr, e, "__context__")
error(delattr, e, "__traceback__")


def raise_from(x, y):
    raise x from y


for y in (KeyError, KeyError("inst"), None, 5, int):
    try:
        raise_from(ValueError, y)
    except BaseException as e:
        print(repr(e), repr(e.__cause__), e.__suppress_context__)

# === A context never makes a circle ===
def circle():
    a, b = ValueError("a"), ValueError("b")
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            try:
                raise a
            except ValueError:
                pass
    return a.__context__, b.__context__


print(circle())

# === Notes ===
e = ValueError("noted")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second")
print(e.__notes__)
error(e.add_note, 5)
error(e.add_note)
e.__notes__ = 5
error(e.add_note, "x")

# === Tracebacks ===
def a():
    b()


def b():
    c()


def c():
    raise ValueError("deep")


def walk(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


try:
    a()
except ValueError as e:
    kept = e
print(walk(kept.__traceback__)[1:])
print(walk(kept.__traceback__.tb_next.tb_next))
try:
    raise kept
except ValueError as e:
    print(len(walk(e.__traceback__)))
assert kept.with_traceback(None) is kept and kept.__traceback__ is None
error(kept.with_traceback, 5)
try:
    a()
except ValueError as e:
    tb = e.__traceback__
    print(type(tb).__name__, tb.tb_lasti >= 0, tb.tb_frame.f_code.co_name)
    tb.tb_next = tb.tb_next.tb_next
    print(walk(tb)[1:])
    error(setattr, tb, "tb_next", tb)
    error(setattr, tb, "tb_next", 5)
    made = type(tb)(tb, tb.tb_frame, 0, 1)
    print(made.tb_lineno, made.tb_next is tb, made.tb_lasti)
    error(type(tb), 1, 2, 3, 4)

# === exception groups ===
eg = ExceptionGroup("group", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [ValueError(2), KeyError("k")])])
print(eg, repr(eg), eg.message, len(eg.exceptions))
print(eg.split(ValueError))
print(eg.subgroup(lambda e: isinstance(e, KeyError)))
print(eg.split((TypeError, ExceptionGroup))[1], eg.subgroup(OSError))
print(eg.derive([OSError("d")]))
error(ExceptionGroup, "m", [])
error(ExceptionGroup, "m", 5)
error(ExceptionGroup, 5, [ValueError()])
error(ExceptionGroup, "m", [5])
error(ExceptionGroup, "m", [KeyboardInterrupt()])
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)


class Items:
    def __getitem__(self, index):
        return [ValueError(index)][index]

    def __len__(self):
        return -1

    def __repr__(self):
        return "Items()"


print(repr(ExceptionGroup("m", Items())))
error(ExceptionGroup, "m", list[int])
eg = ExceptionGroup("m", [ValueError(1)])
print(repr(eg))
eg.__init__("n", [], 5)
print(repr(eg), eg.args)
print([type(OSError(number, "x")).__name__ for number in (True, 2.0, type("Int", (int,), {})(2), 10**30, "2")])
blocked = BlockingIOError(11, "x", 7)
print(blocked.characters_written)
blocked.characters_written = -1
error(lambda: blocked.characters_written)
