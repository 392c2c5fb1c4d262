"""Exceptions that are initialised again or changed while they are shown; where frames stand that were left."""


# === What an earlier call set counts no more ===
def shown(error, *names):
    print(type(error).__name__, error.args, [getattr(error, name) for name in names])


error = ImportError("test", name="name", path="path")
error.__init__()
shown(error, "msg", "name", "path", "name_from")
error = SyntaxError("msg", ("file.py", 1, 2, "txt", 2, 3))
error.__init__("new", ("other.py", 2, 3, "text"))
shown(error, "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset")
error = NameError("q", name="z")
error.__init__()
shown(error, "name")
error = AttributeError("q", name="z", obj=5)
error.__init__("r")
shown(error, "name", "obj")
error = StopIteration(5)
error.__init__()
shown(error, "value")
error = OSError(2, "x", "f")
error.__init__()
shown(error, "errno", "filename")

# === Unicode errors without what they are about ===
KINDS = {
    UnicodeEncodeError: ("ascii", "x" * 5, 0, 3, "r"),
    UnicodeDecodeError: ("ascii", b"x" * 5, 0, 3, "r"),
    UnicodeTranslateError: ("x" * 5, 0, 3, "r"),
}
CHANGES = [
    lambda e: delattr(e, "object"), lambda e: setattr(e, "object", None), lambda e: setattr(e, "object", "zz"),
    lambda e: setattr(e, "object", b"z"), lambda e: setattr(e, "reason", 5), lambda e: delattr(e, "reason"),
    lambda e: delattr(e, "encoding"), lambda e: setattr(e, "start", -5), lambda e: setattr(e, "end", 2**80),
]
for kind, arguments in KINDS.items():
    for change in CHANGES:
        error = kind(*arguments)
        try:
            change(error)
        except Exception as refused:
            print(type(refused).__name__, refused)
        try:
            print(kind.__name__, repr(str(error)))
        except TypeError as refused:
            print(kind.__name__, refused)


class Evil(str):
    def __str__(self):
        change(error)
        return "evil"


for change in (lambda e: delattr(e, "object"), lambda e: setattr(e, "object", None)):
    error = UnicodeEncodeError("u", "abc", 0, 1, Evil("r"))
    try:
        print(error)
    except TypeError as refused:
        print(refused)


# === A frame left by an exception raised again stands where that left its protected code ===
def in_finally():
    try:
        1 / 0
    finally:
        pass


def in_named():
    try:
        1 / 0
    except Exception as e:
        1 / 0
        pass


def in_other():
    try:
        1 / 0
    except KeyError:
        pass
    x = 3


def in_with():
    with open.__class__ and Guard():
        1 / 0


class Guard:
    def __enter__(self):
        pass

    def __exit__(self, *raised):
        pass


for function in in_finally, in_named, in_other, in_with:
    try:
        function()
    except Exception as e:
        entry = e.__traceback__.tb_next
    frame = entry.tb_frame
    first = frame.f_code.co_firstlineno
    print(function.__name__, frame.f_lineno - first, entry.tb_lineno - first, frame.f_lasti, entry.tb_lasti)
    del entry, frame

# === The line that goes with a syntax error ===
SOURCES = [
    'return "\u00e4"', 'return "\u00e4"'.encode(), "yield 1", "break", "x = 1\nreturn 5", "def f():\n x\n global x",
    "f() = 1", "class A:\n return", "a = 5 5", "(", 'f"{a', "if 1:", "a\\", "1_", "1_\n", "0x\n", "'abc", "'abc\n", '"""a\nb',
    "x = $", "\u201ca\u201d\n", ")\n", "(]\n", "if 1:\n  x\n y", "if 1:\n\tx\n        y", "f(a=1, 2)", "b'\u00e9'", "01\n", "a b",
]
for source in SOURCES:
    try:
        compile(source, "<string>", "exec")
    except SyntaxError as e:
        print(ascii((source, e.text, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)))
