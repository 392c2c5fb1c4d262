"""operator: functions, itemgetter, attrgetter, methodcaller."""
# needs: _operator
import _operator as operator


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


# === Functions ===
for name in "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor matmul lt le eq ne gt ge is_ is_not concat contains countOf indexOf getitem".split():
    f = getattr(operator, name)
    print(name, [attempt(f, a, b) for a, b in ((7, 2), (2.5, 2), ([1, 2, 1], 1), ("abc", "b"), ([1], [2]), (None, 1), ({1: 2}, 1))], attempt(f, 1))
for name in "neg pos abs invert inv not_ truth index length_hint is_none is_not_none".split():
    f = getattr(operator, name, None)
    if f:
        print(name, [attempt(f, a) for a in (5, -2.5, None, "a", [], 2**70)])
for name in "iadd isub imul itruediv ifloordiv imod ipow ilshift irshift iand ior ixor iconcat imatmul".split():
    f = getattr(operator, name)
    l = [1]
    print(name, [attempt(f, a, b) for a, b in ((7, 2), (l, [2]), ({1}, {1, 2}), ("a", "b"))], l)
d = {1: 2}
l = [1, 2, 3]
print(operator.setitem(d, 5, 6), d, operator.delitem(d, 1), d, operator.setitem(l, slice(0, 2), [9]), l, operator.call(max, 1, 2), operator._compare_digest("a", "a"), attempt(operator.delitem, [], 0))

# === Getters and callers ===
class C:
    def __init__(self):
        self.a = self
        self.b = 5

    def m(self, *args, **kw):
        return args, kw


c = C()
print(operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)("abc"), operator.itemgetter(slice(1, 3))("abcd"), operator.itemgetter("k")({"k": 1}), operator.attrgetter("b")(c), operator.attrgetter("a.a.b", "b")(c), operator.methodcaller("m", 1, k=2)(c), operator.methodcaller("upper")("x"))
print(operator.itemgetter(1, 2), operator.attrgetter("a.b", "c"), operator.methodcaller("m", 1, k=2), sorted([(1, "b"), (0, "c")], key=operator.itemgetter(1)))
for f in (lambda: operator.itemgetter(), lambda: operator.itemgetter(5)("abc"), lambda: operator.itemgetter(1)(5), lambda: operator.attrgetter(5), lambda: operator.attrgetter("x.y")(c), lambda: operator.attrgetter()(c), lambda: operator.methodcaller(), lambda: operator.methodcaller(5), lambda: operator.methodcaller("nothing")(c), lambda: operator.itemgetter(1)("a", "b"), lambda: operator.add(1, 2, 3)):
    print(attempt(f))
