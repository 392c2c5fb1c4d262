"""Loads of builtins through warmed sites: hidden by a global, removed, replaced."""
# needs: builtins
import builtins


def size(x):
    return len(x)


def warm():
    for _ in range(100):
        size("abc")
    return size("abc")


# === A global hides the builtin ===
assert warm() == 3
len = lambda x: "global"
assert size("abc") == "global"
del len
assert size("abc") == 3
globals()["len"] = lambda x: "by the dict"
assert size("abc") == "by the dict"
del globals()["len"]

# === The builtin is replaced and removed ===
assert warm() == 3
real = builtins.len
builtins.len = lambda x: "replaced"
assert size("abc") == "replaced"
del builtins.len
try:
    size("abc")
except NameError as e:
    print(e)
builtins.len = real
assert size("abc") == 3

# === A new builtin ===
def extra():
    return brand_new


try:
    extra()
except NameError as e:
    print(e)
builtins.brand_new = "here"
for _ in range(100):
    assert extra() == "here"
builtins.brand_new = "changed"
assert extra() == "changed"
brand_new = "global wins"
assert extra() == "global wins"
del brand_new
assert extra() == "changed"
del builtins.brand_new
try:
    extra()
except NameError as e:
    print(e)

# === The builtins grow ===
assert warm() == 3
for i in range(300):
    setattr(builtins, "filler%d" % i, i)
assert size("abc") == 3
for i in range(300):
    delattr(builtins, "filler%d" % i)
assert size("abc") == 3

# === A namespace with builtins of its own ===
Function = type(size)
own = Function(size.__code__, {"__builtins__": {"len": lambda x: "own"}})
for _ in range(100):
    assert own("abc") == "own"
    assert size("abc") == 3
own.__builtins__["len"] = lambda x: "own, second"
assert own("abc") == "own, second"
del own.__builtins__["len"]
try:
    own("abc")
except NameError as e:
    print(e)
own.__globals__["len"] = lambda x: "own global"
assert own("abc") == "own global"

# === __builtins__ rebound later is not seen by old functions ===
space = {}
exec("def f(x): return len(x)", space)
assert space["f"]("ab") == 2
space["__builtins__"] = {"len": lambda x: "late"}
assert space["f"]("ab") == 2
exec("def g(x): return len(x)", space)
assert space["g"]("ab") == "late"
print("done")
