"""TextIOWrapper and open: encodings, error handlers, line ends, positions."""
# needs: _io

import _io as io


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print(repr(result).replace(path, "PATH"))


path = "/tmp/taipan-io-text-%d" % id(object())


def raw(data):
    with io.open(path, "wb") as f:
        f.write(data)


def contents():
    with io.open(path, "rb") as f:
        return f.read()


# === Modes and arguments ===
raw(b"text\n")
for args in [("q",), ("",), ("rw",), ("rbt",), ("rr",), ("U",), ("r+a",), ("r\0",), (5,), ("+",), ("b",)]:
    attempt(io.open, path, *args)
for kwargs in [
    {"mode": "rb", "encoding": "x"}, {"mode": "rb", "errors": "x"}, {"mode": "rb", "newline": "x"},
    {"buffering": 0}, {"newline": "x"}, {"newline": 5}, {"encoding": "unknown-encoding"}, {"errors": 5},
    {"encoding": 5}, {"buffering": "x"}, {"closefd": False}, {"opener": 5}, {"nothing": 1}, {"encoding": "a\0b"},
]:
    attempt(io.open, path, **kwargs)
for file in [None, 1.5, [], "a\0b", b"a\0b", "/nonexistent", "/tmp", -1]:
    attempt(io.open, file)
with io.open(path, encoding="utf-8") as f:
    print(repr(f).replace(path, "PATH"), f.mode, f.encoding, f.errors, f.newlines, f.line_buffering, f.write_through, f.name == path)
    print(f.readable(), f.writable(), f.seekable(), f.isatty(), f.fileno() > 2, f.closed, type(f.buffer).__name__, f._CHUNK_SIZE)
    attempt(f.write, "x")
    print(f.read(), repr(f.read()), f.closed)
print(repr(f).replace(path, "PATH"), f.closed)
for name in "read readline write seek tell flush truncate fileno isatty readable __iter__ __next__ __enter__ close reconfigure".split():
    print(name, end=" ")
    attempt(getattr(f, name), *{"write": ("",), "seek": (0,)}.get(name, ())) if name != "__iter__" else print()
with io.open(path, "w", encoding="utf-8") as f:
    for value in [5, None, b"x"]:
        attempt(f.write, value)
    attempt(f.read)
    print(f.write("añb€😀\n"), f.tell(), f.writelines(["1\n", "2\n"]), f.flush(), f.tell())
print(contents())

# === Encodings ===
text = "aé€😀\ud800\n"
for encoding in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "UTF8", "iso-8859-1"]:
    for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]:
        with io.open(path, "w", encoding=encoding, errors=errors) as f:
            try:
                f.write(text)
            except ValueError as error:
                print(encoding, errors, error)
                continue
        print(encoding, errors, contents())
data = b"a\xe9\xff\xf0\x9f\x98\xe2\x82\xac\xed\xa0\x80z\xc3"
for encoding in ["utf-8", "ascii", "latin-1"]:
    for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]:
        raw(data)
        with io.open(path, encoding=encoding, errors=errors) as f:
            try:
                print(encoding, errors, ascii(f.read()))
            except (ValueError, TypeError) as error:
                print(encoding, errors, error)
for encoding in ["utf-16", "utf-16-le", "utf-32"]:
    with io.open(path, "w", encoding=encoding) as f:
        f.write("one€😀\ntwo")
    with io.open(path, "a", encoding=encoding) as f:
        f.write("more")
    with io.open(path, encoding=encoding) as f:
        print(encoding, [f.read(2), f.readline(), f.read(3), f.read()])
with io.open(path, "w", encoding="ascii", errors="unknown-handler") as f:
    attempt(f.write, "é")

# === Line ends ===
for newline in [None, "", "\n", "\r", "\r\n"]:
    with io.open(path, "w", newline=newline) as f:
        f.write("a\nb\r\nc\rd")
    written = contents()
    raw(b"a\nb\r\nc\rd\r\r\n")
    with io.open(path, newline=newline) as f:
        whole = f.read()
        kinds = f.newlines
        f.seek(0)
        lines = f.readlines()
    with io.open(path, newline=newline) as f:
        f._CHUNK_SIZE = 1
        chunked = [f.readline(), f.readline(3), f.read(1), f.readline(), f.readline(), f.read()]
    print(repr(newline), written, repr(whole), kinds, lines, chunked)

# === Reading in pieces ===
raw("первая\nвторая строка\n\nlast".encode())
for chunk in [1, 2, 3, 7, 8192]:
    with io.open(path, encoding="utf-8") as f:
        f._CHUNK_SIZE = chunk
        print(f.read(3), f.readline(2), repr(f.readline()), f.readlines(), repr(f.readline()))
with io.open(path, encoding="utf-8") as f:
    print([line for line in f], f.tell() > 0)
    f.seek(0)
    print(next(f), end="")
    attempt(f.tell)
    print(list(f), f.tell() > 0)
attempt(lambda: list(io.open(path, encoding="ascii")))

