"""Objects die at once, in CPython's order."""


class N:
    def __init__(self, name, *refs):
        self.name = name
        self.refs = refs

    def __del__(self):
        print("del", self.name)


def title(text):
    print("--", text)


# === Names ===
title("rebinding")
x = N(1)
x = N(2)
x = None
title("del")
x = N(3)
y = x
del x
print("still there")
del y
title("temporary")
N(4)
N(5).name
len([N(6), N(7)])
title("unpacking")
a, b = N("a"), N("b")
a, b = b, a
a = b = None

# === Functions: locals, arguments, return values ===
def locals_(p):
    q = N("q")
    r = N("r")
    print("in function")


title("locals")
locals_(N("p"))


def returns():
    k, v = N("k"), N("v")
    return v


title("return")
returns()
kept = returns()
print("kept", kept.name)
kept = None


def early(flag):
    a = N("a")
    if flag:
        return
    b = N("b")
    raise ValueError


title("early")
early(True)
try:
    early(False)
except ValueError:
    print("caught")
print("after")
title("default and closure")


def closure():
    n = N("cell")
    return lambda: n


f = closure()
f = None


def default(n=N("default")):
    pass


del default

# === Containers ===
title("list")
l = [N("l0"), N("l1"), N("l2")]
del l
l = [N("l0"), N("l1"), N("l2")]
l.clear()
l = [N("l0"), N("l1"), N("l2"), N("l3")]
del l[1:3]
l[:] = []
l = [N("x")] * 3
l.pop()
print("popped")
l = None
title("tuple")
t = (N("t0"), N("t1"), N("t2"))
t = None
title("dict")
d = {1: N("d1"), 2: N("d2"), 3: N("d3")}
del d[2]
d[1] = N("d1 new")
d = None
d = {N("key"): N("value")}
d.clear()
d = {1: N("d1"), 2: N("d2")}
print(d.pop(1).name)
d.update({2: N("d2 new")})
d.popitem()
title("set")
s = {N("s")}
s.clear()
title("nested")
n = [N("n0"), [N("n1"), (N("n2"), {1: N("n3")})], N("n4")]
n = None
title("slice assignment")
l = [N("l%d" % i) for i in range(4)]
l[1:3] = [N("new")]
print([o.name for o in l])
l = None

# === Instances ===
title("attributes")
o = N("owner", N("child 1"), N("child 2"))
o = None


class Plain:
    pass


p = Plain()
p.a, p.b, p.c = N("pa"), N("pb"), N("pc")
p.b = None
p = None
p = Plain()
p.a = N("in dict")
d = p.__dict__
p = None
print("dict alive")
d = None
title("class")


class Holder:
    n = N("class attribute")


Holder.n = None
title("chain")
x = None
for i in range(5):
    x = N(i, x)
x = None

# === Exceptions and their tracebacks ===
title("exception")


def fails():
    local = N("local of fails")
    raise KeyError(N("argument"))


try:
    fails()
except KeyError as e:
    print("handling")
print("handled")
try:
    try:
        fails()
    finally:
        print("finally")
except KeyError:
    pass
print("done")

# === Generators ===
title("generator")


def gen():
    g = N("gen local")
    yield 1
    yield 2


g = gen()
next(g)
g = None
g = gen()
list(g)
print("exhausted")
for x in gen():
    break
print("left")
g = None

# === Loops ===
title("loop variable")
for i in range(3):
    v = N("v%d" % i)
v = None
for v in [N("it0"), N("it1")]:
    print("body", v.name)
print("after loop")
v = None
[N("c%d" % i).name for i in range(2)]
title("arguments")


def take(*args, **kw):
    print("taking")


take(N("pos"), k=N("kw"))
take(*[N("star")], **{"z": N("dstar")})

# === Bound methods, properties, iterators keep their objects ===
title("bound")


class B(N):
    def m(self):
        print("method of", self.name)

    @property
    def p(self):
        return N("from property")


m = B("bound").m
m()
m = None
B("prop").p.name
it = iter([N("i0"), N("i1")])
next(it)
it = None
title("swap")
pair = [N("one"), N("two")]
pair[0], pair[1] = pair[1], pair[0]
pair[0] = None
pair = None
title("conditional")
x = N("cond") if True else None
x = x and N("and")
x = None
title("end")
