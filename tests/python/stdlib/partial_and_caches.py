"""_functools: partial, reduce, lru_cache, cmp_to_key; and the callables of operator."""
# needs: _functools, _operator
import _functools as F
import _operator as O


def show(expression):
    try:
        text = repr(eval(expression))
    except Exception as e:
        text = "%s: %s" % (type(e).__name__, e)
    # Addresses differ from run to run.
    parts = text.split(" at 0x")
    print(expression, "->", parts[0] + "".join(" at ..." + part.lstrip("0123456789abcdef") for part in parts[1:]))


P = F.Placeholder


def f(*a, **k):
    return (a, k)


class S(F.partial):
    pass


class Info:
    def __init__(self, *a):
        self.a = a

    def __repr__(self):
        return "Info%r" % (self.a,)


for expression in [
    'F.partial()',
    'F.partial(1)',
    'F.partial(f,1,a=2)(3,b=4,a=5)',
    'F.partial(f,P,2)(1)',
    'F.partial(f,P,2)()',
    'F.partial(f,P)',
    'F.partial(f,a=P)',
    'F.partial(F.partial(f,P,2,P,4),1).args',
    'F.partial(F.partial(f,P,2,P,4),1)(3)',
    'F.partial(F.partial(f,P,2,P,4),P,3).args',
    'F.partial(F.partial(f,P,2,P,4),1,3,5,6).args',
    'F.partial(F.partial(f,1,x=1),2,y=2,x=3)',
    'S(f,1)',
    'S(f,1)(2)',
    'S(S(f,1),2).func',
    'F.partial(f)',
    'repr(F.partial(int,base=2))',
    'F.partial.__new__(F.partial)',
    'F.partial(f,1).__reduce__()',
    'F.partial(f).__setstate__(1)',
    'F.partial(f).__setstate__((f,))',
    'F.partial(f).__setstate__((f,(),None,None))',
    'F.partial(f).__setstate__((f,(1,P),None,None))',
    'F.partial(f).__setstate__((f,1,None,None))',
    'F.partial(f).__setstate__((1,(),None,None))',
    'F.partial(f).func is f',
    'F.partial(f).__get__(None)',
    'F.partial(f).__get__(1)()',
    'F.partial(f).x',
    'F.partial(f).__dict__',
    'F.partial[int]',
    'F.partial.__doc__ is None',
    'P',
    'P.__reduce__()',
    'type(P)()',
    'type(P)() is P',
    'type(P)(1)',
    "type('X',(type(P),),{})",
    'F.reduce()',
    'F.reduce(f)',
    'F.reduce(f,1)',
    'F.reduce(f,[])',
    'F.reduce(f,[],1)',
    'F.reduce(f,[1])',
    'F.reduce(f,[1,2,3])',
    'F.reduce(f,[1,2],initial=5)',
    'F.reduce(f,[1],2,3)',
    'F.reduce(f,[1],initial=2,x=1)',
    'F.reduce(1,[1,2])',
    'F.cmp_to_key()',
    'F.cmp_to_key(1,2)',
    'F.cmp_to_key(x=1)',
    'F.cmp_to_key(mycmp=f)',
    'F.cmp_to_key(1)(2)<F.cmp_to_key(1)(2)',
    'sorted([3,1,2],key=F.cmp_to_key(lambda a,b:b-a))',
    'F.cmp_to_key(f)()',
    'F.cmp_to_key(f)(1,2)',
    'F.cmp_to_key(f)(obj=1).obj',
    'F.cmp_to_key(f)(x=1)',
    'F.cmp_to_key(f)<1',
    'F.cmp_to_key(f)<F.cmp_to_key(f)',
    'F.cmp_to_key(f).obj',
    'hash(F.cmp_to_key(f))',
    'F.cmp_to_key(f)',
    'type(F.cmp_to_key(f))()',
    'F._lru_cache_wrapper()',
    'F._lru_cache_wrapper(1,2,3,4)',
    "F._lru_cache_wrapper(f,'a',3,4)",
    'F._lru_cache_wrapper(f,2,3)',
    'F._lru_cache_wrapper(f,2,3,4,5)',
    'F._lru_cache_wrapper(f,10**30,3,4)',
    'F._lru_cache_wrapper(f,2,False,Info).cache_info()',
    'F._lru_cache_wrapper(f,-2,False,Info).cache_info()',
    'F._lru_cache_wrapper(f,None,False,Info).cache_info()',
    'F._lru_cache_wrapper(f,None,False,Info).__reduce__()',
    'F._lru_cache_wrapper(f,None,False,Info).__get__(None)',
    'F._lru_cache_wrapper(f,None,False,Info).cache_info(1)',
    'F._lru_cache_wrapper(f,None,False,Info)([])',
    'F._lru_cache_wrapper(f,None,False,Info).__wrapped__',
    "O.attrgetter('a.b','c').__reduce__()",
    'O.itemgetter(1,2).__reduce__()',
    "O.attrgetter('')(1)",
    "O.attrgetter('a..b')(1)",
    'O.attrgetter(1)',
    'O.attrgetter()',
    "O.attrgetter('a')()",
    "O.attrgetter('a')(1,2)",
    "O.attrgetter('a')(x=1)",
    "O.attrgetter('real.imag','imag')(5)",
    'O.itemgetter()',
    'O.itemgetter(1)',
    'O.itemgetter(1)([1,2])',
    'O.itemgetter(1,0)([1,2])',
    'O.itemgetter(5)([1,2])',
    "O.itemgetter('a')([1])",
    'O.itemgetter(slice(1))([1,2])',
    'O.itemgetter(1,x=2)',
    'O.itemgetter(1)()',
    'O.itemgetter(-1)((1,2))',
    'O.methodcaller()',
    'O.methodcaller(1)',
    "O.methodcaller('upper')('a')",
    "O.methodcaller('split',',',maxsplit=1)('a,b,c')",
    "O.methodcaller('foo')(1)",
    "O.methodcaller('foo')()",
    "O.methodcaller('a',1,b=2)",
    "O.methodcaller('a')",
    'O.call()',
    'O.call(f,1,a=2)',
    'O.call(1)',
    'O.index(True)',
    'O.index(1.0)',
    "O.attrgetter('a').x",
    "type('X',(O.itemgetter,),{})",
]:
    show(expression)


