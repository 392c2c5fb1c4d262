"""`for` over generators at warmed sites: entered in place, they must still be generators."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def total(g):
    t = 0
    for v in g:
        t += v
    return t


# === Warm, then others at the site ===
for _ in range(60):
    assert total(count(10)) == 45
assert total([1, 2]) == 3 and total(range(4)) == 6
assert total(x for x in (1, 2, 3)) == 6
g = count(5)
next(g)
assert total(g) == 10
assert total(g) == 0

# === Exceptions from inside, and the traceback's way ===
def bad(n):
    yield 1
    raise ValueError("bad %d" % n)


for i in range(60):
    try:
        total(bad(i))
    except ValueError as e:
        text = str(e)
        tb = e.__traceback__
print(text)
names = []
while tb:
    names.append(tb.tb_frame.f_code.co_name)
    tb = tb.tb_next
print(names)

# === StopIteration raised inside becomes RuntimeError ===
def stops():
    yield 1
    raise StopIteration("inside")


try:
    total(stops())
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))

# === A generator that is already running ===
def selfish():
    yield 1
    for x in me:
        yield x


me = selfish()
try:
    total(me)
except ValueError as e:
    print(e)

# === return values are dropped by for ===
def returns():
    yield 1
    return "value"


assert total(returns()) == 1

# === The body changes the generator ===
def closing(g):
    out = []
    for v in g:
        out.append(v)
        if v == 2:
            g.close()
    return out


for _ in range(60):
    assert closing(count(10)) == [0, 1, 2]


def sending():
    got = []
    while True:
        got.append((yield len(got)))
        if len(got) > 4:
            return


def mixed(g):
    out = []
    for v in g:
        out.append(v)
        try:
            out.append(g.send("sent"))
        except StopIteration:
            out.append("stop")
    return out


print(mixed(sending()))

# === Nested generators, one feeding the other ===
def double(g):
    for v in g:
        yield v * 2


for _ in range(60):
    assert total(double(double(count(4)))) == 24


def tree(n):
    if n:
        for x in tree(n - 1):
            yield x
        yield n
        for x in tree(n - 1):
            yield x


assert list(tree(3)) == [1, 2, 1, 3, 1, 2, 1]

# === finally runs when the loop is left early ===
def guarded(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("finally")


def first(log):
    for v in guarded(log):
        return v


log = []
for _ in range(60):
    first(log)
assert log == ["finally"] * 60
log.clear()
for v in guarded(log):
    break
print(v, log)

# === The code of the generator function changes between loops ===
def source():
    yield "old"


def once():
    return [x for x in source()]


for _ in range(60):
    assert once() == ["old"]


def other():
    yield "new"
    yield "newer"


source.__code__ = other.__code__
assert once() == ["new", "newer"]

# === Exceptions handled inside the generator stay there ===
def handles():
    for i in range(3):
        try:
            if i == 1:
                raise KeyError(i)
            yield i
        except KeyError:
            yield "handled"


assert [x for x in handles()] == [0, "handled", 2]
try:
    raise OSError("outer")
except OSError:
    assert [x for x in handles()] == [0, "handled", 2]
print("end")
