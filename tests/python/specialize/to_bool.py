"""Truth tests at warmed sites."""


def truth(x):
    return not x


def branch(x):
    if x:
        return 1
    return 0


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


FALSE = [False, None, 0, 0.0, -0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), bytearray()]
TRUE = [True, 1, -1, 2**61, -(2**61), 2**100, 0.1, float("nan"), 1j, "0", b"\0", (0,), [0], {0: 0}, {0}, range(1)]
TRUE += [object(), len, int, branch, type, NotImplemented.__class__, ..., (lambda: 0).__code__]

# === Each kind warms a site of its own, then all the others pass through it ===
def fresh():
    def site(x):
        return 1 if x else 0
    return site


Function = type(fresh)
for warm in FALSE + TRUE:
    site = Function(fresh().__code__.replace(), globals())
    expected = 0 if any(warm is f for f in FALSE) else 1
    for _ in range(10):
        assert site(warm) == expected
    for x in FALSE:
        assert site(x) == 0 and branch(x) == 0 and truth(x)
    for x in TRUE:
        assert site(x) == 1 and branch(x) == 1 and not truth(x)

# === __bool__ and __len__ come and go ===
class C:
    pass


c = C()
for _ in range(100):
    assert branch(c) == 1
C.__len__ = lambda self: 0
assert branch(c) == 0
C.__bool__ = lambda self: True
assert branch(c) == 1
C.__bool__ = lambda self: False
assert branch(c) == 0
del C.__bool__
assert branch(c) == 0
C.__len__ = lambda self: 5
assert branch(c) == 1
del C.__len__
assert branch(c) == 1
c.__bool__ = lambda: False
assert branch(c) == 1

# === Bad answers ===
C.__bool__ = lambda self: 1
error(branch, c)
C.__bool__ = lambda self: None
error(branch, c)
C.__bool__ = lambda self: 1 // 0
error(branch, c)
C.__bool__ = None
error(branch, c)
del C.__bool__
C.__len__ = lambda self: -1
error(branch, c)
C.__len__ = lambda self: "1"
error(branch, c)
C.__len__ = lambda self: 2**100
error(branch, c)
del C.__len__

# === __class__ assigned ===
class False_:
    def __bool__(self):
        return False


d = C()
for _ in range(100):
    assert branch(d) == 1
d.__class__ = False_
assert branch(d) == 0

# === and, or, not, while, conditional expressions: the operand itself is the value ===
def logic(a, b):
    return a and b, a or b, not a, b if a else a


for _ in range(60):
    assert logic(0, []) == (0, [], True, 0)
    assert logic("a", ()) == ((), "a", False, ())
    assert logic(None, 1) == (None, 1, True, None)


def drain(o):
    n = 0
    while o:
        o.pop()
        n += 1
    return n


for _ in range(60):
    assert drain([1, 2, 3]) == 3
assert drain({1, 2}) == 2 and drain(bytearray(b"abcd")) == 4
log = []


class Noted:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        log.append(self.name)
        return self.value


def order(a, b, c):
    if a and (b or not c):
        return "yes"
    return "no"


for bits in range(8):
    log.clear()
    r = order(*[Noted(n, bool(bits & 1 << i)) for i, n in enumerate("abc")])
    print(bits, r, "".join(log))