# === Use ===
c=F._lru_cache_wrapper(lambda *a,**k:(print('called',a,k),a)[1],2,False,Info)
for a in [1,2,1,3,2,1,1.0,True,'a','a']: c(a)
print(c.cache_info()); c.cache_clear(); print(c.cache_info())
c=F._lru_cache_wrapper(lambda *a,**k:(print('called',a,k),a)[1],8,True,Info)
for a in [1,1.0,True]: c(a); c(x=a); c(a,y=a); c(a)
print(c.cache_info())
# re-entrancy
class K:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s,o):
        global c
        if getattr(s,'clear',0): c.cache_clear()
        return s.n==o.n
    def __repr__(s): return 'K%d'%s.n
def g(k):
    if k.n>0: return c(K(k.n-1))
    return 0
c=F._lru_cache_wrapper(g,3,False,Info)
print(c(K(6)),c.cache_info())
k=K(9); k.clear=1
print(c(k),c.cache_info(),c(K(9)),c.cache_info())
class B:
    def __eq__(s,o): raise ZeroDivisionError
    def __hash__(s): return 1
try: c(B())
except (ZeroDivisionError, AttributeError) as e: print(type(e).__name__,c.cache_info())
class M:
    @F.partial
    def m(self): return 5
    n=F.partial(f,1)
    l=F._lru_cache_wrapper(f,4,False,Info)
m=M(); print(m.n(2)[0][2], m.l(3)[0][1], M.l.cache_info())
p=F.partial(f,1); p.attr=3; print(F.partial(p,2).func is p, p.__dict__, p.__reduce__()[2][3]); p.__setstate__((f,(2,),{'a':1},{'z':1})); print(p.z, p())
try: p.func=1
except Exception as e: print(type(e).__name__)
try: del p.args
except Exception as e: print(type(e).__name__)
q=F.partial(f); q.__setstate__((q,(q,),{'k':q},None)); print(repr(q)[:30], '...' in repr(q))
a=O.itemgetter([1]); l=[a]; a2=O.itemgetter(l); l.append(a2); print(a2)
def fib(n): return n if n<2 else cf(n-1)+cf(n-2)
cf=F._lru_cache_wrapper(fib,None,False,Info); print(cf(100))
cf=F._lru_cache_wrapper(fib,50,False,Info); print(cf(100),cf.cache_info())
K=F.cmp_to_key(lambda a,b: 0); print(type(type(K).__dict__['obj']).__name__, K.obj, type(K).__call__.__text_signature__)
class Shown(str):
    def __repr__(self): return 'SHOWN'
print(O.methodcaller(Shown('upper')), O.methodcaller(Shown('upper'), 1), O.methodcaller(Shown('upper'))('a'))
