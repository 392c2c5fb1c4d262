"""Raw files and the bases of all streams."""
# needs: _io

import _io as io


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print(repr(result))


directory = "/tmp"
path = directory + "/taipan-io-raw-%d" % id(object())

# === Opening ===
for file, *rest in [
    (1.5,), ("a\0b",), (b"a\0b",), (-1,), (10**30,), (directory,), ("/nonexistent/file",), (9999,),
    (path, "q"), (path, "rw"), (path, "r\0"), (path, 5), (path, ""), (path, "r++"), (None,), ([],),
]:
    attempt(io.FileIO, file, *rest)
attempt(io.FileIO)
attempt(io.FileIO, path, "r", True, None, 5)
attempt(io.FileIO, path, closefd=False)
attempt(io.FileIO, path, opener=lambda *args: "x")
attempt(io.FileIO, path, opener=lambda *args: -3)

# === Writing, reading, moving ===
f = io.FileIO(path, "w+")
print(repr(f).replace(path, "PATH"), f.mode, f.closefd, f.closed, f.readable(), f.writable(), f.seekable(), f.isatty())
print(f.write(b"hello\nworld\n"), f.tell(), f.seek(0), f.read(3), f.read(), f.read())
print(f.seek(-3, 2), f.readall(), f.seek(0), f.readline(), f.readlines())
buffer = bytearray(4)
print(f.seek(1), f.readinto(buffer), buffer, f.seek(2, 1), f.tell())
print(f.truncate(5), f.tell(), f.seek(0), f.read(), f.truncate(), f.seek(0, 2))
attempt(f.write, "text")
attempt(f.seek, 0, 9)
attempt(f.seek, -1)
attempt(f.seek, "x")
attempt(f.read, "x")
attempt(f.read, 1.5)
attempt(f.readinto, b"x")
attempt(f.readinto, 5)
attempt(f.truncate, -1)
f.extra = 5
print(f.extra, sorted(f.__dict__))
attempt(f.__getstate__)
f.close()
print(f, f.closed, f.closefd, f.mode)
for name in "read readall write seek tell truncate fileno isatty readable writable seekable readinto flush readline __iter__ __next__ __enter__ readlines close".split():
    arguments = {"write": (b"x",), "seek": (0,), "readinto": (bytearray(3),)}.get(name, ())
    print(name, end=" ")
    attempt(getattr(f, name), *arguments)

# === Modes ===
for mode in ["r", "w", "a", "r+", "w+", "a+", "rb", "b+w"]:
    with io.FileIO(path, mode) as f:
        print(mode, f.mode, f.readable(), f.writable(), f.tell())
        if not f.writable():
            attempt(f.write, b"x")
        if not f.readable():
            attempt(f.read)
        if f.writable():
            f.write(b"abc")
attempt(lambda: io.FileIO(path, "x") if path == "" else None)
try:
    io.FileIO(path, "x")
except FileExistsError as error:
    print(error.errno, error.strerror, error.filename == path)

# === Descriptors ===
with io.FileIO(path) as f:
    other = io.FileIO(f.fileno(), closefd=False)
    print(other.closefd, other.read(), other.name == f.fileno())
    other.close()
    print(f.closed, f.seek(0), f.read(1))

# === Bases ===
print(io.FileIO.__mro__, io._RawIOBase.__mro__, io.UnsupportedOperation.__mro__)
base = io._IOBase()
print(base.closed, base.readable(), base.writable(), base.seekable(), base.isatty(), base.flush())
for name in ["seek", "truncate", "fileno", "tell", "_checkReadable", "_checkWritable", "_checkSeekable"]:
    attempt(getattr(base, name), *((0,) if name == "seek" else ()))
base.close()
print(base.closed)
attempt(base.flush)
attempt(base._checkClosed)
raw = io._RawIOBase()
attempt(raw.readinto, bytearray(1))
attempt(raw.write, b"")
attempt(raw.read, 5)
for name in ["read", "read1", "detach"]:
    attempt(getattr(io._BufferedIOBase(), name))
attempt(io._BufferedIOBase().write, b"")
for name in ["read", "readline", "detach"]:
    attempt(getattr(io._TextIOBase(), name))
attempt(io._TextIOBase().write, "")
print(io._TextIOBase().encoding, io._TextIOBase().errors, io._TextIOBase().newlines)


# === Raw streams in Python ===
class Chunks(io._RawIOBase):
    def __init__(self, *chunks):
        self.chunks = list(chunks)
        self.calls = []

    def readable(self):
        return True

    def readinto(self, buffer):
        self.calls.append(len(buffer))
        if not self.chunks:
            return 0
        chunk = self.chunks.pop(0)
        if chunk is None:
            return None
        buffer[: len(chunk)] = chunk
        return len(chunk)


stream = Chunks(b"abc", b"def\ngh", b"", b"x")
print(stream.read(4), stream.read(10), stream.read(3), stream.read(), stream.read())
print(Chunks(None, b"x").read(3), Chunks(None).read(), Chunks(b"a", None, b"b").readall())
print(Chunks(b"a", b"b", b"\n", b"c").readline(), list(Chunks(b"a", b"\n", b"b")))
print(Chunks(*[bytes([c]) for c in b"a\nb\nc\n"]).readlines())


class Writes(io._IOBase):
    def __init__(self):
        self.lines = []

    def write(self, data):
        self.lines.append(data)


w = Writes()
w.writelines(["a", "b"])
attempt(w.writelines, 5)
print(w.lines)


class Closing(io._IOBase):
    def flush(self):
        print("flush", self.closed)

    def close(self):
        print("close")
        super().close()


with Closing() as c:
    print("in")
print(c.closed)
c = Closing()
del c


class Bad(io._RawIOBase):
    def readinto(self, buffer):
        return len(buffer) + 5


attempt(Bad().read, 3)


class Peeks(io._RawIOBase):
    def __init__(self, data):
        self.data = data

    def peek(self, size):
        return self.data[:3]

    def read(self, size):
        print("read", size)
        data, self.data = self.data[:size], self.data[size:]
        return data


print(Peeks(b"abcdef\nx").readline(), Peeks(b"abcdef\nx").readline(4))

# === The end ===
io.FileIO(path, "w").close()
