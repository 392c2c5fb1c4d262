"""Displays, operators, strings, imports."""
from __future__ import annotations

import a, b.c, d.e.f as g
from . import h as i, j
from ..k.l import m

numbers = [0, 255, 256, -1, 10**20, 1.5, -0.0, 2j, 0xFF, 1_000, 340282366920938463463374607431768211456]
strings = ["a" 'b', b"\x00" b"c", r"\d", "\ud800\N{BULLET}", u"u", """multi
line"""]
formatted = [f"{a}", f"{a!r:>{b}}" "x", f"a{{{b=}c", rf"\{a:%Y}", f"{a:{b}{c}}", f"", f"{a}" f"{b}", f'{
    a  # comment
    = }']
template = [t"a{b!s:c}d", t"{x}{y = }", t""]
percent = "%s and %r %%" % (a, b), "%5s %-3a" % (a, b), "%d" % (a,), "%s" % a
folded = 1 + 2 * 3, "a" * 3, (1, 2)[0], not 1, -(-1), ~5
big = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, x]
mapping = {1: 2, **a, "b": c, **d}
unpacked = [*a, 1, *b], (*a,), {*a, 2}
first, *middle, last = [p, q], r = s
a.b[c:d] += e.f[g]
a[1:2], a[x, ...], a[::2] = b[1], c[d:], e[-1]
x: List[f"{a}" | (yield_ if 1 else lambda q, *r: {1: [2]})] = (
    1
).bit_length()
(a
 .b
 .c)(1,
     2)
del a.b, a[1], (c, d)
comprehensions = [x for x in y if x for z in [x + 1]], {x: y for x, y in z}, {x for x in y}, (x for x in y)
@ (lambda f: f)
def last(): return __debug__
