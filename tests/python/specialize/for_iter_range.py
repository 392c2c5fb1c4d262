"""`for` over ranges at warmed sites."""


def total(o):
    t = 0
    for i in o:
        t += i
    return t


# === Warm, then other shapes ===
for _ in range(60):
    assert total(range(100)) == 4950
assert total(range(0)) == 0 and total(range(5, 1)) == 0
assert total(range(10, 0, -1)) == 55 and total(range(0, 10, 3)) == 18 and total(range(-5, 5)) == -5
assert total([1.5, 2]) == 3.5 and total((1, 2)) == 3 and total({3: 0}) == 3 and total(i for i in range(4)) == 6

# === Past the small integers ===
def items(o):
    out = []
    for i in o:
        out.append(i)
    return out


for _ in range(60):
    items(range(3))
for edge in (2**30, 2**61, 2**62, 2**63, 2**64):
    print(items(range(edge - 2, edge + 2)), items(range(-edge + 1, -edge - 2, -1)))
print(items(range(2**63 - 3, 2**63 - 1)), items(range(0, 2**64, 2**63)))
print(items(range(2**61, 2**61 + 2**40, 2**39)), items(range(-(2**63), -(2**63) + 2)))
try:
    range(1, 2, 0)
except ValueError as e:
    print(e)
try:
    range(1.5)
except TypeError as e:
    print(e)

# === The loop variable may be rebound; the range does not care ===
def rebound():
    out = []
    for i in range(4):
        out.append(i)
        i = 100
    return out, i


assert rebound() == ([0, 1, 2, 3], 100)

# === range itself is rebound ===
def loop(n):
    return [i for i in range(n)]


for _ in range(60):
    assert loop(3) == [0, 1, 2]
keep = range
range = lambda n: "abc"
assert loop(3) == ["a", "b", "c"]
del range
assert loop(3) == [0, 1, 2]

# === Nested, sharing one range object and one iterator ===
def nested(r):
    return [(i, j) for i in r for j in r]


print(nested(range(2)))
it = iter(range(6))
pairs = []
for a in it:
    for b in it:
        pairs.append((a, b))
        break
assert pairs == [(0, 1), (2, 3), (4, 5)]
assert list(it) == []


def until(n):
    for i in range(n):
        if i * i > 50:
            break
    else:
        return "none"
    return i


for _ in range(60):
    assert until(100) == 8
    assert until(3) == "none"
print(items(range(True)), items(reversed(range(3))), items(range(3)[::-1]))
