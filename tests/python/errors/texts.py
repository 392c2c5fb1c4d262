"""How exceptions of odd shapes are printed."""
import sys


class Mine(Exception):
    pass


class Outer:
    class Nested(Exception):
        def __str__(self):
            return "nested text"


class BadStr(Exception):
    def __str__(self):
        raise ValueError("in str")


class NotStr(Exception):
    def __str__(self):
        return 5


Mine.__module__ = "some.module"


class Builtin(Exception):
    __module__ = "builtins"


for e in (
    Mine("text"),
    Mine(),
    Outer.Nested(),
    BadStr(),
    NotStr(),
    Builtin("looks builtin"),
    KeyError("k"),
    KeyError("k", 2),
    ValueError(""),
    ValueError(None),
    ValueError("two\nlines"),
    ValueError("\ud800 surrogate", "\xe9"),
    OSError(2, "text", "file"),
    StopIteration(5),
    UnicodeDecodeError("ascii", b"\xff", 0, 1, "bad"),
    GeneratorExit(),
    KeyboardInterrupt("k"),
    SyntaxError("plain syntax error"),
    SyntaxError("located", ("file.py", 3, 5, "x = = 1\n", 3, 6)),
    SyntaxError("no text", ("file.py", 3, 5, None)),
    IndentationError("indent", ("file.py", 1, 1, "    x\n", 1, 5)),
    Exception(Exception("nested"), [1]),
):
    sys.excepthook(type(e), e, None)
raise Mine("at the end")
