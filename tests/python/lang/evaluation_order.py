"""The order in which parts of expressions and statements are evaluated."""

log = []


def n(name, value=None):
    log.append(name)
    return value


def show(title):
    print(title + ":", " ".join(log))
    log.clear()


class O:
    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __getattr__(self, attr):
        log.append("get %s.%s" % (self.name, attr))
        return O(attr)

    def __setattr__(self, attr, value):
        log.append("set %s.%s" % (self.name, attr))

    def __delattr__(self, attr):
        log.append("del %s.%s" % (self.name, attr))

    def __getitem__(self, key):
        log.append("item %s[%s]" % (self.name, key))
        return O("item")

    def __setitem__(self, key, value):
        log.append("put %s[%s]" % (self.name, key))

    def __delitem__(self, key):
        log.append("drop %s[%s]" % (self.name, key))

    def __iadd__(self, other):
        log.append("iadd " + self.name)
        return self

    def __add__(self, other):
        log.append("add " + self.name)
        return self

    def __call__(self, *args, **kw):
        log.append("call " + self.name)
        return O("result")

    def __lt__(self, other):
        log.append("lt " + self.name)
        return True

    def __contains__(self, other):
        log.append("contains " + self.name)
        return True

    def __iter__(self):
        log.append("iter " + self.name)
        return iter([1, 2])

    def __bool__(self):
        log.append("bool " + self.name)
        return True

    def __enter__(self):
        log.append("enter " + self.name)
        return self

    def __exit__(self, *args):
        log.append("exit " + self.name)


def o(name):
    log.append(name)
    return O(name)


# === Expressions ===
o("a") + o("b") + o("c")
show("sum")
o("a")[n("k", 1)]
show("item")
o("f")(n("1"), *n("2", []), k=n("3"), **n("4", {}))
show("call")
o("a").m(n("1"))
show("method")
{n("k1"): n("v1"), n("k2"): n("v2")}
show("dict")
[n("1"), n("2")], (n("3"), n("4")), {n("5", 5), n("6", 6)}
show("displays")
o("a") < o("b") < o("c")
show("chain")
n("x", 1) in o("b")
show("in")
n("yes") if n("cond", False) else n("no")
show("conditional")
n("a", 0) or n("b", 5) and n("c", 0) or n("d", 1)
show("logic")
o("s")[n("lo") : n("hi") : n("step")]
show("slice")
(n("a", 2) ** n("b", 3)) * -n("c", 1) % n("d", 7)
show("arithmetic")
"%s %s" % (n("a"), n("b")), f"{n('c')} {n('d')!r:>{n('w', 10)}}"
show("formats")
[n("elt") for _ in n("first", [1, 2]) if n("if", True) for _ in n("second", [1])]
show("comprehension")
{n("key"): n("value") for _ in [1]}
show("dict comprehension")
lambda a=n("default"): n("never")
show("lambda")
(y := n("walrus", 1)) + n("after", 1)
show("walrus")

# === Assignments ===
o("a").x = n("value")
show("attribute")
o("a")[n("k", 1)] = n("value")
show("item")
o("a").x = o("b")[n("k", 1)] = n("value")
show("several targets")
o("a").x, o("b")[n("k", 1)] = n("1"), n("2")
show("tuple")
o("a").x += n("value")
show("augmented attribute")
o("a")[n("k", 1)] += n("value")
show("augmented item")
o("a").b.c[n("k", 1)].d += n("value")
show("augmented path")
o("a").x: n("annotation") = n("value")
show("annotated")
del o("a").x, o("b")[n("k", 1)]
show("del")
[o("a").x, *o("b").y] = o("c")
show("unpack")
for o("t").x in o("it"):
    n("body")
show("for")
i = 0
(i, *rest) = (n("p", 5), n("q", 6), n("r", 7))
show("starred")

# === Statements ===
with o("m1") as o("t1").x, o("m2") as o("t2").y:
    n("body")
show("with")
try:
    n("try")
    raise n("exception", ValueError) from n("cause")
except n("type1", KeyError):
    n("wrong")
except (n("type2", ValueError), n("type3", OSError)):
    n("handler")
else:
    n("else")
finally:
    n("finally")
show("try")
assert n("test", 1), n("message")
show("assert")


@n("deco1", lambda f: n("apply1", f))
@n("deco2", lambda f: n("apply2", f))
def f(a=n("default a"), *, b=n("default b")) -> n("annotation"):
    n("body")


show("def")


@n("deco", lambda c: n("apply", c))
class C(n("base", object), metaclass=n("meta", type)):
    n("body")


show("class")


def returns():
    try:
        return n("return")
    finally:
        n("finally")


returns()
show("return")
while n("test", len(log) < 3):
    n("body")
else:
    n("else")
show("while")
match o("subject"):
    case O(name=n2) if n("guard", False):
        n("first")
    case _ if n("guard 2", True):
        n("second")
show("match")
print(n("a", "A"), n("b", "B"), sep=n("sep", "-"))
show("print")


def gen():
    n("start")
    x = yield n("yielded")
    n("got " + x)


g = gen()
n("created")
next(g)
try:
    g.send("it")
except StopIteration:
    n("stop")
show("generator")
