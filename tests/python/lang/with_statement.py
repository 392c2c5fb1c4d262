"""with: enter, exit, exceptions, several managers, lookups on the type."""

log = []


class M:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        log.append("enter " + self.name)
        if self.fail == "enter":
            raise OSError("enter failed")
        return self.name

    def __exit__(self, t, v, tb):
        log.append("exit %s %s %s" % (self.name, t and t.__name__, tb is not None))
        if self.fail == "exit":
            raise OSError("exit failed")
        return self.swallow


def run(f, *args):
    try:
        print("result:", f(*args), end=" ")
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__context__), end=" ")
    print(log)
    log.clear()


# === Plain, nested, several ===
def plain():
    with M("a") as a:
        log.append("body " + a)
    return "end"


def several():
    with M("a") as a, M("b") as b, M("c"):
        log.append(a + b)


def parenthesised():
    with (
        M("a") as a,
        M("b"),
    ):
        log.append("body")


run(plain)
run(several)
run(parenthesised)

# === return, break, continue ===
def returns():
    with M("a"), M("b"):
        return "value"


def loops():
    for i in range(4):
        with M(str(i)):
            if i == 0:
                continue
            if i == 2:
                break
    return i


run(returns)
run(loops)

# === Exceptions ===
def raises(m):
    with m:
        raise ValueError("v")
    return "swallowed"


run(raises, M("a"))
run(raises, M("a", swallow=True))
run(raises, M("a", swallow=[]))
run(raises, M("a", swallow="yes"))
run(raises, M("a", fail="enter"))
run(raises, M("a", fail="exit"))


def fails_later():
    with M("a"), M("b", fail="enter"), M("c"):
        log.append("never")


def outer_swallows():
    with M("outer", swallow=True):
        with M("inner"):
            raise KeyError("k")
        log.append("not here")
    return "after"


def exit_replaces():
    with M("outer", swallow=True), M("inner", fail="exit"):
        raise KeyError("k")
    return "after"


run(fails_later)
run(outer_swallows)
run(exit_replaces)

# === What __exit__ returns is tested for truth ===
class Truth:
    def __bool__(self):
        log.append("bool")
        return True


class BadTruth:
    def __bool__(self):
        raise RuntimeError("no truth")


run(raises, M("a", swallow=Truth()))
run(raises, M("a", swallow=BadTruth()))
run(lambda: plain() and None)


def no_exception(m):
    with m:
        pass
    return "fine"


run(no_exception, M("a", swallow=BadTruth()))

# === Lookup: on the type, __enter__ missing, __exit__ missing ===
class Bare:
    pass


class OnlyEnter:
    def __enter__(self):
        log.append("entered")


class OnlyExit:
    def __exit__(self, *args):
        pass


class Async:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *args):
        pass


b = Bare()
b.__enter__ = b.__exit__ = lambda *a: None
for m in (b, OnlyEnter(), OnlyExit(), Async(), 5, None, M):
    run(no_exception, m)


class Dynamic:
    @property
    def __enter__(self):
        log.append("get enter")
        return lambda: "entered"

    @property
    def __exit__(self):
        log.append("get exit")
        return lambda *a: log.append("called exit")


run(no_exception, Dynamic())


class StaticExit:
    __enter__ = staticmethod(lambda: "static")
    __exit__ = staticmethod(lambda t, v, tb: True)


run(raises, StaticExit())


class WrongExit:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


run(no_exception, WrongExit())
run(raises, WrongExit())

# === Targets ===
class T:
    pass


t, l = T(), [0]


class Pair:
    def __enter__(self):
        return 1, [2, 3]

    def __exit__(self, *args):
        log.append("exit pair")


with Pair() as t.x, Pair() as l[0], Pair() as (a, (b, c)):
    print(t.x, l, a, b, c)
log.clear()


def bad_target():
    with Pair() as (a, b, c):
        log.append("never")


run(bad_target)

# === Generators inside, and with inside generators ===
def gen():
    with M("gen"):
        yield 1
        yield 2


g = gen()
next(g)
g.close()
print(log)
log.clear()
for x in gen():
    pass
print(log)
log.clear()
g = gen()
next(g)
run(lambda: g.throw(ValueError("thrown")))


# === The class of M changes between enter and exit ===
def swap():
    m = M("m")
    with m:
        M.__exit__, kept = lambda self, *a: log.append("new exit"), M.__exit__
    M.__exit__ = kept
    return "end"


run(swap)
