"""Template strings."""


def show(t):
    print(type(t).__name__, t.strings, [(repr(i.value), i.expression, i.conversion, i.format_spec) for i in t.interpolations], t.values)


x, name, w = 42, "n", 10
show(t"")
show(t"plain")
show(t"{x}")
show(t"a {x} b {name!r} c {x:>{w}} d {x + 1:.2f} e")
show(t"{x}{name}")
show(t"{ x } {x=} {x = !s:5}")
show(t"{{literal}} {x}" t" joined {name}")
show(rt"\raw {x}")
show(t"{[i for i in range(2)]} {'q'} {t'{x}'.values}")
t = t"{x} and {name}"
x = 0
print(t.values, list(t)[1], t + t" more", iter(t) is not t, len(list(t)))
i = t.interpolations[0]
print(i, i.value, repr(i), type(i).__name__)
for f in (lambda: t + "s", lambda: "s" + t, lambda: t"{undefined}", lambda: t[0], lambda: t < t):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ":", e)
print(t == t, hash(t) == hash(t), bool(t""))
