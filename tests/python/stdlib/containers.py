"""_collections: deque, defaultdict, OrderedDict, _tuplegetter, _count_elements."""
# needs: _collections
from _collections import OrderedDict, _count_elements, _deque_iterator, _tuplegetter, defaultdict, deque


def show(expression):
    try:
        text = repr(eval(expression))
    except Exception as e:
        text = "%s: %s" % (type(e).__name__, e)
    # Addresses differ from run to run.
    parts = text.split(" at 0x")
    print(expression, "->", parts[0] + "".join(" at ..." + part.lstrip("0123456789abcdef") for part in parts[1:]))


# === deque ===
d = deque([1, 2, 3])
for expression in [
    "d['a']",
    'd[10**30]',
    'd[1.0]',
    'd.index(5)',
    'd.index()',
    "d.index(1,'a')",
    'd.index(3,-1)',
    'd.index(1,1,2,3)',
    "d.insert('a',1)",
    'd.insert(1)',
    'deque([1],1).insert(0,1)',
    "d.rotate('a')",
    'd.rotate(1,2)',
    'd.count()',
    'd.remove(9)',
    'deque(1)',
    'deque(1,2,3)',
    'deque(x=1)',
    "deque([],'a')",
    'deque([],-1)',
    'deque([],None)',
    'deque([],1.0)',
    'deque(maxlen=10**30)',
    'd+[1]',
    'd+1',
    "d*'a'",
    'd*10**30',
    'd==1',
    'd<1',
    'd<deque()',
    'hash(d)',
    'd.maxlen',
    'd.pop(1)',
    'deque().pop()',
    'deque().popleft()',
    'd.extend(1)',
    'd.extend()',
    'd.__reduce__()',
    'deque([1],3).__reduce__()',
    'iter(d).__reduce__()',
    'reversed(d).__reduce__()',
    '_deque_iterator(1)',
    '_deque_iterator(d,1)',
    'next(_deque_iterator(d,1))',
    "_deque_iterator(d,'a')",
    '_deque_iterator(d,5)',
    'next(_deque_iterator(d,-1))',
    'object.__new__(deque)',
    'deque.__new__(deque,1,2,3)',
    'deque.append(1,2)',
    'd.append()',
    'd.__delitem__(5)',
    'd[5]',
    'deque[int]',
    'd.maxlen.x',
    "setattr(d,'maxlen',1)",
    'd.x',
    "setattr(d,'x',1)",
    'deque.x',
    'd.__contains__()',
    'd.__add__(1)',
    "d.__mul__('a')",
    "d.__imul__('a')",
    'd.__rmul__(2)',
    '2*d',
    'd.__init__(x=1)',
    'd.copy(1)',
    'dict.__new__(OrderedDict)',
    'dict.__new__(defaultdict)',
    'd.__iadd__(1)',
    'd.reverse(1)',
    'd.extendleft(1)',
    'deque([],True)',
]:
    show(expression)

d = deque(range(10), 5)
print(d, len(d), d[0], d[-1], d.maxlen)
d.rotate(2)
print(d, list(reversed(d)), 7 in d, d.index(7), d.count(7))
d.rotate(-13)
d.appendleft("x")
d.append("y")
d.extend("ab")
d.extendleft([1, 2])
print(d, d.copy() == d, d == deque(d), d != deque())
d = deque("abcdef")
d.insert(2, "X")
d.insert(-1, "Y")
d.insert(100, "Z")
d.insert(-100, "W")
print(d)
del d[3]
del d[-1]
d[0] = 0
d.remove("Y")
d.reverse()
print(d, deque([1, 2]) + deque([3]), deque([1, 2]) * 3, deque([1, 2], 3) * 5, 0 * deque([1]))
d *= 2
d += "zz"
d.extend(d)
print(len(d), d.popleft(), d.pop())
d.clear()
print(d, bool(d), deque([1, 2]) < deque([1, 3]), deque([1]) < deque([1, 0]))
d = deque([1, 2])
d.append(d)
print(d)
d = deque([1, 2, 3])
try:
    for x in d:
        d.append(x)
except RuntimeError as e:
    print(e)


class Changes:
    def __eq__(self, other):
        d.clear()
        return False


for use in (lambda: d.index(5), lambda: d.count(5), lambda: 5 in d, lambda: d.remove(5), lambda: d == deque([5, 6])):
    d = deque([Changes(), 6])
    try:
        print(use())
    except Exception as e:
        print(type(e).__name__, e)


class Sub(deque):
    pass


s = Sub([1, 2], 4)
s.attribute = 1
print(s, s.copy(), type(s.copy()).__name__, type(s + s).__name__, s.__reduce__()[:3])
match deque([1, 2]):
    case [a, b]:
        print("matched", a, b)

# === defaultdict ===
for expression in [
    'defaultdict(1)',
    'defaultdict(x=1)',
    'defaultdict(None,1)',
    'defaultdict(int,[(1,2)],a=3)',
    'defaultdict(int)|{1:2}',
    '{1:2}|defaultdict(int)',
    'defaultdict(int)|1',
    'defaultdict(int).__missing__(1)',
    'defaultdict().__missing__(1)',
    'defaultdict(list).copy()',
    'defaultdict(list,{1:2}).__reduce__()',
    'defaultdict().__reduce__()',
    'defaultdict(None)[1]',
    'defaultdict().default_factory',
    'defaultdict[int,str]',
    'defaultdict(int,1,2)',
    'defaultdict().__missing__()',
    'defaultdict(default_factory=int)',
]:
    show(expression)

d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
print(d, d.get("b"), "b" in d, d.copy(), d | {"c": 1}, {"c": 1} | d)
d.default_factory = None
show("d['q']")
d.default_factory = lambda: d
d["me"]
print(len(d))


