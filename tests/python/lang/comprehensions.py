"""Comprehensions: inlined ones must keep their scope, their exceptions and their order."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === The four kinds ===
assert [x * x for x in range(4)] == [0, 1, 4, 9]
assert {x % 3 for x in range(10)} == {0, 1, 2}
assert {x: x * x for x in range(3)} == {0: 0, 1: 1, 2: 4}
assert list(x for x in "ab") == ["a", "b"]
assert [(x, y) for x in range(3) if x for y in range(x)] == [(1, 0), (2, 0), (2, 1)]
assert [[y for y in range(x)] for x in range(3)] == [[], [0], [0, 1]]
assert [x for x in range(10) if x % 2 if x % 3] == [1, 5, 7]
assert [a + b for a, b in [(1, 2), (3, 4)]] == [3, 7]
assert [a for a, *b in ["ab", "c"]] == ["a", "c"]

# === The variable stays inside; outer ones of the same name survive ===
def scope():
    x = "outer"
    l = [x for x in range(3)]
    m = {x: x for x in "ab"}
    n = {x for x in (1,)}
    return x, l, m, n


assert scope() == ("outer", [0, 1, 2], {"a": "a", "b": "b"}, {1})


def unbound_after():
    [y for y in range(3)]
    try:
        y
    except NameError as e:
        return str(e)
    y = 1


print(unbound_after())
x = "module"
[x for x in range(3)]
assert x == "module"


class C:
    x = "class"
    l = [x for x in range(2)]
    m = [i for i in x]
    n = [x for _ in range(1)]
    i = "kept"
    o = [i for i in range(2)]


assert (C.x, C.l, C.m, C.n, C.i) == ("class", [0, 1], list("class"), ["module"], "kept")

# === An exception leaves the outer variable as it was ===
def restores():
    x = "before"
    try:
        [1 // x for x in (1, 0)]
    except ZeroDivisionError:
        pass
    return x


assert restores() == "before"


def restores_unbound():
    try:
        [1 // x for x in (1, 0)]
    except ZeroDivisionError:
        pass
    try:
        return x
    except NameError as e:
        return type(e).__name__
    x = 1


assert restores_unbound() == "UnboundLocalError"


def nested_restore():
    x, y = 1, 2
    try:
        [[x // y for y in (1, 0)] for x in (5, 6)]
    except ZeroDivisionError:
        return x, y


assert nested_restore() == (1, 2)

# === Cells made by comprehensions ===
def cells():
    x = "outer"
    get = lambda: x
    fs = [lambda: x for x in range(3)]
    gs = [lambda x=x: x for x in range(3)]
    return get(), [f() for f in fs], [g() for g in gs], x


assert cells() == ("outer", [2, 2, 2], [0, 1, 2], "outer")


def captured_param(n):
    return [(lambda: n + i)() for i in range(n)], [n for _ in range(1)], (lambda: n)()


assert captured_param(2) == ([2, 3], [2], 2)


def outer_nonlocal():
    n = 0
    def bump():
        nonlocal n
        n += 1
        return n
    return [bump() for _ in range(3)], n


assert outer_nonlocal() == ([1, 2, 3], 3)

# === The first iterable is evaluated outside, at once ===
class D:
    data = [1, 2]
    doubled = [d * 2 for d in data]


assert D.doubled == [2, 4]
error(lambda: [x for x in undefined])
error(lambda: (x for x in undefined))
error(lambda: [undefined for x in (1,)])
g = (undefined for x in (1,))
error(lambda: next(g))
error(lambda: [x for x in 5])
error(lambda: {x for x in ([],)})
error(lambda: {[]: 1 for x in (1,)})
error(lambda: [a for a, b in [(1, 2, 3)]])

# === Conditions, walrus, conditional expressions ===
assert [y for x in range(5) if (y := x * 2) > 4] == [6, 8] and y == 8
assert ["e" if x % 2 == 0 else "o" for x in range(3)] == ["e", "o", "e"]
assert [x for x in range(5) if not x or x > 3] == [0, 4]
assert [z for x in range(3) for z in [x + 1]] == [1, 2, 3]

# === locals() inside; frames ===
def inner_locals():
    a = 1
    return [sorted(locals()) for b in range(1)], sorted(locals())


print(inner_locals())
import sys
print([sys._getframe().f_code.co_name for _ in range(1)], list(sys._getframe().f_code.co_name for _ in range(1)))


def frames():
    return [sys._getframe().f_code.co_name for _ in range(1)], {sys._getframe(0).f_code.co_name: 1 for _ in "a"}


print(frames())

# === del and assignment of iteration variables, many nested levels ===
def deep():
    return [[[[(a, b, c, d) for d in range(c + 1)] for c in range(b + 1)] for b in range(a + 1)] for a in range(2)]


print(deep())
print([i for i in range(3) for i in range(i)], [[i for i in range(i)] for i in range(3)])
big = [x for x in range(10000) if x % 1000 == 0]
assert big == list(range(0, 10000, 1000))
assert sum([i * j for i in range(50) for j in range(50)]) == 1225 * 1225
t = tuple([i for i in range(3)]), *[j for j in "ab"]
print(t, [*[i for i in range(2)], *(j for j in "xy")])
print({k: v for k, v in zip("abc", range(3)) if v}, {**{i: i for i in range(2)}})

# === Order inside a dictionary comprehension; duplicates ===
log = []


def note(x):
    log.append(x)
    return x


print({note("k%d" % (i % 2)): note("v%d" % i) for i in range(3)}, log)
