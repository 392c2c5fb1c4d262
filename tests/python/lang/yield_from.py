"""yield from: values, sends, throws, closes, return values, reentrancy."""

log = []


def error(f):
    try:
        print("no error:", repr(f()))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


def inner(name):
    try:
        got = yield name + "1"
        log.append((name, "got", got))
        got = yield name + "2"
        log.append((name, "got", got))
        return name + " result"
    except ValueError as e:
        log.append((name, "caught", str(e)))
        yield name + " recovered"
        return name + " after recovery"
    except GeneratorExit:
        log.append((name, "closing"))
        raise
    finally:
        log.append((name, "finally"))


def outer():
    a = yield from inner("a")
    b = yield from inner("b")
    return a, b


def drive(g, script):
    out = []
    for kind, value in script:
        try:
            if kind == "send":
                out.append(g.send(value))
            elif kind == "throw":
                out.append(g.throw(value))
            else:
                out.append(g.close())
        except BaseException as e:
            out.append(repr(e))
    print(out, log)
    log.clear()


# === send, return values ===
drive(outer(), [("send", None), ("send", 1), ("send", 2), ("send", 3), ("send", 4), ("send", 5)])

# === throw ===
drive(outer(), [("send", None), ("throw", ValueError("v")), ("send", None), ("send", None)])
drive(outer(), [("send", None), ("throw", KeyError("k")), ("send", None)])
drive(outer(), [("throw", ValueError("not begun"))])

# === close ===
drive(outer(), [("send", None), ("close", None), ("send", None)])
drive(outer(), [("send", None), ("throw", GeneratorExit("thrown")), ("send", None)])

# === Iterators without send, throw, close ===
class Plain:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration("plain result")
        return self.n


def over(it):
    r = yield from it
    log.append(("result", r))
    return r


drive(over(Plain(2)), [("send", None), ("send", None), ("send", None)])
drive(over(Plain(2)), [("send", None), ("send", "value")])
drive(over(Plain(2)), [("send", None), ("throw", ValueError("v"))])
drive(over(Plain(2)), [("send", None), ("close", None)])


class Full(Plain):
    def send(self, value):
        log.append(("send", value))
        return "sent"

    def throw(self, *args):
        log.append(("throw",) + tuple(repr(a) for a in args))
        return "thrown"

    def close(self):
        log.append("close")


drive(over(Full(3)), [("send", None), ("send", 5), ("throw", KeyError("k")), ("close", None)])


class BadClose(Plain):
    def close(self):
        raise OSError("in close")


drive(over(BadClose(3)), [("send", None), ("close", None), ("send", None)])


class ThrowStops(Plain):
    def throw(self, e):
        raise StopIteration("from throw")


drive(over(ThrowStops(3)), [("send", None), ("throw", KeyError("k"))])
error(lambda: list(over(5)))
error(lambda: list(over(None)))
assert list(over([1, 2])) == [1, 2] and list(over("ab")) == ["a", "b"] and list(over({1: 2})) == [1]
log.clear()

# === gi_yieldfrom ===
i = inner("x")
g = over(i)
assert g.gi_yieldfrom is None
next(g)
assert g.gi_yieldfrom is i
g.close()
assert g.gi_yieldfrom is None
log.clear()

# === A chain, deep ===
def chain(n):
    if n == 0:
        yield "bottom"
        return 0
    return 1 + (yield from chain(n - 1))


def result(g):
    try:
        while True:
            next(g)
    except StopIteration as e:
        return e.value


assert result(chain(100)) == 100
assert list(chain(50)) == ["bottom"]

# === A generator delegating to itself, or to a running one ===
def selfish():
    yield from me


me = selfish()
error(lambda: next(me))


def first():
    yield from second_gen


def second():
    yield 1
    yield from first_gen


first_gen, second_gen = first(), second()
assert next(first_gen) == 1
error(lambda: next(first_gen))

# === Shared subiterator ===
it = iter(range(5))
a, b = over(it), over(it)
print(next(a), next(b), next(a), list(b), list(a))
log.clear()

# === return and yield from in try ===
def guarded():
    try:
        yield from inner("g")
    except KeyError as e:
        log.append(("outer caught", str(e)))
        return "from handler"
    finally:
        log.append("outer finally")


drive(guarded(), [("send", None), ("throw", KeyError("k"))])
drive(guarded(), [("send", None), ("close", None)])
