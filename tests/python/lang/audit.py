"""Audit hooks: sys.addaudithook, sys.audit, and what the interpreter itself tells."""
import sys

log = []
on = True


def hook(event, args):
    if on:
        shown = tuple(arg if isinstance(arg, (str, int, bytes, type(None))) else type(arg).__name__ for arg in args)
        log.append((event, shown))


sys.addaudithook(hook)


def f():
    pass


class A:
    pass


def g():
    yield


sys.audit("mine", 1, "two", None)
compile("1", "<x>", "eval")
eval("1")
exec("1")
exec(f.__code__)
f.__code__ = f.__code__
f.__defaults__ = None
del f.__kwdefaults__
sys._getframe()
sys._getframemodulename()
sys.settrace(None)
sys.setprofile(None)
sys.set_asyncgen_hooks(None, None)
a = A()
a.__class__ = A
A.__name__ = "B"
x = g()
x.gi_code
x.gi_frame
try:
    1 / 0
except ZeroDivisionError as error:
    error.__traceback__.tb_frame
sys.monitoring.register_callback(1, 1, None)
on = False
print(*log, sep="\n")


# === A hook may refuse ===
def refuse(event, args):
    if event == "forbidden":
        raise RuntimeError("refused " + repr(args))


sys.addaudithook(refuse)
for event in ("allowed", "forbidden", 5):
    try:
        print(sys.audit(event, 1))
    except Exception as error:
        print(type(error).__name__, error)
