# Operators of exactly the builtin containers, of subclasses of them, and of what is neither.


# === Lists and tuples ===
empty, pair = [], [1, 2]
assert pair + [3] == [1, 2, 3] and pair + empty == pair and pair + empty is not pair
assert pair * 0 == [] and pair * -1 == [] and pair * 3 == [1, 2, 1, 2, 1, 2] and 2 * pair == [1, 2, 1, 2]
assert [[]] * 2 == [[], []] and ([[]] * 2)[0] is not []
inner = []
both = [inner] * 3
assert both[0] is both[1] is both[2] is inner
assert (1,) + (2, 3) == (1, 2, 3)
whole = (1, 2)
assert whole + () is whole and () + whole is whole and () + () == ()
assert whole * 2 == (1, 2, 1, 2) and whole * True == whole
for left, right in ((pair, whole), (whole, pair), (pair, 1), (1, pair), (whole, None), (pair, "ab")):
    try:
        left + right
    except TypeError as error:
        print(error)
for left, right in ((pair, 1.0), (pair, pair), ("ab", []), (whole, "a")):
    try:
        left * right
    except TypeError as error:
        print(error)
for left, count in ((pair, 1 << 62), (whole, 1 << 62), (pair, 1 << 70)):
    try:
        left * count
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__)


class Answering:
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __rsub__(self, other):
        return ("rsub", len(other))

    def __rand__(self, other):
        return ("rand", len(other))


assert [1] + Answering() == ("radd", [1]) and [1] * Answering() == ("rmul", [1])
assert (1,) + Answering() == ("radd", (1,)) and {1} - Answering() == ("rsub", 1) and {1} & Answering() == ("rand", 1)


class OwnList(list):
    def __add__(self, other):
        return "own add"

    def __radd__(self, other):
        return "own radd"


assert OwnList() + [] == "own add" and [] + OwnList() == "own radd"


# === Formatting ===
assert "%s-%d" % ("item", 5) == "item-5" and "%s" % "text" == "text" and "%x" % 255 == "ff" and "100%%" % () == "100%"


class Late(str):
    def __rmod__(self, other):
        return "late"


assert "%s" % Late("x") == "late"
for text, values in (("%d", "x"), ("%s", ()), ("%s", (1, 2)), ("%z", 1), ("none", 1)):
    try:
        print(text % values)
    except (TypeError, ValueError) as error:
        print(error)
print("none" % [], "none" % {})


# === Sets ===
few, more = {1, 2, 3}, frozenset([2, 3, 4])
for result in (few - more, more - few, few & more, more & few, few | more, more | few, few ^ more, more ^ few):
    print(type(result).__name__, sorted(result))
assert few - few == set() and few | few == few and (few | few) is not few and more & more == more
for left, right in ((few, [1]), ([1], few), (few, 1), (more, None), (few, {1: 2})):
    for name, operate in (("-", lambda: left - right), ("|", lambda: left | right), ("&", lambda: left & right)):
        try:
            operate()
        except TypeError as error:
            print(error)


class OwnSet(set):
    def __rsub__(self, other):
        return "own rsub"


assert few - OwnSet() == "own rsub" and type(OwnSet([1]) - few) is set and type(OwnSet([1]) | few) is set
kept = few
kept -= {1}
assert few == {2, 3} and kept is few
kept = more
kept -= {2}
assert more == {2, 3, 4} and kept == {3, 4} and type(kept) is frozenset


# === Tuples as keys, and compared ===
class Loud:
    def __eq__(self, other):
        print("asked")
        return isinstance(other, Loud)

    def __hash__(self):
        return 7


nan = float("nan")
assert (1, "a", 2.5) == (1, "a", 2.5) and (1, 2) != (1, 3) and (1,) != (1, 2) and (1, 2) != (1,)
assert (nan,) == (nan,) and (nan,) != (float("nan"),) and (1, 1.0) == (1.0, True)
assert (1, (2, (3,))) == (1, (2, (3,))) and (1, [2]) == (1, [2]) and (1, 2) != [1, 2] and not (1, 2) == [1, 2]
assert (0, Loud()) != (1, Loud())
assert (Loud(), 0) == (Loud(), 0)
assert (Loud(), 0) != (Loud(), 0, 1)
table = {(row, column): row * 10 + column for row in range(4) for column in range(4)}
assert all(table[row, column] == row * 10 + column for row in range(4) for column in range(4))
table[1.0, True] = "new"
assert len(table) == 16 and table[1, 1] == "new" and (1, 5) not in table
print({(Loud(),): 1} == {(Loud(),): 1})
assert hash((1, "a", None)) == hash((1.0, "a", None)) and hash(((1, 2), 3)) == hash(((1, 2), 3))


# === Truth and length ===
for value in (set(), frozenset(), {0}, frozenset([0]), (), (0,), {}, {0: 0}, "", "0", [], [0], b"", b"0", range(0), range(1)):
    print(type(value).__name__, bool(value), len(value), not value)


# === The order of a set's elements as it grows, shrinks and grows again ===
numbers = set()
for number in range(0, 400, 7):
    numbers.add(number)
    if number % 3 == 0:
        numbers.discard(number // 2)
print(list(numbers))
print(list({number * number % 101 for number in range(60)}), list({number for number in (-1, -2, 2**61 - 1, 0, 2**61, -(2**61), 1, True)}))
numbers -= set(range(0, 400, 14))
numbers |= {5, 37, 69, 101, 133}
print(list(numbers), list(frozenset(numbers) - {5}), list(numbers ^ {5, 6}))
print(sorted({1, 2, 3} | {3, 10}))
while numbers:
    print(numbers.pop(), end=" ")
print(numbers)
