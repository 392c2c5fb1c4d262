"""Argument errors of functions, and every operation on values of every kind."""
def a(f, *args, **k):
    try: r = f(*args, **k); print("->", r if not " at 0x" in repr(r) else type(r))
    except BaseException as e: print(type(e).__name__, "|", e)
class C:
    __slots__ = ("alpha", "beta")
    def method(self, one, two=2, *, three): pass
    @staticmethod
    def st(x): pass
    @classmethod
    def cm(cls, x): pass
    @property
    def prop(self): return 1
class D(C):
    def __init__(self, x): self.x = x
c = C()
a(lambda: c.alpah); a(lambda: c.methd); a(lambda: C.methd); a(setattr, c, "gamma", 1); a(setattr, c, "prop", 1); a(delattr, c, "prop"); a(delattr, c, "alpha"); a(lambda: c.alpha)
a(c.method); a(c.method, 1); a(c.method, 1, 2, 3, three=3); a(c.method, 1, thre=3, three=2); a(c.method, three=1); a(C.method); a(c.method, 1, one=1, three=3)
a(C.st); a(C.cm); a(D); a(D, 1, 2); a(D, y=1); a(C, 1)
a(lambda: undefined_name); a(lambda: prnt); a(lambda: lenn)
import sys, math, time
a(lambda: sys.exitt); a(lambda: math.sqr); a(lambda: "".uper()); a(lambda: [].appendd); a(lambda: (1).reall); a(lambda: None.foo); a(lambda: {}.item)
def imp(): from math import sqr
a(imp)
def imp2(): import mathh
a(imp2)
def f(a, /, b, *, c): pass
a(f); a(f, 1); a(f, 1, 2); a(f, a=1, b=2, c=3); a(f, 1, 2, 3, c=1); a(f, 1, 2, c=3, d=4); a(f, 1, 2, bb=3, c=3); a(lambda: f(*3)); a(lambda: f(**3)); a(lambda: f(**{1: 2})); a(f, 1, **{"b": 1}, **{"c": 1, "d": 5})
def g(*args, k, **kw): pass
a(g); a(g, kk=1); a(lambda: g(k=1, **{"k": 2})); a(lambda: g(*[1], *5)); a(lambda: g(**{"a": 1}, **{"a": 2}))
def nodef(x, y, z, w): pass
a(nodef); a(nodef, 1); a(nodef, 1, 2, 3); a(nodef, 1, 2, 3, 4, 5); a(nodef, 1, w=1)
def defs(x, y=1, z=2): pass
a(defs); a(defs, 1, 2, 3, 4)
def kwonly(*, a, b, c=1): pass
a(kwonly); a(kwonly, 1); a(kwonly, 1, a=1); a(kwonly, a=1, x=2)
for fn, args in [(len, ()), (len, (1,)), (len, ([], [])), (abs, ("a",)), (chr, (-1,)), (chr, ("a",)), (ord, ("ab",)), (ord, (1,)), (int, ("x",)), (int, ("1", 99)), (int, ([],)), (float, ("x",)), (float, ([],)), (range, ()), (range, ("a",)), (range, (1, 2, 0)), (range, (1, 2, 3, 4)), (isinstance, (1, 2)), (isinstance, (1,)), (issubclass, (1, int)), (iter, (1,)), (iter, (1, 2)), (next, (1,)), (next, (iter([]),)), (sum, (["a"],)), (sum, (1,)), (max, ()), (max, ([],)), (max, (1,)), (sorted, (1,)), (sorted, ([1, "a"],)), (sorted, ([1], 2)), (zip, (1,)), (map, ()), (map, (1,)), (enumerate, ()), (reversed, (1,)), (hash, ([],)), (round, ("a",)), (pow, (2, "a")), (pow, (2, -1, 0)), (divmod, (1, 0)), (divmod, (1, "a")), (getattr, (1, 2)), (getattr, (1,)), (setattr, (1, "a", 2)), (hasattr, (1, 2)), (vars, (1,)), (dir, (1, 2)), (type, ()), (type, (1, 2)), (type, ("A", 1, {})), (type, ("A", (1,), {})), (type, (1, (), {})), (super, ()), (super, (1,)), (slice, ()), (bytes, ("a",)), (bytes, (-1,)), (bytes, ([300],)), (bytes, (["a"],)), (bytearray, ("a",)), (str, (b"a", "foo")), (str, (1, "utf-8")), (print, ()), (format, (1, 2)), (format, (1, "q")), (exec, (1,)), (eval, ("1+",)), (compile, ("1", "f", "bad")), (compile, (1, "f", "exec")), (memoryview, (1,)), (frozenset, (1,)), (set, (1, 2)), (dict, (1,)), (dict, ([1],)), (dict, ([(1, 2, 3)],)), (list, (1,)), (tuple, (1, 2)), (complex, ("a",)), (complex, (1, "a")), (bool, (1, 2)), (object, (1,)), (property, (1, 2, 3, 4, 5)), (classmethod, ()), (staticmethod, ()), (bin, ("a",)), (hex, (1.5,)), (any, (1,)), (all, ()), (callable, ()), (id, ()), (input, (1, 2)), (locals, (1,)), (globals, (1,)), (ascii, ()), (repr, ()), (breakpoint, ()) if 0 else (ascii, (1, 2)), (__import__, ()), (__import__, ("nope",)), (__import__, (1,)), (filter, (1,)), (aiter, (1,)), (anext, (1,)), (delattr, (1, "a")), (delattr, (c, 1))]:
    if fn is print: continue
    print(fn.__name__, args if " at 0x" not in repr(args) else "", end=" "); a(fn, *args)
