"""while, for, break, continue, else, range."""

i = 0
while i < 5:
    i = i + 1
    if i == 2:
        continue
    if i == 4:
        break
    print(i)
else:
    print("never")
for x in range(3):
    print(x)
else:
    print("else")
for x in [1, 2, 3]:
    for y in (4, 5):
        if y == 5:
            break
        print(x, y)
t = 0
for i in range(1000):
    if i & 3 == 0:
        t = t + i
print(t)
for i in range(10, 0, -3):
    print(i, end=" ")
print()
for c in "abc":
    print(c)
for k in {"a": 1, "b": 2}:
    print(k)
