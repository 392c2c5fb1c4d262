"""Special methods that are None, no callables, properties that fail, or answer the wrong things."""


def show(value):
    """A text without addresses."""
    text = str(value)
    return type(value).__name__ if " at 0x" in text else text


def a(f, *args):
    try:
        print("->", show(f(*args)))
    except BaseException as e:
        print(type(e).__name__, "|", e, *getattr(e, "__notes__", ""))


def booh(self): raise AttributeError("booh")
class E: __eq__ = property(booh)
a(lambda: E() == E()); a(lambda: E() != E()); a(lambda: E() in [E()])
class I: __init__ = property(booh)
a(I)
class P:
    __add__ = __len__ = __bool__ = __hash__ = __iter__ = __next__ = __getitem__ = __contains__ = __call__ = __str__ = __repr__ = __index__ = __int__ = __float__ = __enter__ = __neg__ = __lt__ = __get__ = __format__ = __bytes__ = __reversed__ = __round__ = __iadd__ = __setitem__ = __delitem__ = __length_hint__ = __await__ = __dir__ = property(booh)
def ops(o):
    for f in (lambda: o + 1, lambda: 1 + o, lambda: len(o), lambda: bool(o), lambda: hash(o), lambda: iter(o), lambda: next(o), lambda: o[1], lambda: 1 in o, lambda: o(), lambda: str(o), lambda: repr(o), lambda: [1][o], lambda: int(o), lambda: float(o), lambda: -o, lambda: o < 1, lambda: f"{o}", lambda: bytes(o), lambda: reversed(o), lambda: round(o), lambda: o.__iadd__, lambda: o.__setitem__(1, 2), lambda: list(o), lambda: dir(o), lambda: callable(o), lambda: {o}, lambda: isinstance(o, P), lambda: o @ 1, lambda: o.x, lambda: [*o], lambda: dict(o), lambda: "%s" % o, lambda: "%d" % o, lambda: max(o), lambda: abs(o), lambda: divmod(o, 1), lambda: pow(o, 2), lambda: o == 1, lambda: not o, lambda: range(o), lambda: bin(o), lambda: complex(o), lambda: sum(o), lambda: print(*o)):
        a(f)
    def w():
        with o: pass
    a(w)
    def s(): o[1] = 2
    a(s)
    def s(): del o[1]
    a(s)
    def s():
        x = o; x += 1
    a(s)
ops(P())
class N:
    __add__ = __len__ = __bool__ = __hash__ = __iter__ = __next__ = __getitem__ = __contains__ = __call__ = __str__ = __repr__ = __index__ = __int__ = __float__ = __enter__ = __neg__ = __lt__ = __format__ = __bytes__ = __reversed__ = __round__ = __iadd__ = __setitem__ = __delitem__ = __length_hint__ = __await__ = __dir__ = None
ops(N())
class Five:
    __add__ = __len__ = __bool__ = __hash__ = __iter__ = __next__ = __getitem__ = __contains__ = __call__ = __str__ = __repr__ = __index__ = __int__ = __float__ = __enter__ = __neg__ = __lt__ = __format__ = __bytes__ = __reversed__ = __round__ = __iadd__ = __setitem__ = __delitem__ = __length_hint__ = __await__ = __dir__ = 5
ops(Five())
class Bad:
    for n in "add len bool hash iter next getitem contains call str repr index int float enter neg lt format bytes reversed round iadd length_hint dir eq sub".split():
        locals()["__%s__" % n] = lambda self, *a: []
ops(Bad())
class Raise:
    for n in "add len bool hash iter next getitem contains call str repr index int float enter neg lt format bytes reversed round iadd length_hint dir eq sub".split():
        def f(self, *a, n=n): raise ValueError(n)
        locals()["__%s__" % n] = f
ops(Raise())
class Sub(int):
    def __index__(self): return 7
    def __int__(self): return 8
    def __float__(self): return 9.5
    def __repr__(self): return "Sub"
    def __hash__(self): return 5
    def __bool__(self): return False
ops(Sub(3))
