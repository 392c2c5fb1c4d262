"""Corners of the builtin types: hashes that are known, copies that are none, subclasses, keywords, exception groups."""
import sys


def a(f, *args):
    try: r = f(*args); print("->", r)
    except BaseException as e: print(type(e).__name__, "|", e, getattr(e, "__notes__", ""))
# dict reversed after clear
d = {}
for i in range(10): d[i] = i
r = reversed(d); d.clear()
for i in range(10): d["k%d" % i] = i
print(list(r))
d = {"a": 1, "b": 2}; r = reversed(d); d.clear(); d["k0"] = 1
a(lambda: list(r))
print(type({"a": 1}.keys() - frozenset("b")), type({"a": 1}.keys() & frozenset("a")), type(frozenset("a") & {"a": 1}.keys()), type({1:1}.keys() | frozenset([2])), type(frozenset("a") | {1: 1}.keys()), type({1:1}.items() ^ frozenset([2])),type({1:1}.keys() & {1:2}.keys()), type({1:1}.keys() & [1]))
# do not rehash dict keys
class H:
    n = 0
    def __hash__(self): H.n += 1; return 5
h = [H() for i in range(10)]
d = dict.fromkeys(h); print(H.n)
s = set(d); print(H.n)
s.difference(d); print(H.n)
if hasattr(s, 'symmetric_difference_update'): s.symmetric_difference_update(d)
print(H.n)
d2 = dict.fromkeys(set(d)); print(H.n)
d3 = dict.fromkeys(frozenset(d), 123); print(H.n)
f = frozenset(d); print(H.n, len(d3))
# frozenset intersection identity
f = frozenset("abc"); print(f.intersection() is f, f & f is f, f.intersection(f) is f, f.copy() is f, f | f is f, f - set() is f, f.union() is f, frozenset(f) is f)
class FS(frozenset): pass
g = FS("abc"); print(g.intersection() is g, type(g.intersection()), type(g & g), type(g.copy()))
class S(set):
    def __new__(cls, arg, newarg=None):
        self = super().__new__(cls, arg); self.newarg = newarg; return self
a(lambda: sorted(S([1, 2], newarg=3)))
class S2(set):
    def __init__(self, arg, newarg=None): super().__init__(arg); self.newarg = newarg
a(lambda: sorted(S2([1, 2], newarg=3)))
class S3(set): pass
a(lambda: S3([1, 2], sequence=()))
a(lambda: frozenset(sequence=()))
class L(list): pass
a(lambda: L(sequence=()))
class T(tuple): pass
a(lambda: T(sequence=()))
class T(tuple):
    def __new__(cls, a, newarg=None): return super().__new__(cls, a)
a(lambda: T([1], newarg=3))
class T(tuple):
    def __init__(self, a, newarg=None): pass
a(lambda: T([1], newarg=3))
# bool subclass
a(lambda: type("C", (bool,), {}))
def sub():
    class C(bool): pass
a(sub)
# exception group
class MySeq(list): pass
m = [ValueError(1)]
eg = ExceptionGroup("x", m); m.append(5); print(eg, repr(eg), eg.exceptions)

class Seq:
    def __init__(self, raises): self.raises = raises
    def __len__(self): return 1
    def __getitem__(self, i):
        if i == 0: return ValueError(1)
        raise IndexError
    def __repr__(self):
        if self.raises: raise self.raises
        return "Seq"
a(lambda: repr(ExceptionGroup("x", Seq(None)))); a(lambda: repr(ExceptionGroup("x", Seq(KeyError(5)))))
l = [ValueError(1), TypeError(2)]
eg = ExceptionGroup("eg", l); l.clear(); print(repr(eg))
class C:
    def __getattr__(self, n):
        raise AttributeError("booh")
    @property
    def p(self): raise AttributeError("prop")
a(lambda: C().p); a(lambda: C().zz)
# simplenamespace
class types: SimpleNamespace = type(sys.implementation)
a(lambda: types.SimpleNamespace({"a": 1}, b=2)); a(lambda: types.SimpleNamespace([("a", 1)])); a(lambda: types.SimpleNamespace(1)); a(lambda: types.SimpleNamespace({1: 2})); a(lambda: types.SimpleNamespace({}, {}))
# super
def f():
    class M(type):
        def mro(cls):
            return type.mro(cls)
    class A(metaclass=M):
        def g(self): return __class__
    return A().g() is A
a(f)
class Meta(type):
    def mro(cls):
        r = []
        return super().mro()
a(lambda: Meta("Q", (), {}))
class W(BaseException): pass
def g():
    try: yield 1
    finally: yield 2
it = g(); next(it)
a(lambda: it.throw(5)); a(lambda: it.throw(W)); a(lambda: it.throw(W, W("x")) if False else None)
a(lambda: ("x" * 5).__format__("10.3")); a(lambda: "%.*f" % (10**10, 1.0)); a(lambda: "%" + "1" * 20 + "d" % 1 if False else None); a(lambda: ("%%%dd" % (10**19)) % 1); a(lambda: ("%%.%df" % (2**31)) % 1.5); a(lambda: "%.2147483648s" % "x"); a(lambda: format(1.5, ".2147483648f")); a(lambda: format(1, "99999999999999999999d"))
class I:
    def __getitem__(self, i): return i if i < 2 else [][1]
it = iter(I()); print(list(it), it.__reduce__()[0].__name__)
def free_after(make):
    class Cur:
        pass
    import gc
    class X(type(make)):
        def __del__(self): print("freed")
    i = iter(X(make)); 
    try:
        while True: next(i)
    except StopIteration: print("stop")
    return i
for v in ([1], (1,), {1}, {1: 1}, b"a"):
    try: x = free_after(v); print(type(x).__name__)
    except TypeError as e: print(e)
