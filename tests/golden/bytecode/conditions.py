if a and (b or not c):
    x
elif a < b <= c:
    y
elif a is None or b is not None:
    z
else:
    t = a if b else c
assert a, b
