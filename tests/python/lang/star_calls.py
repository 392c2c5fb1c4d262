"""Star arguments in calls and displays."""


def f(*args, **kw):
    return args, kw


def error(g):
    try:
        print("no error:", g())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Iterables of any kind, anywhere ===
assert f(*[1, 2]) == ((1, 2), {})
assert f(0, *[1, 2], 3, *(4,), **{"a": 5}, b=6) == ((0, 1, 2, 3, 4), {"a": 5, "b": 6})
assert f(*"ab", *range(2), *{9: 0}, *(x for x in "z")) == (("a", "b", 0, 1, 9, "z"), {})
assert f(*[], **{}) == ((), {})
assert f(k=1, *[2, 3]) == ((2, 3), {"k": 1})
assert [*range(3), *"ab"] == [0, 1, 2, "a", "b"] and (*[1], 2) == (1, 2) and {*[1, 1], 2} == {1, 2}
assert {**{"a": 1}, "b": 2, **{"a": 3}} == {"a": 3, "b": 2}
assert list({**{"a": 1}, "b": 2, **{"a": 3}}) == ["a", "b"]
t = (1, 2)
assert f(*t)[0] is not None and [*t] == [1, 2]


class It:
    def __iter__(self):
        yield "x"
        yield "y"


assert f(*It()) == (("x", "y"), {})

# === What is not iterable ===
error(lambda: f(*5))
error(lambda: f(*None))
error(lambda: f(1, *5))
error(lambda: [*5])
error(lambda: {*5})
error(lambda: {**5})
error(lambda: {**[1]})
error(lambda: f(*f))
error(lambda: len(*[1, 2]))
error(lambda: (lambda a: a)(*[1, 2]))
error(lambda: (lambda a: a)(*[]))


def raising():
    yield 1
    raise TypeError("from the generator")


error(lambda: f(*raising()))
error(lambda: f(0, *raising()))


class BadIter:
    def __iter__(self):
        raise ValueError("in __iter__")


error(lambda: f(*BadIter()))

# === The order in which things are evaluated ===
log = []


def note(name, value):
    log.append(name)
    return value


note("function", f)(note("a", 1), *note("star", [2]), note("b", 3), k=note("k", 4), **note("dd", {"z": 5}))
print(log)
log.clear()


class Noisy:
    def __init__(self, name, values):
        self.name, self.values = name, values

    def __iter__(self):
        log.append("iter " + self.name)
        return iter(self.values)

    def keys(self):
        log.append("keys " + self.name)
        return self.values

    def __getitem__(self, key):
        log.append("get " + key)
        return key


f(note("1", 1), *Noisy("p", [2]), note("3", 3), *Noisy("q", [4]), x=note("x", 0), **Noisy("m", ["u", "v"]), y=note("y", 1))
print(log)
log.clear()
[note("1", 1), *Noisy("p", [2]), note("3", 3), *Noisy("q", [])]
{note("k1", 1): note("v1", 1), **Noisy("m", ["u"]), note("k2", 2): note("v2", 2)}
print(log)

# === Exact tuples are not copied, others are ===
def same(*args):
    return args


t = (1, 2, 3)
assert same(*t) == t
l = [1, 2]
def grows(*args):
    l.append(3)
    return args


assert grows(*l) == (1, 2) and l == [1, 2, 3]

# === Methods and classes ===
class C:
    def __init__(self, *args, **kw):
        self.args = (args, kw)

    def m(self, *args, **kw):
        return args, kw


assert C(*[1], **{"a": 2}).args == ((1,), {"a": 2})
assert C().m(*[1], **{"a": 2}) == ((1,), {"a": 2})
assert C.m(*[0, 1]) == ((1,), {})
print("{} {k}".format(*[1], **{"k": 2}), max(*[3, 1, 2]), dict(**{"a": 1}))

# === Many ===
many = list(range(1000))
assert f(*many)[0] == tuple(many) and len(f(**{"k%d" % i: i for i in range(1000)})[1]) == 1000
print("done")
