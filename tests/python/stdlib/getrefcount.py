"""sys.getrefcount: arguments that are borrowed do not count."""
import sys
rc = sys.getrefcount
class C: pass
o = C()
base = sys.getrefcount(o)
print(base)
def d(x): return sys.getrefcount(x)
def d2(x): return rc(x)
def one(a): return d(a)
def two(a): return one(a)
def kw(a): return d(x=a)
def star(*a): return sys.getrefcount(a[0])
def star1(a): return star(a)
def star2(a): return star(*[a])
def var(**k): return rc(k['x'])
def loc():
    c = C(); return sys.getrefcount(c)
def loc2():
    c = C(); b = c; return sys.getrefcount(c), rc(b), rc(c)
def temp(): return rc(C())
def deflt(x=o): return rc(x)
def cell():
    x = C()
    def inner(): return rc(x)
    return inner(), rc(x)
def gen(x):
    yield rc(x)
def lst(x):
    l = [x, x]
    return rc(x), rc(l[0]), rc(l)
def loop(x):
    for i in [x]: 
        r = rc(i), rc(x)
    return r
def trycase(x):
    try:
        raise ValueError(x)
    except ValueError as e:
        return rc(x), rc(e), rc(e.args[0])
def withe(x):
    import_ = rc(x) + 0
    y = x
    del y
    return import_, rc(x)
def comp(x): return [rc(x) for _ in range(2)], [rc(y) for y in [x]]
def lam(x): return (lambda y: rc(y))(x)
def sortk(x): return sorted([x], key=lambda y: rc(y)), 
def mapk(x): return list(map(lambda y: rc(y), [x])), list(map(rc, [x]))
print(d(o), d2(o), one(o), two(o), kw(o), var(x=o), loc(), loc2(), temp(), deflt(), cell(), list(gen(o)), lst(o), loop(o))
print(trycase(o), withe(o), comp(o), lam(o), mapk(o))
print(d(C()), one(C()), two(C()), kw(C()), lst(C()), loop(C()), comp(C()), lam(C()), mapk(C()))
def reassign(x):
    y = rc(x); x = None; return y
print(reassign(o))
def many(a,b,c): return rc(a), rc(b), rc(c)
def callmany(a): return many(a,a,a)
print(callmany(C()))
print([rc(v) for v in (C(), C())])
z = C(); l = [z]
print(rc(z), rc(l[0]), rc(l), rc(C), rc(d)>1)
