"""BytesIO and StringIO."""
# needs: _io

import _io as io


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print(repr(result))


# === BytesIO ===
b = io.BytesIO(b"hello\nworld\n!")
print(b.read(2), b.readline(), b.readline(3), b.read1(2), b.tell(), b.read(), b.read(), b.readline())
print(b.seek(0), list(b), b.seek(0), b.readlines(), b.seek(0), b.readlines(3), b.readlines(None))
print(b.seek(3), b.write(b"LO"), b.getvalue(), b.seek(20), b.write(b"end"), b.getvalue(), b.tell())
print(b.seek(-3, 2), b.read(), b.seek(0), b.seek(5, 1), b.seek(-100, 1), b.truncate(4), b.getvalue(), b.tell())
print(b.readable(), b.writable(), b.seekable(), b.isatty(), b.flush(), b.closed)
print(b.writelines([b"a", bytearray(b"b"), memoryview(b"c")]), b.getvalue())
buffer = bytearray(3)
print(b.seek(1), b.readinto(buffer), buffer, b.readinto(memoryview(buffer)[:1]), buffer)
for args in [(-1,), (0, 5), ("x",), (10**30,), (None,)]:
    attempt(b.seek, *args)
for args in [("x",), (None,), (5,)]:
    attempt(b.write, *args)
for args in [(-1,), ("x",), (1.5,)]:
    attempt(b.truncate, *args)
attempt(b.read, "x")
attempt(b.readlines, "x")
attempt(b.readinto, b"x")
attempt(io.BytesIO, "x")
attempt(io.BytesIO, 5)
attempt(io.BytesIO, b"", b"")
attempt(io.BytesIO, initial=b"")
print(io.BytesIO(None).getvalue(), io.BytesIO(initial_bytes=bytearray(b"xy")).read())
b = io.BytesIO(b"0123456789")
view = b.getbuffer()
view[2:4] = b"XX"
print(b.getvalue(), view.nbytes, view.readonly, type(view.obj).__name__)
for call in [lambda: b.write(b"more"), lambda: b.truncate(3), b.close, lambda: b.__init__(b"")]:
    attempt(call)
view.release()
print(b.write(b"YY"), b.getvalue())
state = b.__getstate__()
other = io.BytesIO()
other.__setstate__(state)
print(state, other.getvalue(), other.tell())
for state in [5, (), (1, 2, 3), (b"", "x", None), (b"", -1, None), (b"", 1, 5)]:
    attempt(io.BytesIO().__setstate__, state)
b.attribute = 1
print(b.__getstate__())
b.close()
for name in "read readline readlines write seek tell truncate getvalue getbuffer flush isatty readable __next__ __enter__ close".split():
    print(name, end=" ")
    attempt(getattr(b, name), *{"write": (b"",), "seek": (0,)}.get(name, ()))


class Sub(io.BytesIO):
    def __init__(self, *args):
        super().__init__(*args)
        self.more = 5

    def readline(self, size=-1):
        return b"overridden"


s = Sub(b"a\nb")
print(s.more, s.readline(), s.read(), isinstance(s, io._BufferedIOBase), s.__dict__)

# === StringIO ===
s = io.StringIO("hello\nwörld\n€!")
print(s.read(2), s.readline(), s.readline(3), s.tell(), repr(s.read()), repr(s.read()), repr(s.readline()))
print(s.seek(0), list(s), s.seek(0), s.readlines(), s.getvalue())
print(s.seek(3), s.write("LO"), repr(s.getvalue()), s.seek(20), s.write("end"), repr(s.getvalue()), s.tell())
print(s.truncate(4), repr(s.getvalue()), s.tell(), s.seek(0, 2), s.seek(0, 1), s.newlines, s.line_buffering, s.encoding, s.errors)
for args in [(-1,), (1, 1), (1, 2), (0, 5), ("x",)]:
    attempt(s.seek, *args)
for args in [(5,), (None,), (b"x",)]:
    attempt(s.write, *args)
for args in [(-1,), ("x",)]:
    attempt(s.truncate, *args)
attempt(s.read, "x")
attempt(s.fileno)
attempt(io.StringIO, 5)
attempt(io.StringIO, b"")
attempt(io.StringIO, "", 5)
attempt(io.StringIO, "", "x")
attempt(io.StringIO, newlines="")
text = "a\nb\r\nc\rd"
for newline in [None, "", "\n", "\r", "\r\n"]:
    s = io.StringIO(text, newline)
    print(repr(newline), repr(s.getvalue()), list(s), s.newlines)
    s = io.StringIO(newline=newline)
    s.write("x\ny\r")
    s.write("\nz")
    s.seek(0)
    print(repr(s.getvalue()), s.readlines(), s.newlines)
s = io.StringIO("abc", newline=None)
s.read(1)
s.mark = 5
state = s.__getstate__()
other = io.StringIO()
other.__setstate__(state)
print(state, other.tell(), other.read(), other.mark)
for state in [5, (), (1, 2, 3), ("", "x", 0, None), ("", "\n", "x", None), ("", "\n", -1, None), ("", "\n", 0, 5)]:
    attempt(io.StringIO().__setstate__, state)
print(s.close(), s.closed)
for name in "read readline write seek tell truncate getvalue readable __iter__ __next__ __enter__ close".split():
    print(name, end=" ")
    attempt(getattr(s, name), *{"write": ("",), "seek": (0,)}.get(name, ()))
blank = io.StringIO.__new__(io.StringIO)
attempt(blank.read)
s = io.StringIO()
print("printed", 5, file=s, sep="-", end="!")
print(repr(s.getvalue()))

# === IncrementalNewlineDecoder ===
for translate in [False, True]:
    d = io.IncrementalNewlineDecoder(None, translate)
    print([d.decode(piece) for piece in ["a\r", "\nb\r", "c\n", "\r\r\n"]], repr(d.decode("", True)), d.newlines, d.getstate())
    d.reset()
    print(d.newlines, repr(d.decode("x\r")), d.getstate(), d.setstate((b"", 0)), repr(d.decode("y", final=True)))


class Upper:
    def decode(self, data, final=False):
        return data.decode().upper() + ("." if final else "")

    def getstate(self):
        return b"kept", 3

    def setstate(self, state):
        print("set", state)

    def reset(self):
        print("reset")


d = io.IncrementalNewlineDecoder(Upper(), True, "strict")
print(d.decode(b"a\r\nb"), d.decode(b"c\r", True), d.getstate(), d.setstate((b"z", 5)), d.reset())
attempt(d.setstate, 5)
attempt(d.setstate, (1,))
attempt(io.IncrementalNewlineDecoder)
attempt(io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode, "")
attempt(io.IncrementalNewlineDecoder(None, True).decode, b"x")