for obj in (1, 1.5, "a", b"a", [], (), {}, set(), None, len, int, c, f, range(3), (i for i in ()), slice(1), 1j, True, ..., Exception("x"), iter([]), {}.keys(), memoryview(b"a"), bytearray(), frozenset(), zip(), type, object(), property(), super(D, D(1)), C.method, c.method, [].append, str.upper, C.__dict__):
    for op in ("o()", "o[0]", "o[0]=1", "del o[0]", "-o", "~o", "o+None", "None+o", "o<None", "len(o)", "iter(o)", "o.zz", "o.zz=1", "del o.zz", "hash(o)", "o@o", "with_", "await_", "for_", "o in o", "1 in o", "o['a']", "o[1:2]", "o[...]", "int(o)", "float(o)", "o.__class__ = int", "o()", "bytes(o)", "f'{o:5}'", "[*o]", "f(*o)", "f(**o)", "{**o}", "a,b=o", "o+=1", "o|=1", "'%d' % o", "o**2", "2**o", "o//0", "divmod(o,0)", "o<<1", "abs(o)", "round(o)", "issubclass(o, int)", "isinstance(1, o)", "o.__dict__", "o.__name__", "next(o)", "reversed(o)", "raise o", "except_"):
        env = {"o": obj, "f": f}
        if "f(**o" in op and obj is sys or op == "o.__class__ = int" and obj in (c,) : continue
        src = {"with_": "with o: pass", "await_": "async def q(): await o\nq().send(None)", "for_": "for x in o: break", "except_": "try: 1/0\nexcept o: pass", "raise o": "raise o"}.get(op)
        if obj is C.__dict__ and op in ("o.zz",): pass
        if src is None: src = op if "=" in op and "==" not in op or op.startswith("del") else "r = " + op
        try:
            exec(src, env)
            r = repr(env.get("r", "ok"))
            r = "..." if " at 0x" in r or "hash" in op else r[:100]
        except BaseException as e:
            r = "%s | %s" % (type(e).__name__, e)
            if " at 0x" in r: r = r[:r.index(" at 0x")]
        print(type(obj).__name__, op, "=>", r)
