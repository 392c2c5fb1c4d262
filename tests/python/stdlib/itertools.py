"""itertools: every iterator, eager and lazy, with errors."""
# needs: itertools
from itertools import accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def first(it, n=6):
    return [x for x, _ in zip(it, range(n))]


# === Infinite ones ===
print(first(count()), first(count(5, 3)), first(count(2.5, 0.5)), first(count(-3, -2)), first(count(2**62 - 1)), count(5), count(1, 2), first(cycle("ab")), list(cycle([])), first(repeat(7)), list(repeat(7, 2)), list(repeat(1, -1)), repeat(5, 3), repeat("x"))
c = count(10)
print(next(c), next(c), c)

# === Chains, slices, selections ===
print(list(chain()), list(chain("ab", [1], ())), list(chain.from_iterable(["ab", [1]])), list(compress("abcdef", [1, 0, 1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, "", 2])), list(filterfalse(lambda x: x % 2, range(5))))
print(list(islice("abcdef", 2)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abc", 5, 9)), list(islice(count(), 3, 10, 3)), list(islice("abc", 0)), list(islice("abc", None)))
it = iter(range(10))
print(list(islice(it, 2, 5)), list(it))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=100)), list(accumulate([])), list(accumulate("abc")), list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda *a: a, ["ab", ()])), list(pairwise("abcd")), list(pairwise("a")), list(batched("abcdefg", 3)), list(batched("abcd", 2, strict=True)), list(zip_longest("ab", [1, 2, 3], fillvalue="-")), list(zip_longest()), list(zip_longest("ab", "c")))
print([(k, list(g)) for k, g in groupby("aabbba")], [(k, len(list(g))) for k, g in groupby(range(10), lambda x: x // 4)])
groups = groupby("aab")
k, g = next(groups)
k2, g2 = next(groups)
print(k, list(g), k2, list(g2))
a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), len(tee("x", 3)), tee([], 0))

# === Combinatorics ===
print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product("ab", [])), list(permutations("abc")), list(permutations("abc", 2)), list(permutations("ab", 3)), list(combinations("abcd", 2)), list(combinations("ab", 0)), list(combinations_with_replacement("abc", 2)))
assert sum(1 for _ in permutations(range(6))) == 720 and sum(1 for _ in combinations(range(12), 6)) == 924 and len(list(product(range(3), repeat=5))) == 243

# === Laziness and errors from inside ===
log = []


def source():
    for i in range(5):
        log.append(i)
        yield i


it = islice(takewhile(lambda x: x < 9, source()), 2)
print(next(it), log, list(it), log)


def failing():
    yield 1
    raise ValueError("inside")


for make in (lambda: list(chain([0], failing())), lambda: list(accumulate(failing())), lambda: list(pairwise(failing())), lambda: list(product(failing())), lambda: list(groupby(failing())), lambda: list(zip_longest(failing(), "abc")), lambda: list(batched(failing(), 5)), lambda: list(islice(failing(), 5)), lambda: list(tee(failing())[1])):
    error(make)
for make in (lambda: count("a"), lambda: count(1, "a"), lambda: cycle(5), lambda: repeat(), lambda: repeat(1, "a"), lambda: chain(5).__next__(), lambda: islice("a", -1), lambda: islice("a", 1, 2, 0), lambda: islice("a"), lambda: islice("a", "b"), lambda: batched("a", 0), lambda: list(batched("abc", 2, strict=True)), lambda: combinations("a", -1), lambda: permutations("a", -1), lambda: product("a", repeat=-1), lambda: tee([], -1), lambda: list(starmap(pow, [1])), lambda: list(accumulate([1, "a"])), lambda: zip_longest(5), lambda: list(compress([1], 5)), lambda: groupby(), lambda: takewhile(1), lambda: list(takewhile(5, [1])), lambda: pairwise(5), lambda: zip_longest("a", bad=1)):
    error(make)
