"""try, except, else, finally: the ways control may take."""


def error(f, *args):
    try:
        print("no error:", repr(f(*args)))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


# === Which parts run ===
def parts(what):
    log = []
    try:
        log.append("try")
        if what == "value":
            raise ValueError
        if what == "key":
            raise KeyError
        if what == "other":
            raise OSError("other")
        if what == "return":
            return log
    except ValueError:
        log.append("value")
    except (KeyError, IndexError):
        log.append("key or index")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("end")
    return log


for what in ("none", "value", "key", "return"):
    print(what, parts(what))
error(parts, "other")

# === return, break, continue through finally ===
def return_finally():
    try:
        return "try"
    finally:
        print("cleaning")


assert return_finally() == "try"


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


assert value_is_kept() == 1


def loops():
    log = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
        finally:
            log.append("f%d" % i)
    return log


assert loops() == [0, "f0", "f1", 2, "f2", "f3"]


def nested():
    log = []
    for i in range(3):
        try:
            try:
                if i == 0:
                    raise ValueError
                if i == 1:
                    raise KeyError
                log.append("no error")
            except ValueError:
                log.append("inner")
                raise KeyError from None
            finally:
                log.append("inner finally")
        except KeyError as e:
            log.append(("outer", e.__suppress_context__))
        finally:
            log.append("outer finally")
    return log


print(nested())

# === An exception in except, else, finally ===
def in_handler():
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second")


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise ValueError("from else")


def in_finally():
    try:
        raise ValueError("lost")
    finally:
        raise KeyError("wins")


for f in (in_handler, in_else, in_finally):
    try:
        f()
    except Exception as e:
        print(repr(e), repr(e.__context__))

# === Matching ===
class Mine(ValueError):
    pass


def match(exception, *types):
    for t in types:
        try:
            try:
                raise exception
            except t:
                print("caught", type(exception).__name__)
        except BaseException as e:
            print(type(e).__name__, e)


match(Mine("m"), ValueError, Exception, (KeyError, Mine), (), KeyError, (KeyError, (OSError, Mine)))
match(Mine("m"), 5, "string", int, (KeyError, 5), [ValueError])
match(KeyboardInterrupt("k"), Exception, BaseException)


class Meta(type):
    def __subclasscheck__(cls, sub):
        return True

    def __instancecheck__(cls, obj):
        return True


class Everything(Exception, metaclass=Meta):
    pass


match(ValueError("not matched by the hook"), Everything)

# === Types are evaluated only until one matches ===
def types(log):
    def t(name, value):
        log.append(name)
        return value
    try:
        raise KeyError
    except t("a", ValueError):
        pass
    except (t("b", OSError), t("c", KeyError)):
        log.append("handler")
    except t("d", Exception):
        pass
    return log


print(types([]))

# === What may be raised ===
def raiser(x):
    raise x


for x in (ValueError, ValueError("v"), 5, "s", None, int, object()):
    error(raiser, x)


class NoException:
    pass


class BadInit(Exception):
    def __init__(self, a, b):
        pass


class NewOther(Exception):
    def __new__(cls, *args):
        return 5


error(raiser, NoException)
error(raiser, BadInit)
error(raiser, NewOther)


def bare():
    raise


error(bare)

# === raise again ===
def again():
    try:
        raise ValueError("again")
    except ValueError as e:
        kept = e
        try:
            raise
        except ValueError as f:
            assert f is kept and f.__context__ is None
            raise


error(again)


def lost_context():
    try:
        raise ValueError
    except ValueError:
        pass
    raise


error(lost_context)


def from_called():
    try:
        raise ValueError("raised by the callee")
    except ValueError:
        bare()


error(from_called)

# === The stack of handled exceptions in loops and calls ===
import sys


def stack():
    out = []
    for t in (KeyError, OSError):
        try:
            raise t
        except Exception:
            out.append(sys.exc_info()[0].__name__)
            try:
                raise ValueError
            except ValueError:
                out.append(sys.exception().__class__.__name__)
            out.append(sys.exc_info()[0].__name__)
        out.append(sys.exc_info()[0])
    return out


print(stack())


# === Deep nesting ===
def deep(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        deep(n - 1)
    except ValueError as e:
        raise ValueError("level %d" % n) from e


try:
    deep(50)
except ValueError as e:
    n = 0
    while e.__cause__:
        e = e.__cause__
        n += 1
    print(n, e)

# === while/else/try mixtures ===
def mix(n):
    out = []
    while True:
        try:
            n -= 1
            if n < 0:
                return out
            1 // (n % 3)
        except ZeroDivisionError:
            out.append("z")
            continue
        else:
            out.append(n)
        finally:
            out.append(".")


print(mix(7))