# === Positions ===
raw("aб\r\nвгд\nxyz".encode())
with io.open(path, encoding="utf-8") as f:
    f._CHUNK_SIZE = 4
    places = []
    while True:
        places.append((f.tell(), f.read(1)))
        if not places[-1][1]:
            break
    print([place for place, _ in places if place < 1 << 60])
    for place, character in reversed(places):
        f.seek(place)
        assert f.read(1) == character, (place, character)
    print(f.seek(0, 2), f.seek(0, 1) == f.tell(), f.seek(0), f.read(2))
    for args in [(1, 1), (1, 2), (0, 3), (-1,), ("x",), (1.5,)]:
        attempt(f.seek, *args)
with io.open(path, "r+", encoding="utf-8") as f:
    print(f.readline(), f.write("END"), f.seek(0), f.read(), f.truncate(3), f.seek(0), repr(f.read()))
with io.open(path, "a+", encoding="utf-8") as f:
    print(f.tell(), f.write("++"), f.seek(0), repr(f.read()))

# === Buffering ===
class Raw(io._BufferedIOBase):
    def __init__(self, data=b""):
        self.data, self.log = data, []

    def readable(self):
        return True

    writable = readable

    def write(self, data):
        self.log.append(bytes(data))
        return len(data)

    def flush(self):
        self.log.append("flush")

    def read1(self, size=-1):
        data, self.data = self.data[:3], self.data[3:]
        return data

    def read(self, size=-1):
        data, self.data = self.data, b""
        return data


for options in [{}, {"line_buffering": True}, {"write_through": True}, {"newline": "\r\n"}]:
    buffer = Raw()
    t = io.TextIOWrapper(buffer, "utf-8", **options)
    t.write("abc")
    t.write("d\ne")
    t.write("\r")
    t.write("x" * 9000)
    t.write("y")
    print(options, [item if len(item) < 50 else len(item) for item in buffer.log])
    t.flush()
    print(len(buffer.log), t.detach() is buffer)
    attempt(t.write, "x")
t = io.TextIOWrapper(Raw(b"abcdefgh\nij"), "ascii")
print(t.read(2), t.read(4), t.readline(), t.read(), t.seekable())
attempt(t.tell)
attempt(t.seek, 0)


class Wrong(Raw):
    def read1(self, size=-1):
        return "text"


attempt(io.TextIOWrapper(Wrong(), "ascii").read, 3)
attempt(io.TextIOWrapper, 5)
attempt(io.TextIOWrapper)
attempt(io.TextIOWrapper, Raw(), "unknown-encoding")
attempt(io.TextIOWrapper, Raw(), "ascii", "strict", "x")
blank = io.TextIOWrapper.__new__(io.TextIOWrapper)
for name in ["read", "write", "flush", "close"]:
    attempt(getattr(blank, name), *(("x",) if name == "write" else ()))
attempt(lambda: blank.closed)

# === Reconfiguring ===
buffer = Raw(b"x\r\ny")
t = io.TextIOWrapper(buffer, "ascii", newline="\n")
t.write("a\n")
print(t.reconfigure(encoding="utf-16-le", newline="\r\n", line_buffering=True), t.encoding, t.errors, t.line_buffering)
t.write("b\n")
t.reconfigure(errors="replace")
print(buffer.log, t.encoding, t.errors)
t.reconfigure(encoding="ascii")
print(t.errors, t.read(1))
for kwargs in [{"encoding": "utf-8"}, {"newline": None}, {"errors": "ignore"}, {"nothing": 1}, {"encoding": 5}]:
    attempt(t.reconfigure, **kwargs)
attempt(t.reconfigure, 5)
print(t.reconfigure(write_through=True), t.write_through)
attempt(lambda: setattr(t, "_CHUNK_SIZE", 0))
attempt(lambda: setattr(t, "_CHUNK_SIZE", "x"))


class Sub(io.TextIOWrapper):
    def readline(self, size=-1):
        return "line"


s = Sub(Raw(b"abc"), "ascii")
s.attribute = 5
print(next(s), s.attribute, s.read())
print(io.text_encoding("x"), io.open_code(path).read())
attempt(io.open_code, 5)
attempt(io.TextIOWrapper(Raw()).__getstate__)

# === Detached streams, names, odd paths ===
s = io.TextIOWrapper(Raw(b"a"), "utf-8")
s.detach()
print(s)
attempt(s.reconfigure, newline="x")
attempt(s.reconfigure, newline="x", line_buffering="y")
attempt(io.BufferedReader(io.BytesIO()).read1, 2**63 - 1)
r = io.BufferedReader(io.BytesIO())
r.detach()
attempt(r.readinto, 5)
attempt(r.readinto, bytearray(1))
attempt(io._TextIOBase().write, "a\0b")


class Named(str):
    def __repr__(self):
        return "<a name>"


print(io.open_code(Named(path)), io.FileIO(Named(path)))
attempt(io.open, type("NoPath", (), {"__fspath__": None})())
attempt(io.open, list[int])
