"""Hooks that change the very container that calls them: an answer or an exception, never a crash."""


def run(title, f):
    try:
        r = f()
    except Exception as e:
        r = "%s: %s" % (type(e).__name__, e)
    print(title, "->", r)


class Eq:
    """Runs an action once, when compared."""

    def __init__(self, action, answer=False, h=1):
        self.action, self.answer, self.h = action, answer, h

    def __eq__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return self.answer

    def __hash__(self):
        return self.h

    def __lt__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return False

    def __repr__(self):
        action, self.action = self.action, None
        if action:
            action()
        return "Eq"


def lst(action_name, *rest):
    l = []
    l.extend([Eq(lambda: getattr(l, action_name)(*rest)) for _ in range(3)])
    return l


# === Lists ===
for name, rest in (("clear", ()), ("append", (1,)), ("pop", ()), ("reverse", ()), ("insert", (0, 5))):
    run("list.index " + name, lambda: lst(name, *rest).index(1))
    run("list.count " + name, lambda: lst(name, *rest).count(1))
    run("list.remove " + name, lambda: lst(name, *rest).remove(1))
    run("in " + name, lambda: 1 in lst(name, *rest))
    run("list == " + name, lambda: lst(name, *rest) == [1, 2, 3])
    run("list.sort " + name, lambda: lst(name, *rest).sort())
    run("repr " + name, lambda: repr(lst(name, *rest)))
    run("max " + name, lambda: type(max(lst(name, *rest))).__name__)


def sort_key():
    l = [3, 1, 2]
    def key(x):
        l.append(x)
        return x
    l.sort(key=key)
    return l


run("sort key appends", sort_key)


def sort_clears():
    l = [3, 1, 2]
    def key(x):
        l.clear()
        return x
    try:
        l.sort(key=key)
    except ValueError as e:
        return str(e), l
    return l


run("sort key clears", sort_clears)
run("sorted sees a copy", lambda: sorted([3, 1, 2], key=lambda x: -x))


def sort_empty_seen():
    l = [2, 1]
    seen = []
    l.sort(key=lambda x: (seen.append(list(l)), x)[1])
    return l, seen


run("list is empty while sorting", sort_empty_seen)


def extend_self():
    l = [1, 2]
    l.extend(l)
    l += l
    l[1:1] = l
    return len(l)


run("extend by itself", extend_self)


def extend_iter():
    l = [1, 2, 3]
    def g():
        l.clear()
        yield 5
    l.extend(g())
    return l


run("extend from a generator that clears", extend_iter)


def slice_iter():
    l = [1, 2, 3, 4]
    class It:
        def __iter__(self):
            l.clear()
            return iter([9])
    l[1:3] = It()
    return l


run("slice assignment that clears", slice_iter)


class Index:
    def __init__(self, l, i):
        self.l, self.i = l, i

    def __index__(self):
        self.l.clear()
        return self.i


def index_clears(op):
    l = [1, 2, 3]
    try:
        return op(l, Index(l, 1)), l
    except IndexError as e:
        return str(e)


run("item", lambda: index_clears(lambda l, i: l[i]))
run("store", lambda: index_clears(lambda l, i: l.__setitem__(i, 5)))
run("delete", lambda: index_clears(lambda l, i: l.__delitem__(i)))
run("pop", lambda: index_clears(lambda l, i: l.pop(i)))
run("insert", lambda: index_clears(lambda l, i: l.insert(i, 5)))
run("slice", lambda: index_clears(lambda l, i: l[i:]))
run("slice store", lambda: index_clears(lambda l, i: l.__setitem__(slice(i, None), [7])))
run("multiply", lambda: index_clears(lambda l, i: l * i))
run("index from", lambda: (lambda l: l.index(3, Index(l, 0)))([1, 2, 3]))

# === Dictionaries ===
def dct(action):
    d = {}
    keys = [Eq(None, h=7) for _ in range(4)]
    for k in keys:
        d[k] = k
    for k in keys:
        k.action = lambda: action(d)
    return d


def grow(d):
    for i in range(100):
        d[i] = i


