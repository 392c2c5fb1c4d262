# Context variables, contexts and tokens.
# needs: _contextvars, _weakref, _thread
from _contextvars import Context, ContextVar, Token, copy_context
from _weakref import ref
import _thread


def plain(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join([" at 0x…" + part.lstrip("0123456789abcdef") for part in parts[1:]])


def tell(function, *args, **kwargs):
    try:
        answer = function(*args, **kwargs)
    except BaseException as error:
        print(" ", type(error).__name__, plain(str(error)))
    else:
        print(" ", plain(repr(answer)))


v, d = ContextVar("v"), ContextVar("d", default=[1])

# === Types ===
for class_ in Context, ContextVar, Token, type(Token.MISSING):
    print(class_, class_.__module__, class_.__qualname__)
    tell(type, "Derived", (class_,), {})
for arguments, keywords in [((), {}), ((1,), {}), (("a", 1), {}), (("a",), {"x": 1}), (("a",), {"default": 1, "x": 2}), ((), {"name": "q"})]:
    tell(ContextVar, *arguments, **keywords)
for class_ in Context, Token:
    tell(class_, 1)
    tell(class_)
print(ContextVar[int], Token[int], v.name, Token.MISSING)
tell(setattr, v, "name", "w")
tell(copy_context, 1)
tell(ref, v)
print(ref(Context())() is None)

# === Getting, setting, resetting ===
tell(v.get)
tell(v.get, 3)
tell(v.get, 1, 2)
tell(v.get, default=1)
tell(d.get)
tell(d.get, 5)
tell(v.reset, 1)
tell(v.set)
token = v.set(1)
print(token.old_value is Token.MISSING, token.var is v, v.get(), v.set(2).old_value)
for shown in v, d, token:
    print(plain(repr(shown)))
tell(d.reset, token)
v.reset(token)
print(plain(repr(token)), v.get(None))
tell(v.reset, token)
tell(d.reset, token)
tell(hash, token)
with v.set(5) as inner:
    print(v.get(), inner.var is v, inner.old_value)
tell(v.get)
tell(inner.__exit__)
tell(inner.__exit__, None, None, None)
print(hash(v) == hash(v), v == v, v == d, v in {v: 1})

# === Contexts ===
x = Context()


def bind(a, *, b=2):
    v.set(a + b)
    return a, b


tell(x.run, bind, 1, b=3)
tell(x.run)
tell(x.run, 1)
tell(x.run, bind)
tell(v.get)
print(x[v], len(x), list(x) == [v], list(x.items()) == [(v, 4)], list(x.keys()) == [v], list(x.values()), v in x, d in x)
for function in x.__getitem__, x.__contains__, x.get:
    tell(function, 1)
    tell(function, d)
tell(x.get, d, 7)
tell(x.get, v, 7)
tell(x.get)
tell(x.run, x.run, bind, 1)
other = x.run(v.set, 9)
tell(v.reset, other)
tell(x.run, d.reset, other)
x.run(v.reset, other)
print(x[v])
tell(hash, x)
tell(lambda: x < x)
tell(x.__reduce_ex__, 2)

# === Copies ===
y = x.copy()
print(y == x, y != x, x == 1, y is x)
iterator = iter(y.items())
y.run(d.set, 10)
print(y == x, len(x), len(y), [value for _, value in iterator], y[d])
x.run(v.set, 11)
print(x[v], y[v])
current = copy_context()
v.set("outside")
print(v in current, current.run(v.get, "none"), v.get(), copy_context()[v])


def nested():
    v.set("inside")
    return copy_context().run(lambda: (v.set("deeper"), v.get())[1]), v.get()


print(x.run(nested), v.get(), x[v])


def fails():
    v.set("left behind")
    raise ValueError("out")


tell(x.run, fails)
print(x[v], v.get())

# === Many variables ===
many = [ContextVar("n%d" % i) for i in range(200)]
z = Context()
for index, variable in enumerate(many):
    z.run(variable.set, index)
    if index % 50 == 0:
        print(len(z), len(z.copy()))
print(sum(z.values()), z.get(many[150]), len(Context()))

# === Threads begin without bindings ===
done = _thread.allocate_lock()
done.acquire()
seen = []


def in_thread():
    seen.append(v.get("nothing"))
    v.set("of the thread")
    seen.append(copy_context()[v])
    seen.append(y.run(v.get))
    done.release()


_thread.start_new_thread(in_thread, ())
done.acquire()
print(seen, v.get())

# === Generators run in the context of who asks ===
def values():
    while True:
        yield v.get()


generator = values()
print(next(generator), x.run(next, generator), next(generator))
