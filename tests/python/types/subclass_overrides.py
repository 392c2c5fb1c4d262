"""Subclasses of str, list and dict that override what native code does without asking, and what it asks."""


def show(value):
    """A text without addresses."""
    text = str(value)
    return type(value).__name__ if " at 0x" in text else text


def a(f, *args):
    try:
        print("->", show(f(*args)))
    except BaseException as e:
        print(type(e).__name__, "|", e, *getattr(e, "__notes__", ""))


class SubS(str):
    def __len__(self): return 99
    def __iter__(self): return iter("zz")
    def __str__(self): return "str"
    def __eq__(self, o): return "eq"
    def __hash__(self): return 5
    def __getitem__(self, i): return "item"
    def __contains__(self, x): return True
    def __format__(self, s): return "fmt"
    def __add__(self, o): return "add"
    def __mod__(self, o): return "mod"
s = SubS("abc")
for f in (lambda: s.upper(), lambda: "".join([s, s]), lambda: "x".join(s), lambda: s.join("ab"), lambda: s == "abc", lambda: "abc" == s, lambda: {"abc": 1}.get(s), lambda: s[0], lambda: s[0:1], lambda: s.split("b"), lambda: s % 1, lambda: "%s" % s, lambda: f"{s}", lambda: f"{s!s}", lambda: f"{s!r}", lambda: s + "x", lambda: "x" + s, lambda: s.replace("a", "b"), lambda: sorted(s), lambda: tuple(s), lambda: "a" in s, lambda: s.find("c"), lambda: int(SubS("12")), lambda: float(SubS("1.5")), lambda: type(str(s)), lambda: type(s.strip()), lambda: type(s * 1), lambda: type(s[:]), lambda: print(s), lambda: {s: 1}, lambda: repr(s), lambda: s.encode(), lambda: s < "b", lambda: len(s), lambda: bool(s), lambda: hash(s), lambda: [s].index("abc"), lambda: "abc" in [s], lambda: s is s[:], lambda: s.__len__(), lambda: str.__len__(s)): a(f)
class SubL(list):
    def __len__(self): return 99
    def __iter__(self): return iter([7])
    def __getitem__(self, i): return "item"
    def __eq__(self, o): return "eq"
    def __contains__(self, x): return "yes"
    def __lt__(self, o): return "lt"
    def append(self, x): print("append", x)
l = SubL([1, 2])
for f in (lambda: list(l), lambda: tuple(l), lambda: [*l], lambda: l + [3], lambda: [3] + l, lambda: l * 2, lambda: l == [1, 2], lambda: [1, 2] == l, lambda: l[0], lambda: l[:], lambda: sorted(l), lambda: 5 in l, lambda: max(l), lambda: sum(l), lambda: dict.fromkeys(l), lambda: set(l), lambda: "".join(map(str, l)), lambda: l.copy(), lambda: type(l.copy()), lambda: l.index(2), lambda: l.pop(), lambda: l.append(1), lambda: list.append(l, 5), lambda: repr(l), lambda: len(l), lambda: bool(l), lambda: [0].extend(l), lambda: (lambda *x: x)(*l), lambda: "%s %s" % tuple(l), lambda: [1, 2] < l, lambda: l < [1], lambda: list(reversed(l)), lambda: list(enumerate(l)), lambda: list(zip(l, l)), lambda: list.__len__(l), lambda: [9, 9].__add__(l), lambda: next(iter(l)), lambda: [x for x in l], lambda: bytes(l), lambda: bytearray(l), lambda: l.__getitem__(0), lambda: list.__getitem__(l, 0)): a(f)
def um():
    x, y = l
a(um)
def um():
    x, = l
    return x
a(um)
class SubD(dict):
    def __getitem__(self, k): return "item"
    def __iter__(self): return iter(["k"])
    def keys(self): return ["kk"]
    def __missing__(self, k): return "missing"
    def __contains__(self, k): return True
    def __len__(self): return 50
d = SubD(a=1)
for f in (lambda: dict(d), lambda: {**d}, lambda: (lambda **k: k)(**d), lambda: d["z"], lambda: d.get("z"), lambda: list(d), lambda: d == {"a": 1}, lambda: {"a": 1} == d, lambda: "q" in d, lambda: d | {"b": 2}, lambda: {"b": 2} | d, lambda: {}.update(d), lambda: d.copy(), lambda: type(d.copy()), lambda: "%(x)s" % d, lambda: "{x}".format_map(d), lambda: "{x}".format(**d), lambda: len(d), lambda: bool(d), lambda: repr(d), lambda: eval("zzz", {}, d), lambda: exec("print(qqq)", d), lambda: d.pop("a"), lambda: d.setdefault("b", 1), lambda: dict.__getitem__(d, "nope"), lambda: set(d), lambda: sorted(d), lambda: dict.fromkeys(d)): a(f)
