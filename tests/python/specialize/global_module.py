"""Loads of a module's globals at warmed sites."""

value = 1


def get():
    return value


def warm():
    for _ in range(100):
        get()
    return get()


# === Rebound ===
assert warm() == 1
value = 2
assert get() == 2
globals()["value"] = 3
assert get() == 3

# === Deleted, bound again ===
del value
try:
    get()
except NameError as e:
    print(e, e.name)
value = 4
assert get() == 4
del globals()["value"]
try:
    get()
except NameError as e:
    print(e)
globals().update(value=5)
assert get() == 5

# === The namespace grows and shrinks ===
assert warm() == 5
for i in range(500):
    globals()["filler%d" % i] = i
assert get() == 5
for i in range(500):
    del globals()["filler%d" % i]
assert get() == 5
del value
value = 6
assert get() == 6

# === The same code over other globals ===
Function = type(get)
one = Function(get.__code__, {"value": "one"})
two = Function(get.__code__, {"other": 0, "value": "two"})
for _ in range(100):
    assert one() == "one"
    assert two() == "two"
    assert get() == 6
one.__globals__["value"] = "uno"
assert (one(), two(), get()) == ("uno", "two", 6)
three = Function(get.__code__, {})
try:
    three()
except NameError as e:
    print(e)
three.__globals__["value"] = "three"
assert three() == "three"

# === Globals that are a dict subclass ===
class Names(dict):
    def __getitem__(self, key):
        return "item " + key

    def __missing__(self, key):
        return "missing " + key


four = Function(get.__code__, Names(value="plain"))
print(four())
exec_result = {}
exec("result = value", Names(value="exec"), exec_result)
print(exec_result["result"])

# === global statements ===
def setter(v):
    global value
    value = v


def deleter():
    global value
    del value


for i in range(100):
    setter(i)
    assert get() == i
deleter()
try:
    deleter()
except NameError as e:
    print(e)
setter("back")
assert get() == "back"

# === A global rebound while an expression that uses it runs ===
def rebind(v):
    global value
    value = v
    return ""


value = "a"
for _ in range(60):
    value = "a"
    assert value + rebind("b") + value == "ab"
print(value)