for title, action in (("clear", lambda d: d.clear()), ("grow", grow), ("pop", lambda d: d.popitem())):
    run("dict[] " + title, lambda: dct(action)[Eq(None, h=7)])
    run("dict.get " + title, lambda: dct(action).get(Eq(None, h=7)))
    run("dict store " + title, lambda: len((lambda d: (d.__setitem__(Eq(None, h=7), 1), d)[1])(dct(action))))
    run("dict del " + title, lambda: dct(action).__delitem__(Eq(None, h=7)))
    run("dict in " + title, lambda: Eq(None, h=7) in dct(action))
    run("dict.setdefault " + title, lambda: dct(action).setdefault(Eq(None, h=7), 5))
    run("dict.pop " + title, lambda: dct(action).pop(Eq(None, h=7), "default"))
    run("dict == " + title, lambda: dct(action) == dct(action))
    run("dict repr " + title, lambda: repr(dct(action)).count("Eq"))
    run("dict.update " + title, lambda: len(dct(action) | {Eq(None, h=7): 1}))


def update_self():
    d = {1: 1, 2: 2}
    class Keys:
        def keys(self):
            return [1, 2, 3]
        def __getitem__(self, k):
            d.clear()
            return k
    d.update(Keys())
    return d


run("update from one that clears", update_self)


class BadHash:
    def __init__(self, d):
        self.d = d

    def __hash__(self):
        self.d.clear()
        return 5


def hash_clears():
    d = {1: 1}
    d[BadHash(d)] = 2
    return len(d)


run("hash that clears", hash_clears)
run("hash changes", lambda: (lambda k, d: (d.__setitem__(k, 1), setattr(k, "h", 99), k in d, len(d))[2:])(Eq(None, True), {}))

# === Sets ===
def st(action):
    s = set()
    keys = [Eq(None, h=7) for _ in range(4)]
    for k in keys:
        s.add(k)
    for k in keys:
        k.action = lambda: action(s)
    return s


for title, action in (("clear", lambda s: s.clear()), ("grow", lambda s: s.update(range(100)))):
    run("set in " + title, lambda: Eq(None, h=7) in st(action))
    run("set.add " + title, lambda: len((lambda s: (s.add(Eq(None, h=7)), s)[1])(st(action))) > 0)
    run("set.discard " + title, lambda: st(action).discard(Eq(None, h=7)))
    run("set.remove " + title, lambda: type(st(action)).__name__)

# === Iterators over what changes ===
def changing(start, change, n=6):
    out = []
    for x in start:
        out.append(x)
        change(start)
        if len(out) == n:
            break
    return out


run("list grows", lambda: changing([1], lambda l: l.append(2)))
run("list shrinks", lambda: changing([1, 2, 3, 4], lambda l: l.pop()))
run("list cleared", lambda: changing([1, 2, 3], lambda l: l.clear()))
run("reversed", lambda: (lambda l: [(x, l.append(0)) for x in reversed(l)])([1, 2]))
run("dict grows", lambda: changing({1: 1}, lambda d: d.__setitem__(len(d) + 1, 1)))
run("dict replaced", lambda: changing({1: 1, 2: 2}, lambda d: (d.pop(1, 0), d.__setitem__(9, 9))))
run("set grows", lambda: changing({1}, lambda s: s.add(len(s) + 1)))
run("bytearray", lambda: changing(bytearray(b"ab"), lambda b: b.append(99)))
run("enumerate", lambda: (lambda l: [(i, l.append(i)) for i, x in enumerate(l) if i < 3 or l.clear()])([0]))
run("zip with itself", lambda: (lambda it: list(zip(it, it)))(iter([1, 2, 3, 4, 5])))
run("map clears", lambda: (lambda l: list(map(lambda x: l.clear() or x, l)))([1, 2, 3]))

# === join, str methods, sum, min with elements that interfere ===
def join_changes():
    l = ["a", "b"]
    class S(str):
        pass
    def g():
        for x in l:
            l.clear()
            yield x
    return "-".join(g())


run("join", join_changes)
class Adder:
    def __radd__(self, other):
        return "radd"


run("sum", lambda: sum([Adder()], 0))
