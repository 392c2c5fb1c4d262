"""More constants, names, arguments and locals than 16 bits count."""

COUNT = 70_000


def run(source):
    namespace = {}
    exec(source, namespace)
    return namespace


# === Constants ===
namespace = run("\n".join("x = %d.5" % number for number in range(COUNT)))
print(namespace["x"])
namespace = run("total = 0.0\n" + "\n".join("total = total + %d.5" % number for number in range(COUNT)))
print(namespace["total"])

# In a function, compared, stored, returned, and beside small integers.
body = "\n".join("    x = %d.5" % number for number in range(40_000))
source = "def f(a):\n" + body + """
    y = 'far'
    if a == 'near or far':
        return 'equal'
    z = [y, 'farther', a + 7, -1, 7 - a]
    for n in ('p', 'q', a):
        z.append(n)
    return z, x, f'{a}{y}', {'k': 'v'}
"""
f = run(source)["f"]
print(f(5))
print(f.__code__.co_consts.index("farther") > 40_000)

# Names of keyword arguments.
source = "def g(*, alpha, beta):\n    return alpha, beta\ndef f():\n" + body + "\n    return g(alpha='one', beta=2.25)\n"
print(run(source)["f"]())

# A handler around far constants.
source = "def f():\n" + body + """
    try:
        return {}['missing key']
    except KeyError as error:
        return str(error) + ' far away'
"""
print(run(source)["f"]())

# === Names ===
namespace = run("\n".join("n%d = %d" % (number, number) for number in range(COUNT)))
print(len(namespace) >= COUNT, namespace["n69999"])
source = "class C: pass\no = C()\n" + "\n".join("o.a%d = %d" % (number, number) for number in range(COUNT))
source += "\nlast = o.a69999, o.a12345\n"
print(run(source)["last"])

# === Arguments ===
source = "def f(*a, **k):\n    return len(a), len(k), a[-1]\nr = f(%s)" % ", ".join(str(number) for number in range(COUNT))
print(run(source)["r"])
source = "def f(*a, **k):\n    return len(a), len(k), k['a69999']\nr = f(**{%s})"
print(run(source % ", ".join("'a%d': 1" % number for number in range(COUNT)))["r"])

# === Locals ===
source = "def f():\n" + "\n".join("    v%d = %d" % (number, number) for number in range(20_000))
source += "\n    return v0 + v19999 + v12345, len(locals())\n"
print(run(source)["f"]())
parameters = ", ".join("p%d" % number for number in range(20_000))
source = "def f(%s):\n    return p0, p19999\nr = f(*range(20_000))" % parameters
print(run(source)["r"])

# === Displays ===
items = ", ".join("%d.25" % number for number in range(COUNT))
namespace = run("a = [%s]\nb = (%s)\nc = {%s}\nd = {%s}" % (items, items, items, ", ".join("%d: %d.25" % (n, n) for n in range(COUNT))))
print([len(namespace[name]) for name in "abcd"], namespace["a"][-1], namespace["d"][69_999])

# === Far jumps ===
source = "def f(a):\n    r = 0\n    for i in range(3):\n        if a:\n" + "\n".join("            r = r + %d" % (n % 7) for n in range(20_000))
source += "\n        else:\n            r = -1\n    return r\n"
f = run(source)["f"]
print(f(0), f(1))
