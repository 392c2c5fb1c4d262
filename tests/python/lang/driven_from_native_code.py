# What native code does with iterators and callables that it asks again and again: each may change, end, raise or come
# back in between.
# needs: _functools
import _functools as functools
import sys


# === A generator advanced by somebody else meanwhile ===
class Taking:
    def __init__(self, number, source):
        self.number, self.source = number, source

    def __hash__(self):
        next(self.source, None)
        return self.number

    def __eq__(self, other):
        return self is other


def counting(stop, wrap):
    for number in range(stop):
        yield wrap(number)


source = counting(9, lambda number: Taking(number, source))
assert sorted(item.number for item in set(source)) == [0, 2, 4, 6, 8]
source = counting(6, lambda number: (Taking(number, source), number))
assert sorted(dict(source).values()) == [0, 2, 4]


# === A generator that is closed, or finds itself running, meanwhile ===
class Closing:
    def __init__(self, source):
        self.source = source

    def __hash__(self):
        self.source.close()
        return 1


def endless(make):
    while True:
        yield make()


source = endless(lambda: Closing(source))
assert len(set(source)) == 1


def biting_its_tail():
    yield 1
    yield sum(tail)


tail = biting_its_tail()
try:
    list(tail)
except ValueError as error:
    print(error)


# === Generators that raise, and consumers that do ===
def failing(after):
    for number in range(after):
        yield number
    raise LookupError(after)


for consume in (list, tuple, set, sum, sorted, min, max, frozenset, bytes, [].extend, "".join):
    try:
        consume(failing(0))
    except LookupError as error:
        print(consume.__name__, "raised", error)

try:
    sum(item for item in [1, 2, "three"])
except TypeError as error:
    print(error)

rest = (item for item in [1, 0, 3])
assert not all(rest) and list(rest) == [3]
rest = (item for item in [0, 2, 3])
assert any(rest) and list(rest) == [3]


# === Consumers within consumers ===
assert [sum(i for i in range(outer)) for outer in range(5)] == [0, 0, 1, 3, 6]
assert sum(sum(sum(k for k in range(j)) for j in range(i)) for i in range(8)) == 70
doubled = list(map(lambda row: tuple(map(lambda item: item * 2, row)), ([i, i + 1] for i in range(3))))
assert doubled == [(0, 2), (2, 4), (4, 6)]
assert min((abs(item) for item in [-3, 2, -1]), key=lambda item: -item) == 3
assert max(filter(lambda item: item % 3, map(lambda item: item + 1, range(10)))) == 10


# === A function that changes while it is called ===
def first(item):
    if item == 2:
        first.__code__ = second.__code__
    return ("first", item)


def second(item):
    return ("second", item)


print(list(map(first, range(4))))


def grows(item, more=0):
    grows.__defaults__ = (item,)
    return item + more


print(list(map(grows, [1, 2, 3])), sorted([3, 1, 2], key=grows), grows(0))


# === Functions of other shapes ===
assert list(map(lambda *items: items, "ab", "cd")) == [("a", "c"), ("b", "d")]
assert list(map(lambda one, two: one + two, "ab", "cde")) == ["ac", "bd"]
assert list(map(lambda one, two=5: one + two, [1, 2])) == [6, 7]
assert list(map(lambda one, two, three: one + two + three, [1], [2], [3])) == [6]
assert sorted("bca", key=str.upper) == ["a", "b", "c"]
assert functools.reduce(lambda total, item: total * item, range(1, 6)) == 120
assert functools.reduce(lambda total, item: total + [item], iter([1, 2]), []) == [1, 2]
for call in (
    lambda: list(map(lambda: 0, [1])),
    lambda: sorted([1], key=lambda: 0),
    lambda: functools.reduce(lambda one: one, [1, 2]),
):
    try:
        call()
    except TypeError as error:
        print(error)


# === What is called raises: the traceback has the frames that ran ===
def picky(item):
    if item == 3:
        raise KeyError(item)
    return item


def frames(error):
    names, entry = [], error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        names.append((code.co_name, entry.tb_lineno - code.co_firstlineno))
        entry = entry.tb_next
    return names


for call in (
    lambda: list(map(picky, range(5))),
    lambda: list(filter(picky, (item for item in range(1, 5)))),
    lambda: sorted([1, 3], key=picky),
    lambda: min([1, 3], key=picky),
    lambda: functools.reduce(lambda _, item: picky(item), range(5)),
    lambda: set(picky(item) for item in range(5)),
):
    try:
        call()
    except KeyError as error:
        print(frames(error)[1:])


# === Frames seen from inside ===
def names():
    found, frame = [], sys._getframe(1)
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def asking(item):
    return names()


def asking_generator():
    yield names()
    yield names()


def outer():
    print(list(map(asking, [1, 2])))
    print(list(asking_generator()))
    print(sorted([1], key=lambda item: len(names())))


outer()


# === Somebody starts to trace meanwhile ===
events = []


def tracer(frame, event, argument):
    events.append((event, frame.f_code.co_name))
    return None


def starts_tracing(item):
    if item == 1:
        sys.settrace(tracer)
    if item == 3:
        sys.settrace(None)
    return item


print(list(map(starts_tracing, range(5))), events)
events.clear()


def traced_generator():
    for item in range(5):
        yield starts_tracing(item)


print(tuple(traced_generator()), events)
events.clear()
print(sorted([4, 3, 2, 1, 0], key=starts_tracing), events)
sys.settrace(None)


# === Too deep ===
def deeper(depth):
    return sum(map(deeper, [depth + 1]))


try:
    deeper(0)
except RecursionError as error:
    print(type(error).__name__)


def nest(depth):
    yield depth
    yield from (item for item in nest(depth + 1))


try:
    list(nest(0))
except RecursionError as error:
    print(type(error).__name__)


# === What dies between items dies at once ===
class Dying:
    alive = 0

    def __init__(self):
        Dying.alive += 1

    def __del__(self):
        Dying.alive -= 1


most = 0


def mortals():
    global most
    for _ in range(5):
        yield Dying()
        most = max(most, Dying.alive)


assert all(mortals()) and (most, Dying.alive) == (0, 0)
