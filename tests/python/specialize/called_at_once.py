# Builtins and methods called on locals, constants and globals: what may change between one call and the next.
# needs: builtins
import builtins
import sys


def show(*values):
    print(*values)


class Loud:
    def __init__(self, n):
        self.n = n

    def __abs__(self):
        return f"abs {self.n}"

    def __len__(self):
        return self.n

    def __lt__(self, other):
        return True


def length(x):
    return len(x)


for value in [[1, 2]] * 40 + ["abc", (1,), {1: 2}, {1, 2, 3}, frozenset({1}), range(7), b"xy", Loud(5), "é" * 9]:
    result = length(value)
show(result)
for value in [Loud(3), [], range(4), {}, 5, None, Loud(-1)]:
    try:
        show("len", length(value))
    except Exception as error:
        show(type(error).__name__, error)


def absolute(x):
    x = abs(x)
    return x


for value in list(range(-30, 30)) + [-1.5, -(2**70), True, Loud(4), 2**62, -(2**61), "a", [], 3 - 4j]:
    try:
        result = absolute(value)
    except TypeError as error:
        result = error
    if not isinstance(value, int) or abs(value) > 28:
        show("abs", result)


def smaller(a, b):
    return min(a, b), max(a, b), min(a, 7), max(a, "x") if isinstance(a, str) else max(a, 7)


for pair in [(1, 2)] * 30 + [(2.5, 1), ("a", "b"), (Loud(1), 3), (1, "a"), (2**80, 1)]:
    try:
        result = smaller(*pair)
        result = [value.n if isinstance(value, Loud) else value for value in result]
    except TypeError as error:
        result = error
show(result)
for pair in [(2.5, 1), (1, "a"), (2**80, 1), (True, 1)]:
    try:
        show(smaller(*pair))
    except TypeError as error:
        show(error)


class A:
    pass


class B(A):
    pass


class Meta(type):
    def __instancecheck__(cls, value):
        show("asked", type(value).__name__)
        return type(value) is A


class Asked(metaclass=Meta):
    pass


Kind = A


def checks(x):
    return isinstance(x, Kind), isinstance(x, int), isinstance(x, (int, str))


for value in [A()] * 30 + [B(), 1, "a", True]:
    result = checks(value)
show(result)
Kind = Asked
show(checks(A()), checks(2))
Kind = (A, str)
show(checks(A()), checks("s"), checks(2))
Kind = int | None
show(checks(None), checks("s"))
Kind = 3
try:
    checks(A())
except TypeError as error:
    show(error)
Kind = A


def made(text):
    return int(text), int("12"), str(12345), range(5), range(text) if isinstance(text, int) else None, tuple(()), float("2.5")


for value in ["7"] * 30 + [9, "0x1", 2.5, "-3", True]:
    try:
        result = made(value)
    except ValueError as error:
        result = error
    except TypeError as error:
        result = error
show(result)
show(made("41"), made(8))


def methods(items, table, key):
    items.append(key)
    items.append(1)
    table.get(key)
    table.setdefault(key, items)
    return items.pop(), items.pop(0), table.get(key) is items, table.get("none"), len(table.keys())


class MyList(list):
    def append(self, item):
        super().append(item)


class MyDict(dict):
    def get(self, key, default=None):
        return ("mine", key, default)


for turn in range(40):
    result = methods([turn], {}, turn)
show(result)
show(methods(MyList([4]), {}, 5))
show(methods([4], MyDict(), 6))
for arguments in [([], {}, []), ((), {}, 1), ([1], [], 1)]:
    try:
        show(methods(*arguments))
    except Exception as error:
        show(type(error).__name__, error)


def text(s, t):
    return s.startswith("a"), s.startswith(t), s.endswith("c")


for turn in range(40):
    result = text("abc", "ab")
show(result, text("xbd", ("x", "y")))
try:
    text("a", 1)
except TypeError as error:
    show(error)


# What is borrowed may be the last reference but one, and the local may change.
class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        show("dies", self.name)


def keeps(turns):
    items = []
    for turn in range(turns):
        value = Dies(turn) if turn >= turns - 2 else turn
        items.append(value)
        value = None
        value = items.pop()
    value = isinstance(value, int)
    show("after", value)


keeps(40)


def nested(x):
    x = [x]
    x = len(x)
    return x


show({nested(turn) for turn in range(40)})


# Names that change under way.
def counted(n):
    found = []
    for turn in range(n):
        if turn == 25:
            builtins.len = lambda value: "replaced"
        if turn == 30:
            builtins.len = original
        if turn == 35:
            globals()["len"] = lambda value: "hidden"
        if turn == 38:
            del globals()["len"]
        found.append(len(found))
    return found


original = len
show(counted(45))
show(counted(45))


def unbound(flag):
    if flag:
        value = []
    return len(value)


for turn in range(40):
    unbound(True)
try:
    unbound(False)
except UnboundLocalError as error:
    show(error)


# Where an error is: the call's position.
def fails(x):
    return len(x) + abs(
        x
    )


for turn in range(40):
    try:
        fails([])
    except TypeError as error:
        trace = error.__traceback__.tb_next
code = trace.tb_frame.f_code
show(trace.tb_lineno - code.co_firstlineno, list(code.co_positions())[trace.tb_lasti // 2][1::2])


def slow(x):
    return len(x)


for turn in range(40):
    slow("a")
calls = []
sys.setprofile(lambda frame, event, argument: calls.append((event, getattr(argument, "__name__", None))))
slow("ab")
sys.setprofile(None)
show(calls[:4])
