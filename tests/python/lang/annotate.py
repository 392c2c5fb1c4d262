"""Deferred annotations: __annotate__ and __annotations__ of functions, classes and modules."""
import sys


def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


def f(a: int, b: undefined = 1, *args: str, **kw: float) -> bytes: pass
e(lambda: f.__annotate__.__name__)
e(lambda: f.__annotate__.__qualname__)
e(lambda: f.__annotate__(1))
e(lambda: f.__annotate__(2))
e(lambda: f.__annotate__(3))
e(lambda: f.__annotate__(4))
e(lambda: f.__annotate__())
e(lambda: f.__annotate__('x'))
e(lambda: f.__annotations__)
undefined=list
e(lambda: f.__annotate__(1))
e(lambda: f.__annotations__)
e(lambda: f.__annotations__ is f.__annotations__)
f.__annotate__=lambda fmt:{'x':fmt}
e(lambda: f.__annotations__)
f.__annotate__=lambda fmt:5
e(lambda: f.__annotations__)
def s(): f.__annotate__=5
e(s)
f.__annotate__=None
e(lambda: f.__annotations__)
class C:
    x: int
    y: later = 3
    def m(self)->C: pass
e(lambda: C.__annotate__.__name__)
e(lambda: C.__annotate__.__qualname__)
e(lambda: C.__annotations__)
e(lambda: C.__annotate__(2))
later=str
e(lambda: C.__annotations__)
e(lambda: C.__annotations__ is C.__annotations__)
e(lambda: [k for k in C.__dict__ if 'annot' in k])
e(lambda: C.m.__annotations__)
C.__annotations__={'z':1}
e(lambda: (C.__annotations__,C.__annotate__))
del C.__annotations__
e(lambda: C.__annotations__)
C.__annotate__=lambda f:{'q':f}
e(lambda: C.__annotations__)
class D(C): pass
e(lambda: (D.__annotations__,D.__annotate__))
x: int
y: str = 'a'
e(lambda: __annotate__(1))
e(lambda: sys.modules['__main__'].__annotations__)
e(lambda: __annotations__ if '__annotations__' in globals() else None)
e(lambda: int.__annotations__)
e(lambda: int.__annotate__)
def s(): int.__annotations__={}
e(s)
def g[T](a:T)->T: pass
e(lambda: g.__annotations__)
e(lambda: g.__type_params__)
def s(): g.__type_params__=3
e(s)
class G[T]:
    a: T
    def m[U](self,x:T,y:U): pass
e(lambda: (G.__annotations__,G.m.__annotations__))
if y:
    cond: int
else:
    nocond: str
e(lambda: sys.modules['__main__'].__annotations__)
class K:
    if True:
        p: int
    else:
        q: int
e(lambda: K.__annotations__)
