"""Word counting, a ledger printed in columns, a life board, queens, primes, sorting, a linked list."""

TEXT = """It was a bright cold day in the garden, and the clocks were striking; a small
wind went round the house and the gate and the old wall. The cat sat on the wall, the
dog lay by the gate. "A cold day," said the old man, "a cold and bright day."
"""

# === Words ===
counts = {}
for word in TEXT.lower().split():
    word = word.strip(".,;\"")
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:8]:
    print("%-8s %2d %s" % (word, n, "#" * n))
lengths = {}
for w in counts:
    lengths.setdefault(len(w), []).append(w)
print({n: sorted(ws) for n, ws in sorted(lengths.items())})
print(" ".join(w[::-1].capitalize() for w in TEXT.split()[:6]))


# === Columns ===
class Account:
    count = 0

    def __init__(self, owner, balance=0):
        self.owner, self.balance = owner, balance
        self.history = []
        type(self).count += 1

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive, not %r" % amount)
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise OverflowError("%s has only %.2f" % (self.owner, self.balance))
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def __str__(self):
        return f"{self.owner:<8}{self.balance:>12,.2f}"


class Savings(Account):
    rate = 0.05

    def interest(self):
        self.deposit(self.balance * self.rate)


accounts = [Account("Ada", 100), Savings("Bob", 2500.5), Account("Cy")]
accounts[0].deposit(50)
accounts[1].interest()
for a, amount in zip(accounts, (30, 1e6, 1)):
    try:
        a.withdraw(amount)
    except OverflowError as e:
        print("refused:", e)
try:
    accounts[2].deposit(-1)
except ValueError as e:
    print("refused:", e)
print(*accounts, sep="\n")
print(Account.count, Savings.count, accounts[0].history, sum(a.balance for a in accounts))

# === Life ===
def step(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
    return {c for c, n in near.items() if n == 3 or n == 2 and c in cells}


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(40):
    glider = step(glider)
print(sorted(glider))
rows = ["".join("#" if (x, y) in glider else "." for x in range(8, 16)) for y in range(8, 14)]
print("\n".join(rows))

# === Queens ===
def queens(n, placed=()):
    if len(placed) == n:
        yield placed
        return
    for col in range(n):
        if all(col != c and abs(col - c) != len(placed) - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (col,))


print(len(list(queens(6))), next(queens(8)))


# === Sorting by hand, a linked list, a matrix ===
def quick(l):
    if len(l) < 2:
        return l
    pivot, *rest = l
    return quick([x for x in rest if x < pivot]) + [pivot] + quick([x for x in rest if x >= pivot])


def merge(l):
    if len(l) < 2:
        return l
    mid = len(l) // 2
    a, b, out = merge(l[:mid]), merge(l[mid:]), []
    while a and b:
        out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b


data = [(i * 7919) % 101 for i in range(100)]
assert quick(data) == merge(data) == sorted(data)


class Linked:
    class Node:
        __slots__ = ("value", "next")

        def __init__(self, value, next=None):
            self.value, self.next = value, next

    def __init__(self, items=()):
        self.head = None
        for x in reversed(list(items)):
            self.head = self.Node(x, self.head)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def __len__(self):
        return sum(1 for _ in self)

    def __eq__(self, other):
        return list(self) == list(other)


l = Linked(range(5))
print(list(l.reverse()), len(l), l == Linked([4, 3, 2, 1, 0]), 3 in l)


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]


m = [[1, 1], [1, 0]]
p = m
for _ in range(30):
    p = multiply(p, m)
print(p, [list(r) for r in zip(*[[1, 2, 3], [4, 5, 6]])])


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def roman(n):
    out = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= value:
            out, n = out + sign, n - value
    return out


print(hanoi(10, "a", "b", "c"), [roman(n) for n in (4, 1994, 2024, 3999)])
