"""Frame and code objects as sys._getframe and tracebacks show them."""
import sys


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Names, lines, back links ===
def inner():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno


def outer():
    return inner()


print(outer())
print(sys._getframe().f_code.co_name, sys._getframe().f_back, sys._getframe().f_lineno)


def depth():
    names = []
    f = sys._getframe()
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


class C:
    names = depth()

    def m(self):
        return depth()

    @property
    def p(self):
        return depth()

    def __init__(self):
        self.init = depth()

    def __iter__(self):
        yield depth()


def gen():
    yield depth()


print(C.names, C().m(), C().p, C().init, list(C()), next(gen()), (lambda: depth())())
print([depth() for _ in range(1)], list(depth() for _ in range(1)), sorted([1], key=lambda x: len(depth())), list(map(lambda x: depth(), [1])))
error(lambda: sys._getframe(1000))
error(lambda: sys._getframe("x"))
print(sys._getframe(0) is sys._getframe())


def up(n):
    return sys._getframe(n).f_code.co_name


def caller():
    return up(0), up(1), up(2)


print(caller())

# === A frame outlives its call ===
def kept(a, b=2):
    c = a + b
    return sys._getframe()


f = kept(1)
print(sorted(f.f_locals.items()), f.f_back is None, f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
print(f.f_globals is globals(), f.f_builtins["len"] is len, f.f_lasti >= 0, f.f_generator)
error(lambda: setattr(f, "f_code", None))
error(lambda: setattr(f, "f_back", None))
error(lambda: setattr(f, "f_lineno", 5))
error(lambda: f.nothing)
print(repr(f).split(", ")[1:] and repr(f).split(", ")[-1])


class Noisy:
    def __del__(self):
        print("del")


def holds():
    n = Noisy()
    return sys._getframe()


f = holds()
print("held")
f.clear()
print("cleared", f.f_locals)
f = None


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        return str(e)


print(running())


def suspended():
    n = Noisy()
    yield 1


g = suspended()
next(g)
error(lambda: g.gi_frame.clear())
print(g.gi_frame is None)
g.close()

# === Lines move with execution ===
def lines():
    f = sys._getframe()
    base = f.f_code.co_firstlineno
    out = [f.f_lineno - base]
    out.append(f.f_lineno - base)
    out.append((
        f.f_lineno - base,
        f.f_lineno - base,
    ))
    for _ in range(2):
        out.append(f.f_lineno - base)
    try:
        raise ValueError
    except ValueError as e:
        out.append(e.__traceback__.tb_lineno - base)
        out.append(f.f_lineno - base)
    return out


print(lines())

# === Code objects ===
def code(a, b, /, c, *args, d=1, **kw):
    """Doc."""
    e = a
    def nested():
        return e, c
    return lambda: nested


c = code.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_freevars)
print(c.co_names, c.co_flags, c.co_consts[0], [k.co_name for k in c.co_consts if hasattr(k, "co_name")], c.co_filename.split("/")[-1])
print(code(1, 2, 3)().__code__.co_freevars, code(1, 2, 3)().__qualname__, (lambda: 0).__code__.co_name)
for fn in (lambda: 0, gen, (lambda *a: 0), (lambda **k: 0)):
    print(hex(fn.__code__.co_flags), fn.__code__.co_stacksize > 0)
print(list(c.co_lines())[1][2] - c.co_firstlineno, type(c.co_code).__name__, type(c.co_linetable).__name__, len(list(c.co_positions())) == len(c.co_code) // 2)
n = c.replace(co_name="other", co_firstlineno=1)
print(n.co_name, n.co_firstlineno, n == c, c == c.replace(), hash(c) == hash(c.replace()), (lambda: 1).__code__ == (lambda: 1).__code__)
error(lambda: c.replace(co_nothing=1))
error(lambda: c.replace(co_name=5))
error(lambda: setattr(c, "co_name", "x"))
print(repr(c).split(" at ")[0], repr(c).split(", line")[1].strip(" >") == str(c.co_firstlineno))

# === Functions made by hand ===
F = type(code)
h = F(kept.__code__, {"__builtins__": {}, "sys": sys}, "name", (7,))
print(h.__name__, h.__defaults__, h.__globals__.keys() - {"__builtins__"}, h.__builtins__, h.__module__)
error(lambda: F(5, {}))
error(lambda: F(kept.__code__, 5))
error(lambda: F(kept.__code__, {}, 5))
error(lambda: F(kept.__code__, {}, None, 5))
error(lambda: F())
ns = {}
h = F((lambda: x).__code__, ns)
error(h)
ns["x"] = "x"
assert h() == "x"


print("= where a generator's frame ends")


def waits(held):
    yield 1
    yield 2


def ended(how, *, begin):
    made = waits(how)
    if begin:
        next(made)
    frame = made.gi_frame
    match how:
        case "closed":
            made.close()
        case "dropped":
            del made
        case "thrown into":
            try:
                made.throw(ValueError)
            except ValueError:
                pass
        case "exhausted":
            list(made)
    return frame.f_lasti, frame.f_lineno - waits.__code__.co_firstlineno, frame.f_locals


for how in ("left", "closed", "dropped", "thrown into", "exhausted"):
    print(how, ended(how, begin=False), ended(how, begin=True))
