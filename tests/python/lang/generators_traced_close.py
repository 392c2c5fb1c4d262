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


# === What generators owned dies, and is traced, before those that delegated to them go on ===
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def nested(n):
    mine = Noisy(n)
    if n > 1:
        yield from nested(n - 1)
    try:
        yield n
    except ValueError:
        return


def dropped():
    it = nested(3)
    next(it)


def closed():
    it = nested(3)
    next(it)
    it.close()


def thrown():
    it = nested(3)
    next(it)
    try:
        it.throw(KeyError)
    except KeyError:
        print("thrown")


def show(frame, event, argument):
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno)
    return show


for function in dropped, closed, thrown:
    sys.settrace(show)
    function()
    sys.settrace(None)
