"""Closing generators while somebody traces: what ends where it waits is told of all the same."""
import sys
def g():
    x=1
    yield 1
    yield 2
def h():
    try:
        yield 1
    finally:
        pass
ev=[]
def tr(f,e,a):
    ev.append((f.f_code.co_name,e,f.f_lineno-f.f_code.co_firstlineno, type(a).__name__)); return tr
sys.settrace(tr)
a=g(); next(a); del a
b=g(); del b
c=h(); next(c); del c
d=g(); next(d); d.close()
sys.settrace(None)
print(ev)
def t2():
    sys.settrace(tr)
    a=g(); next(a); del a
ev.clear(); t2(); sys.settrace(None); print(ev)
