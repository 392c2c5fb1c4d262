"""Code objects run bare: modules as functions, generators of foreign code, builtins replaced under the code's feet."""
# needs: builtins
import builtins

Function = type(lambda: 0)


def attempt(label, action):
    try:
        print(label, repr(action()))
    except Exception as error:
        print(label, type(error).__name__, error)


# === A module's code as a function ===
space = {"y": 5}
module = Function(compile("x = y + 1\nsame = locals() is globals()\nz = [y for _ in 'ab']", "m", "exec"), space)
print(module(), space["x"], space["same"], space["z"])
attempt("argument", lambda: module(1))
attempt("keyword", lambda: module(a=1))
print(Function(compile("y * 2", "m", "eval"), space)())
# PyCF_ALLOW_TOP_LEVEL_AWAIT
code = compile("w = await wait()", "m", "exec", flags=0x2000)


class Wait:
    def __await__(self):
        return (yield "waits")


async def wait():
    return await Wait()


for start in (lambda: Function(code, space)(), lambda: eval(code, space)):
    space["wait"] = wait
    coroutine = start()
    print(type(coroutine).__name__, coroutine.send(None))
    try:
        coroutine.send("done")
    except StopIteration as stop:
        print(stop.value, space.pop("w"))


# === The code of a generator expression ===
expression = (x for x in ())
for argument in ([1, 2], iter([1, 2]), iter((3,)), range(3), iter(range(3)), 42, 3.5, None, True, "text", {1: 2}, {1}, wait):
    for _ in range(3):
        run = Function(expression.gi_code, {})
        attempt("iterates", lambda: list(run(argument)))


# === all, any and tuple are looked up when they run ===
def use():
    return all(x for x in [1, 0]), any(x for x in [0, 1]), tuple(x for x in "ab")


print(use())
saved = all, any, tuple
builtins.all, builtins.any = (lambda _: "all"), (lambda _: "any")
try:
    print(use())
finally:
    builtins.all, builtins.any, builtins.tuple = saved
print(use())


# === Namespaces that override ===
class Loud(dict):
    def __getitem__(self, key):
        raise LookupError("loud " + key)


attempt("globals", lambda: exec("name", Loud(name=1)))
attempt("builtins", lambda: exec("name", {"__builtins__": Loud(name=1)}))


class Keys(dict):
    def keys(self):
        return ["q", "p"]


print(eval("dir()", {}, Keys(a=1)))
code = compile("made = type(f)(f.__code__, {})\n", "m", "exec")
own = {"None": None, "print": print}
space = {"__builtins__": own, "f": lambda: 0, "type": type}
exec(code, space)
print(space["made"].__builtins__ is own, "__builtins__" in space["made"].__globals__)


# === An MRO of classes that are no ancestors ===
class Ground:
    value = 1


class Meta(type):
    def mro(cls):
        return cls, Ground, object


class Foreign(metaclass=Meta):
    pass


def read():
    return Foreign.value


for value in range(4):
    Ground.value = value
    print([read() for _ in range(20)] == [value] * 20, Foreign.value)


class Extending(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Inner":
            attempt("incomplete", lambda: Extending("Inner", (cls,), {}))
        return type.mro(cls)


class Extended(metaclass=Extending):
    pass


# === What is thrown gets the context of the generator's own ===
def inner():
    yield


def outer():
    try:
        raise KeyError("own")
    except KeyError:
        yield from inner()


def thrown(function, exception):
    try:
        raise IndexError("caller's")
    except IndexError:
        generator = function()
        next(generator)
        try:
            generator.throw(exception)
        except ValueError as error:
            return error.__context__


linked = ValueError("linked")
linked.__context__ = TypeError("before")
for function in (inner, outer):
    for exception in (ValueError, ValueError("made"), linked):
        print(function.__name__, repr(thrown(function, exception)))
attempt("name", lambda: type("a\udc80", (), {}))
attempt("doc", lambda: type("a", (), {"__doc__": "\udc80"}))
attempt("merge", lambda: (lambda **k: k)(**{1: 2}, **{1: 3}))
print("%5s|%-3s|" % ("a", "b"))
attempt("width", lambda: "%*s" % (-9223372036854775808, ""))
