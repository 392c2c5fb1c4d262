"""What can't be iterated, wherever something to iterate is wanted."""


def show(value):
    """A text without addresses."""
    text = str(value)
    return type(value).__name__ if " at 0x" in text else text


def a(f, *args):
    try:
        print("->", show(f(*args)))
    except BaseException as e:
        print(type(e).__name__, "|", e, *getattr(e, "__notes__", ""))


class P:
    def __iter__(self): return 5
class Q: __iter__ = None
class F(float): pass
for v in (P(), Q(), None, 5, F(1), [5]):
    def s():
        b = bytearray(b'abc'); b[0:1] = v; return b
    a(s)
    def s():
        b = bytearray(b'abc'); b.extend(v); return b
    a(s)
    def s():
        b = bytearray(b'abc'); b += v; return b
    a(s)
    def s():
        b = [1]; b[0:1] = v; return b
    a(s)
    def s():
        b = [1]; b[::2] = v; return b
    a(s)
    a(lambda: ','.join(v)); a(lambda: b','.join(v)); a(lambda: dict([v])); a(lambda: dict(v)); a(lambda: [*v])
    def s():
        x, y = v
    a(s)
    def s():
        x, *y = v
    a(s)
    a(lambda: print(*v)); a(lambda: (lambda *x: x)(*v)); a(lambda: {*v}); a(lambda: set(v)); a(lambda: list(v)); a(lambda: tuple(v)); a(lambda: sorted(v)); a(lambda: zip(v)); a(lambda: list(map(int, v))); a(lambda: {}.fromkeys(v)); a(lambda: {1}|v); a(lambda: {1}.union(v)); a(lambda: {1}.issubset(v)); a(lambda: {1}.isdisjoint(v)); a(lambda: sum(v)); a(lambda: max(v)); a(lambda: all(v)); a(lambda: 1 in v); a(lambda: enumerate(v)); a(lambda: reversed(v)); a(lambda: "%s %s" % v); a(lambda: str.maketrans(v)); a(lambda: "abc".startswith(v)); a(lambda: isinstance(1, v)); a(lambda: bytes(v)); a(lambda: int.from_bytes(v)); a(lambda: memoryview(v)); a(lambda: type('A', v, {})); a(lambda: ExceptionGroup('x', v)); a(lambda: next(iter(v))); a(lambda: filter(None, v)); a(lambda: [x for x in v]); a(lambda: slice(v).indices(3)); a(lambda: [].extend(v)); a(lambda: [] + v); a(lambda: () + v); a(lambda: frozenset(v)); a(lambda: {}.update(v)); a(lambda: {} | v); a(lambda: dict.keys({}) & v); a(lambda: 'a'.translate(v)); a(lambda: 'ab'.split(v)); a(lambda: getattr(1, v)); a(lambda: [1].index(1, v)); a(lambda: (yield_from(v)))
def yield_from(v):
    yield from v
a(lambda: list(yield_from(P()))); a(lambda: list(yield_from(Q()))); a(lambda: list(yield_from(5)))
a(reversed, list[int])
for iterable in ([1], (1,), "a", "é", b"a", bytearray(b"a"), type("S", (), {"__getitem__": None})()):
    a(lambda: iter(iterable).__setstate__(2**70))
a(lambda: iter(range(2**80)).__setstate__(True))