class Missing(defaultdict):
    def __missing__(self, key):
        return key * 2


print(Missing(int)["ab"])

# === OrderedDict ===
o = OrderedDict(a=1, b=2)
for expression in [
    'OrderedDict(1)',
    'OrderedDict(1,2)',
    'OrderedDict([1])',
    'OrderedDict([(1,)])',
    'OrderedDict([(1,2,3)])',
    'OrderedDict([()])',
    'OrderedDict({1:2},a=3)',
    'o.update(1,2)',
    'o.update()',
    'o.update([(1,2)])',
    'o.pop()',
    "o.pop('z')",
    "o.pop('z',1)",
    "o.pop('z',default=2)",
    "o.pop('z',1,2)",
    "o.pop(key='z',default=3)",
    'OrderedDict().popitem()',
    'o.popitem(last=False,x=1)',
    'o.popitem(1,2)',
    'o.move_to_end()',
    "o.move_to_end('z')",
    'o.move_to_end([])',
    'o.setdefault()',
    "o.setdefault('q')",
    'o.keys()',
    'o.values()',
    'o.items()',
    'iter(o)',
    'reversed(o)',
    'type(o.keys()).__mro__',
    'type(iter(o)).__mro__',
    'iter(o.items())',
    'reversed(o.values())',
    'sorted(map(str,o.keys()|{1}))',
    'o.__reduce__()',
    'OrderedDict().__reduce__()',
    'iter(o).__reduce__()',
    'OrderedDict.fromkeys()',
    'OrderedDict.fromkeys([1,2],3)',
    'OrderedDict.fromkeys(1)',
    'o|1',
    'o|{5:6}',
    '{5:6}|o',
    'o==dict(o)',
    'o==OrderedDict(b=2,a=1)',
    'o<o',
    'o.__eq__(1)',
    'o.copy()',
    'hash(o)',
    'o.clear(1)',
    'o.x',
    'o.__dict__',
    'OrderedDict[int]',
    'type(o.keys())()',
    'o.keys().mapping',
    'len(o.keys())',
    'type(o.keys()).__module__,type(iter(o)).__module__',
    "o.move_to_end('b',last=False)",
    "o.move_to_end('b',False,1)",
    '[n for n in dir(type(o.keys())) if n not in dir(type({}.keys()))]',
    'sorted(type(o.keys()).__dict__)',
    'sorted(type(iter(o)).__dict__)',
    'o.__ior__(1)',
    'o.__ior__([(7,8)])',
    'o.__or__([(1,2)])',
]:
    show(expression)

o = OrderedDict((k, ord(k)) for k in "abcdef")
o.move_to_end("b")
o.move_to_end("e", last=False)
print(list(o), o.popitem(), o.popitem(last=False), list(reversed(o)), list(reversed(o.items())))
del o["c"]
o["c"] = 0
o["a"] = 5
print(o, list(o.values()), o == {"c": 0, "d": 100, "f": 102, "a": 5}, o == OrderedDict(o))
for i in range(50):
    o[i] = i
    o.move_to_end(i, last=i % 2)
print(list(o)[:5], list(o)[-5:], [o.popitem(last=False)[0] for _ in range(30)], len(o))
try:
    for k in o:
        o.move_to_end(k)
except RuntimeError as e:
    print(e)


class Own(OrderedDict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


w = Own([("x", 1)], y=2)
w.update(z=3)
w.setdefault("v", 4)
print(w, w.copy(), w | {"q": 1})
w.attribute = 1
print(w.__reduce__()[:4], w.__dict__)

# === _tuplegetter and counting ===
t = _tuplegetter(0, "doc")
for expression in [
    't',
    't.__doc__',
    '_tuplegetter()',
    "_tuplegetter('a',1)",
    '_tuplegetter(0)',
    't.__get__((5,))',
    't.__get__(None)',
    't.__get__(None,int)',
    't.__get__(5)',
    't.__get__(())',
    't.__set__(1,2)',
    't.__delete__(1)',
    't.__reduce__()',
    '_tuplegetter(-1,1).__get__((1,))',
    '_tuplegetter(10**30,1)',
    '_count_elements()',
    '_count_elements({},1)',
    '_count_elements(1,[1])',
    '_count_elements([],[1])',
    '_count_elements({},[[]])',
    '_tuplegetter(x=1)',
]:
    show(expression)

counts = {}
_count_elements(counts, "abracadabra")
print(counts)


class Counts(dict):
    def get(self, key, default):
        return default + 10


counts = Counts()
_count_elements(counts, "aab")
print(counts)

# === Items of deques, by operators and by methods ===
class Mine(deque):
    def __getitem__(self, key):
        return key


class Same(deque):
    pass


pair = deque([1, 2], 3)
for container in ("pair", "Same([1, 2])", "Mine([1, 2])"):
    for key in ("'a'", "None", "1.5", "2**70", "True", "-1"):
        show(f"{container}[{key}]")
        show(f"{container}.__getitem__({key})")
        show(f"{container}.__setitem__({key}, 5)")
        show(f"{container}.__delitem__({key})")
for times in ("(2**63 - 1)", "2**63", "-1", "4"):
    show(f"deque([1, 2], 3) * {times}")
    show(f"deque([1], 3) * {times}")
show("hasattr(deque, '__bool__'), bool(deque()), bool(deque([1]))")
show("deque.__text_signature__, deque.index.__text_signature__, deque.__basicsize__, OrderedDict.__basicsize__")
show("OrderedDict().__delitem__(None)")
show("OrderedDict().__delitem__(())")
show("OrderedDict().pop(())")
