a = b = 1
a, *b = c
a.x, a[0], a[1:2] = c
a += 1
a.x -= a[0]
a[b] *= 2
n: int = 3
del a, b.x, b[0]
