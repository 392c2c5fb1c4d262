"""while, for, else, break, continue in every combination."""


# === while ===
def count(n):
    out = []
    while n:
        n -= 1
        if n == 5:
            continue
        if n == 2:
            break
        out.append(n)
    else:
        out.append("else")
    return out


assert count(3) == [] and count(2) == [1, 0, "else"] and count(0) == ["else"] and count(8) == [7, 6, 4, 3]
i = 0
while True:
    i += 1
    if i > 1000:
        break
assert i == 1001
while False:
    raise AssertionError
while 0:
    pass
else:
    i = "else"
assert i == "else"

# === Nested with breaks at each level ===
def find(rows, x):
    for r, row in enumerate(rows):
        for c, v in enumerate(row):
            if v == x:
                break
        else:
            continue
        return r, c
    return None


assert find([[1, 2], [3, 4]], 4) == (1, 1) and find([[1]], 9) is None


def primes(n):
    out = []
    for i in range(2, n):
        for p in out:
            if p * p > i:
                out.append(i)
                break
            if i % p == 0:
                break
        else:
            out.append(i)
    return out


print(primes(60))

# === Loop variables after the loop ===
for x in range(3):
    pass
assert x == 2
for x in []:
    raise AssertionError
assert x == 2
for x, in [(5,)]:
    pass
assert x == 5

# === Changing the sequence inside ===
l = [1, 2, 3]
for v in l[:]:
    l.append(v * 10)
assert l == [1, 2, 3, 10, 20, 30]
for i, v in enumerate(l):
    l[i] = v + 1
assert l == [2, 3, 4, 11, 21, 31]

# === continue and break inside try, with, match, nested loops ===
def mixture():
    out = []
    for i in range(6):
        try:
            while True:
                i += 1
                if i % 2:
                    break
                try:
                    if i % 4 == 0:
                        continue
                finally:
                    out.append("f%d" % i)
                raise ValueError(i)
        except ValueError as e:
            out.append(("caught", e.args))
            continue
        finally:
            out.append("|")
        out.append(i)
    return out


print(mixture())

# === Conditions of all kinds ===
def conditions(a, b, c):
    out = []
    if a and b or c:
        out.append(1)
    if a or b and c:
        out.append(2)
    if not (a and b) and c:
        out.append(3)
    if not a or not b:
        out.append(4)
    if (a if b else c):
        out.append(5)
    if a < b < c:
        out.append(6)
    elif a == b == c:
        out.append(7)
    elif a is b or c is not a:
        out.append(8)
    else:
        out.append(9)
    while a and not b:
        out.append(10)
        b = 1
    return out


for a in (0, 1):
    for b in (0, 1):
        for c in (0, 1, 2):
            print(a, b, c, conditions(a, b, c))

# === Very long bodies need wide jumps ===
source = "def long(n):\n    t = 0\n    for i in range(n):\n"
source += "".join("        t = t + %d\n" % (i % 7) for i in range(3000))
source += "        if t > 10 ** 6:\n            break\n    else:\n        t = -t\n    return t\n"
space = {}
exec(source, space)
print(space["long"](3), space["long"](1000))
source = "def branches(n):\n" + "".join("    %s n == %d:\n        return %d\n" % ("if" if i == 0 else "elif", i, i * i) for i in range(500))
exec(source, space)
assert space["branches"](499) == 249001 and space["branches"](500) is None

# === Arithmetic of loops ===
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


assert gcd(2**80, 6**40) == 2**40


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in range(1, 28)])


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, n, i))
    return [i for i, f in enumerate(flags) if f]


assert len(sieve(1000)) == 168


def bubble(l):
    for i in range(len(l)):
        for j in range(len(l) - i - 1):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
    return l


assert bubble([5, 2, 9, 1, 3]) == [1, 2, 3, 5, 9]
