"""Generators: throw, close, finally, and what a dying generator does."""


def error(f):
    try:
        print("no error:", repr(f()))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


# === throw: caught, passed on, replaced ===
def catches():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield ("caught", str(e))
        except KeyError:
            raise OSError("replaced")


g = catches()
next(g)
assert g.throw(ValueError("v")) == ("caught", "v")
assert next(g) == "ready"
assert g.throw(ValueError) == ("caught", "")
next(g)
error(lambda: g.throw(KeyError("k")))
error(lambda: next(g))
g = catches()
next(g)
error(lambda: g.throw(IndexError("passed on")))
error(lambda: g.throw(ValueError("after the end")))

# === throw into one that has not begun ===
g = catches()
error(lambda: g.throw(ValueError("not begun")))
error(lambda: next(g))

# === What may be thrown ===
for bad in (5, "string", int, None, object()):
    g = catches()
    next(g)
    error(lambda: g.throw(bad))
    assert next(g) == "ready"
error(lambda: catches().throw())

# === The traceback and the context of a thrown exception ===
def contexts():
    try:
        yield
    except ValueError:
        yield "in handler"
    yield "after"


g = contexts()
next(g)
assert g.throw(ValueError("first")) == "in handler"
try:
    g.throw(KeyError("second"))
except KeyError as e:
    print(repr(e.__context__))


def inherits():
    try:
        raise RuntimeError("outside")
    except RuntimeError:
        yield 1


g = inherits()
next(g)
try:
    g.throw(TypeError("thrown"))
except TypeError as e:
    print(repr(e.__context__))

# === close ===
def closes(log):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("finally")


log = []
g = closes(log)
g.close()
assert log == []
g = closes(log)
next(g)
assert g.close() is None and log == ["exit", "finally"]
g.close()
error(lambda: next(g))


def refuses():
    try:
        yield
    except GeneratorExit:
        yield "ignored"


g = refuses()
next(g)
error(lambda: g.close())


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "value of close"


g = returns_on_close()
next(g)
print(g.close(), g.close())


def raises_on_close():
    try:
        yield
    finally:
        raise ValueError("from finally")


g = raises_on_close()
next(g)
error(lambda: g.close())


def swallows_by_return():
    try:
        yield
    finally:
        print("leaving")


g = swallows_by_return()
next(g)
del g
print("deleted")

# === StopIteration inside ===
def stop(how):
    yield 1
    if how == "raise":
        raise StopIteration(5)
    next(iter([]))


for how in ("raise", "next"):
    g = stop(how)
    next(g)
    try:
        next(g)
    except RuntimeError as e:
        print(e, repr(e.__cause__), e.__cause__ is e.__context__)
g = stop("raise")
next(g)
error(lambda: g.throw(StopIteration("thrown in")))
error(lambda: g.throw(StopIteration("after")))


def caught_stop():
    try:
        yield 1
    except StopIteration as e:
        yield ("caught", e.value)


g = caught_stop()
next(g)
assert g.throw(StopIteration(9)) == ("caught", 9)

# === Exceptions that go through several ===
def inner():
    try:
        yield 1
    finally:
        print("inner finally")


def outer():
    try:
        for x in inner():
            yield x
    finally:
        print("outer finally")


g = outer()
next(g)
error(lambda: g.throw(ValueError("through")))
g = outer()
next(g)
g.close()
for x in outer():
    break
print("after break")
del x


def loop():
    for x in outer():
        return x


loop()
print("after return")
g = outer()
next(g)
g = None
print("after rebinding")

# === An exception while a dying generator cleans up cannot be raised ===
def yields_in_finally():
    try:
        yield 1
    finally:
        yield 2


g = yields_in_finally()
next(g)
assert next(g) == 2
g.close()

# === sys.exc_info within a generator is its own ===
import sys


def info():
    yield sys.exc_info()[0]
    try:
        raise KeyError
    except KeyError:
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]


g = info()
try:
    raise ValueError
except ValueError:
    print([t and t.__name__ for t in (next(g), next(g), sys.exc_info()[0])])
print([t and t.__name__ for t in (next(g), sys.exc_info()[0])])
g = info()
next(g)
next(g)
print(sys.exc_info()[0])
