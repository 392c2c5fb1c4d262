"""mappingproxy, SimpleNamespace, and the views of dicts."""
import sys

MappingProxy = type(type.__dict__)
Namespace = type(sys.implementation)


def attempt(label, action):
    try:
        print(label, repr(action()))
    except Exception as error:
        print(label, type(error).__name__, error)


# === mappingproxy ===
inner = {"a": 1, "b": 2}
proxy = MappingProxy(inner)
print(proxy, str(proxy), len(proxy), proxy["a"], proxy.get("z"), proxy.get("z", 5), "a" in proxy, list(proxy), list(reversed(proxy)))
print(proxy.keys(), proxy.values(), proxy.items(), proxy.copy(), proxy | {"c": 3}, {"c": 3} | proxy, proxy == inner, proxy == MappingProxy(inner))
inner["c"] = 9
print(proxy)
attempt("set", lambda: proxy.__setitem__("a", 1))
attempt("missing", lambda: proxy["zz"])
attempt("hash", lambda: hash(proxy))
attempt("list", lambda: MappingProxy([1]))
attempt("int", lambda: MappingProxy(1))
attempt("or", lambda: proxy | 5)


def merge():
    global proxy
    proxy |= {"d": 1}


attempt("ior", merge)


class Mapping:
    def __getitem__(self, key):
        return key * 2

    def keys(self):
        return ["k"]


wrapped = MappingProxy(Mapping())
print(wrapped["x"], wrapped.keys(), type(MappingProxy[int, str]))
attempt("len", lambda: len(wrapped))

# === SimpleNamespace ===
space = Namespace(x=1, y="two")
print(space, space.x, vars(space), space == Namespace(y="two", x=1), space == 5)
space.z = [space]
print(space)
del space.x
attempt("gone", lambda: space.x)
print(Namespace({"a": 1}, b=2), Namespace([("a", 1)], a=3))
attempt("keys", lambda: Namespace({1: 2}))
attempt("two", lambda: Namespace({}, {}))
print(Namespace(a=1).__replace__(a=2, b=3), Namespace(q=1).__reduce__()[1:])


class Sub(Namespace):
    pass


print(Sub(a=1), Sub(a=1) == Namespace(a=1))

# === Views of dicts ===
table = {"a": 1, "b": 2, "c": 3}
keys, values, items = table.keys(), table.values(), table.items()
table["d"] = 4
print(keys, values, items, len(keys), "d" in keys, 4 in values, ("d", 4) in items, ("d", 5) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | ["q"]), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}), sorted({"a", "z"} - keys))
print(keys == {"a", "b", "c", "d"}, keys >= {"a"}, keys < {"a", "b", "c", "d", "e"}, items <= {("a", 1)}, keys.isdisjoint(["x"]))
print(sorted(items & [("a", 1), ("b", 9)]), list(reversed(keys)), list(reversed(values)), list(reversed(items)))
print(keys.mapping, values.mapping == table, values == table.values())
attempt("or", lambda: keys | 5)
attempt("and", lambda: items & [[1]])


def grow():
    for key in keys:
        table[key * 2] = 0


attempt("grow", grow)
iterator = iter({"p": 1, "q": 2}.items())
print(next(iterator), iterator.__length_hint__(), list(iterator))
print({**{"a": 1}, "b": 2} | {"a": 3}, dict.fromkeys("aab", 0), dict([("x", 1)], y=2), {}.keys() | {}.values().__class__.__name__[:0].split())


# === Sets that count and iterate in their own way ===
class Odd(set):
    def __len__(self):
        return 7

    def __iter__(self):
        return iter("pqr")


odd, keys = Odd("p"), {"p": 1}.keys()
print(keys == odd, keys < odd, keys > odd, keys.isdisjoint(odd), {"q"}.isdisjoint(odd), frozenset("x").isdisjoint(odd), odd.isdisjoint(odd))
