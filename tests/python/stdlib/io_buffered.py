"""Buffered streams over raw ones, natively and in Python."""
# needs: _io

import _io as io


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error, *getattr(error, "args", ())[2:])
    else:
        print(repr(result))


path = "/tmp/taipan-io-buffered-%d" % id(object())


class Raw(io._RawIOBase):
    """A raw stream in memory that notes what it is asked for."""

    def __init__(self, data=b"", chunk=1000):
        self.data, self.at, self.chunk, self.log = bytearray(data), 0, chunk, []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, buffer):
        self.log.append(("readinto", len(buffer)))
        data = self.data[self.at : self.at + min(len(buffer), self.chunk)]
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def write(self, data):
        data = bytes(data)[: self.chunk]
        self.log.append(("write", data))
        self.data[self.at : self.at + len(data)] = data
        self.at += len(data)
        return len(data)

    def seek(self, offset, whence=0):
        self.at = offset + (0, self.at, len(self.data))[whence]
        return self.at

    def tell(self):
        return self.at

    def truncate(self, size=None):
        size = self.at if size is None else size
        del self.data[size:]
        return size


# === Reading ===
raw = Raw(b"0123456789" * 5)
r = io.BufferedReader(raw, 16)
print(r.read(3), r.tell(), r.peek()[:2], r.read1(4), r.read1(100), r.read(20), r.tell(), raw.log)
print(r.seek(2), r.read(2), r.seek(-1, 1), r.read(1), r.seek(-4, 2), r.read(), r.read(), r.read(5), r.read1())
print(r.seek(0), r.readinto(bytearray(5)), r.readinto1(bytearray(50)), r.tell())
for args in [(-2,), ("x",), (1.5,), (10**30,)]:
    attempt(r.read, *args)
attempt(r.read1, None)
attempt(r.seek, 0, 7)
attempt(r.seek, -100)
attempt(r.write, b"x")
attempt(r.truncate, 4)
print(r.readable(), r.writable(), r.seekable(), r.raw is raw, r.closed)
lines = io.BufferedReader(Raw(b"one\ntwo\n\nlast"), 4)
print(lines.readline(), lines.readline(2), lines.readline(), list(lines), lines.readline())
print(list(io.BufferedReader(Raw(b"a\nb\nc"), 1)))
print(io.BufferedReader(Raw(b"a\nb\nc")).readlines(3))

# === Writing ===
raw = Raw()
w = io.BufferedWriter(raw, 8)
print(w.write(b"abc"), w.write(b"defg"), raw.log, w.write(b"hi"), raw.log, w.tell())
print(w.write(b"x" * 30), w.flush(), raw.log, bytes(raw.data))
attempt(w.write, "text")
attempt(w.write, 5)
attempt(w.read)
attempt(w.write, memoryview(b"abcdef")[::2])
print(w.write(memoryview(b"abc")), w.write(bytearray(b"yy")), w.seek(1), w.write(b"Z"), w.tell())
print(w.truncate(4), bytes(raw.data))
w.close()
for name in ["write", "flush", "seek", "tell", "truncate", "fileno", "writable"]:
    attempt(getattr(w, name), *{"write": (b"",), "seek": (0,)}.get(name, ()))
short = Raw(chunk=3)
w = io.BufferedWriter(short, 10)
w.write(b"0123456789abcdef")
w.flush()
print(short.log, bytes(short.data))

# === Both ===
raw = Raw(b"hello world")
b = io.BufferedRandom(raw, 8)
print(b.read(5), b.write(b"-"), b.tell(), b.read(3), b.flush(), bytes(raw.data), b.seek(0), b.read())
print(b.seek(2), b.write(b"LL"), b.seek(0), b.read(6), b.peek()[:1], b.write(b"W"), b.read(), b.close(), bytes(raw.data))

# === What raw streams answer ===
class Answers(Raw):
    def __init__(self, answer):
        super().__init__(b"data")
        self.answer = answer

    def readinto(self, buffer):
        return self.answer

    def write(self, data):
        return self.answer


for answer in [None, -1, 100, "x", 0]:
    attempt(io.BufferedReader(Answers(answer), 4).read, 3)
for answer in [None, -1, 100]:
    w = io.BufferedWriter(Answers(answer), 4)
    try:
        print(w.write(b"abcdef"))
    except BlockingIOError as error:
        print(error.strerror, error.characters_written)
    except OSError as error:
        print(error)
    w.raw.answer = 1
try:
    w = io.BufferedWriter(Answers(None), 4)
    w.write(b"0123456789")
except BlockingIOError as error:
    print(error.strerror, error.characters_written)
w.raw.answer = 1


class Reentrant(Raw):
    def readinto(self, buffer):
        return self.reader.read(1)


raw = Reentrant()
raw.reader = io.BufferedReader(raw, 4)
try:
    raw.reader.read(3)
except RuntimeError as error:
    print(str(error).split(" at ")[0].split("<")[0])

# === Making them ===
class Unable(Raw):
    def readable(self):
        return False

    def writable(self):
        return False


attempt(io.BufferedReader, Unable())
attempt(io.BufferedWriter, Unable())
attempt(io.BufferedRandom, Unable())
attempt(io.BufferedReader, 5)
attempt(io.BufferedReader)
attempt(io.BufferedReader, Raw(), 0)
attempt(io.BufferedReader, Raw(), -1)
attempt(io.BufferedReader, Raw(), "x")
blank = io.BufferedReader.__new__(io.BufferedReader)
for name in ["read", "tell", "close", "readable"]:
    attempt(getattr(blank, name))
attempt(lambda: blank.closed)
r = io.BufferedReader(Raw(b"abc"))
raw = r.detach()
attempt(r.read)
print(r.raw, raw.read(1))

# === Pairs ===
pair = io.BufferedRWPair(Raw(b"input"), Raw(), 4)
print(pair.read(2), pair.write(b"out"), pair.peek()[:1], pair.readable(), pair.writable(), pair.seekable(), pair.read1(10))
print(pair.readinto(bytearray(2)), pair.closed, pair.flush(), pair.close(), pair.closed, pair.isatty)if False else None
attempt(io.BufferedRWPair, Unable(), Raw())
attempt(io.BufferedRWPair, Raw(), Unable())
attempt(io.BufferedRWPair, Raw())

# === Files ===
with io.open(path, "wb") as f:
    print(type(f).__name__, repr(f).replace(path, "PATH"), f.mode, f.name == path, f.write(b"x" * 300000), f.tell())
with io.open(path, "rb") as f:
    print(len(f.read(200000)), len(f.peek()) > 0, len(f.read()), f.seek(-1, 2), f.read())
with io.open(path, "r+b") as f:
    print(type(f).__name__, f.read(2), f.write(b"YY"), f.seek(0), f.read(6), f.truncate(3), f.seek(0, 2))
with io.open(path, "ab") as f:
    print(f.tell(), f.write(b"end"), f.tell())
with io.open(path, "rb", 0) as f:
    print(type(f).__name__, f.read())
f = io.open(path, "wb")
f.write(b"kept though nobody closes")
del f
print(io.open(path, "rb").read())


class Logged(io.BufferedWriter):
    def flush(self):
        print("flushed")
        super().flush()


f = Logged(io.FileIO(path, "w"))
f.write(b"abc")
f.close()
print(io.open(path, "rb").read(), f.closed)
