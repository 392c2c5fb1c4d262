"""except*: splitting of groups, raising from handlers, nesting."""


def show(e, depth=0):
    pad = "  " * depth
    print(pad + type(e).__name__, e, "| cause", repr(e.__cause__), "| context", type(e.__context__).__name__)
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions:
            show(x, depth + 1)


def run(f, *args):
    try:
        print("result:", f(*args))
    except BaseException as e:
        show(e)


def group(*names):
    types = {"v": ValueError, "t": TypeError, "k": KeyError, "o": OSError}
    made = []
    for n in names:
        made.append(group(*n) if isinstance(n, tuple) else types[n](n))
    return ExceptionGroup("g", made)


def handle(e):
    log = []
    try:
        if e is not None:
            raise e
    except* ValueError as g:
        log.append(("V", type(g).__name__, [repr(x) for x in g.exceptions]))
    except* (TypeError, KeyError) as g:
        log.append(("TK", [repr(x) for x in g.exceptions]))
    else:
        log.append("else")
    finally:
        log.append("finally")
        print(log)
    return "end"


# === Which handlers run, what is left ===
run(handle, None)
run(handle, group("v"))
run(handle, group("v", "t", "k"))
run(handle, group("v", ("t", ("v", "k"))))
run(handle, group("v", "o"))
run(handle, group("o"))
run(handle, ValueError("naked"))
run(handle, OSError("naked other"))
run(handle, KeyboardInterrupt("base"))

# === Raising from a handler ===
def raises(e):
    try:
        raise e
    except* ValueError as g:
        raise KeyError("new")
    except* TypeError as g:
        raise OSError("newer") from g


run(raises, group("v", "t", "o"))
run(raises, group("v"))
run(raises, ValueError("naked"))


def reraises(e):
    try:
        raise e
    except* ValueError:
        raise
    except* TypeError as g:
        raise g


run(reraises, group("v", "t", "o"))
run(reraises, group("v", ("v", "t")))
run(reraises, group("o"))

# === Bad types ===
def bad(t):
    try:
        raise group("v")
    except* t:
        pass


run(bad, ExceptionGroup)
run(bad, (ValueError, ExceptionGroup))
run(bad, 5)
run(bad, BaseExceptionGroup)

# === The name is unbound afterwards; the group is the exception handled ===
import sys


def scope():
    try:
        raise group("v", "t")
    except* ValueError as g:
        print(sys.exception() is g)
    except* TypeError:
        pass
    try:
        g
    except UnboundLocalError as e:
        print(e)
    return sys.exception()


run(scope)

# === Loops, nesting, return inside nested functions ===
def loops():
    out = []
    for n in ("v", "t", "o"):
        try:
            try:
                raise group(n, "v")
            except* TypeError:
                out.append("inner " + n)
        except* (ValueError, OSError) as g:
            out.append((n, len(g.exceptions)))
        else:
            out.append("not reached")
    return out


run(loops)


def with_finally(e):
    try:
        try:
            raise e
        except* ValueError:
            print("v")
        finally:
            print("inner finally")
    except ExceptionGroup as g:
        return repr(g)


run(with_finally, group("v", "o"))
run(with_finally, group("v"))

# === Subclasses of groups keep their kind by derive ===
class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup("derived " + self.message, excs)


def mine():
    try:
        raise MyGroup("m", [ValueError(1), TypeError(2)])
    except* ValueError as g:
        print(type(g).__name__, g)


run(mine)


class NoDerive(ExceptionGroup):
    pass


def nod():
    try:
        raise NoDerive("n", [ValueError(1), TypeError(2)])
    except* ValueError as g:
        print(type(g).__name__, g)


run(nod)
