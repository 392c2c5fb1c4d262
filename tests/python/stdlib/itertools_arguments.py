"""itertools: every iterator with wrong, missing, huge and odd arguments."""
# needs: itertools
import itertools as I


def show(expression):
    try:
        text = repr(eval(expression))
    except Exception as e:
        text = "%s: %s" % (type(e).__name__, e)
    # Addresses differ from run to run.
    parts = text.split(" at 0x")
    print(expression, "->", parts[0] + "".join(" at ..." + part.lstrip("0123456789abcdef") for part in parts[1:]))


# === Constructors ===
for expression in [
    'I.islice([1])',
    'I.islice([1],-1)',
    'I.islice([1],1,-1)',
    'I.islice([1],0,1,0)',
    "I.islice([1],'a')",
    "I.islice([1],'a',1)",
    'I.islice()',
    'I.islice([],1,2,3,4)',
    'I.islice([],x=1)',
    'I.repeat()',
    'I.repeat(1,2,3)',
    'I.repeat(1,x=1)',
    'I.repeat(object=1,times=-4)',
    "I.repeat(1,'a')",
    'I.repeat(times=1)',
    'I.count(1,2,3)',
    "I.count('a')",
    "I.count(1,'a')",
    'I.count(x=1)',
    'I.count(1.5)',
    'I.count(2,1.0)',
    'I.count(2,3)',
    'I.count(True)',
    'I.count(1,True)',
    'I.chain(1)',
    'next(I.chain(1))',
    'I.chain(x=1)',
    'I.chain.from_iterable(1)',
    'next(I.chain.from_iterable([1]))',
    'I.cycle()',
    'I.cycle(1,2)',
    'I.cycle(x=1)',
    'I.cycle(1)',
    'I.starmap(1)',
    'I.starmap(1,2)',
    'next(I.starmap(1,[2]))',
    'next(I.starmap(1,[(2,)]))',
    'I.takewhile(1)',
    'I.takewhile(x=1)',
    'I.accumulate()',
    'I.accumulate(1)',
    'I.accumulate([],1,2)',
    'I.accumulate([],x=1)',
    'list(I.accumulate([1,2],1))',
    'I.batched()',
    'I.batched([],0)',
    "I.batched([],'a')",
    'I.batched([],1,2)',
    'list(I.batched([1,2,3],2,strict=True))',
    'I.batched([],10**30)',
    'I.combinations()',
    'I.combinations([],-1)',
    "I.combinations([],'a')",
    'I.combinations([],10**30)',
    'I.combinations_with_replacement([],-1)',
    'I.permutations([],-1)',
    "I.permutations([],'a')",
    'I.permutations([],1.0)',
    'I.product(1)',
    'I.product(repeat=-1)',
    "I.product([1],repeat='a')",
    'I.product(x=1)',
    'I.product(repeat=1,x=2)',
    'I.zip_longest(1)',
    'I.zip_longest(x=1)',
    'I.zip_longest(fillvalue=1,x=1)',
    'I.zip_longest(1,2,x=1)',
    'I.pairwise()',
    'I.pairwise(1)',
    'I.pairwise(x=1)',
    'I.groupby()',
    'I.groupby(1)',
    'I.groupby([],1,2)',
    'I.groupby([],x=1)',
    'I.tee()',
    'I.tee([],-1)',
    "I.tee([],'a')",
    'I.tee(1)',
    'I.tee([],1,2)',
    'I.tee([],n=2)',
    'I.compress()',
    'I.compress(1,2)',
    'I.compress([],1)',
    'I.compress(data=[])',
    'I.filterfalse()',
    'I.filterfalse(1,2)',
    'I.dropwhile(1,2)',
    'I._tee([1])',
    'I._tee()',
    'I._tee(x=1)',
    'I._tee_dataobject([],[],None)',
    'I._tee_dataobject([],[])',
    'I._tee_dataobject([],[1],3)',
    'I._tee_dataobject([],1,None)',
    'I._grouper(1,2)',
    'I._grouper(I.groupby([]),2)',
    'I.count()+1',
    'I.count().x',
    'I.count.x',
    'I.count(-5)',
    'I.repeat(1).__length_hint__()',
    'I.repeat(1,5).__length_hint__()',
    'len(I.repeat(1))',
    'I.repeat(1,5)',
    'I.repeat([])',
    'I.islice([1],10**30)',
    'I.islice([1],None)',
    'I.islice([1],True)',
    'I.islice([1],1.0)',
    'next(I.islice(iter([1,2,3]),1,None))',
    'I.count(10**30)',
    'I.count(10**30,10**20)',
    'next(I.count(2**63-2))',
    'I.count(2**63-1)',
    'I.count(0,0)',
    'I.count(0,-1)',
    'I.count.__next__(1)',
    'I.chain.__iter__(1)',
    'I.product([1],repeat=2.0)',
]:
    show(expression)


# === Subclasses, and what their constructors leave alone ===
class P(I.pairwise):
    def __init__(self, iterable, b=1, **more):
        print(b, sorted(more))


class Q(I.pairwise):
    pass


P("ab", b=2, c=3)
show("Q([1], b=2)")
show("list(P('abc'))")
show("type(Q('ab')).__mro__")

# === Results are tuples of their own ===
for make in (lambda: I.product("ab", repeat=2), lambda: I.combinations("abc", 2), lambda: I.permutations("ab"), lambda: I.zip_longest("ab", "c"), lambda: I.pairwise("abc"), lambda: I.combinations_with_replacement("ab", 2)):
    kept = list(make())
    print(kept, [t for t in make()], len(set(map(id, kept))) == len(kept))

# === Iterators that change what they draw from ===
items = [1, 2, 3]
for item in I.chain(items, [9]):
    if len(items) < 6:
        items.append(item)
print(items)


class Again:
    """Asks its own tee while it is asked."""

    def __iter__(self):
        return self

    def __next__(self):
        return next(left)


left, right = I.tee(Again())
show("next(left)")


class Once:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise ValueError("no more")
        self.left -= 1
        return self.left


for make in (I.cycle, I.pairwise, lambda o: I.islice(o, 5), lambda o: I.batched(o, 3), I.accumulate, lambda o: I.compress(o, [1, 1, 1]), I.groupby, lambda o: I.zip_longest(o, o)):
    iterator = make(Once())
    taken = []
    try:
        while True:
            taken.append(next(iterator))
    except Exception as e:
        taken = [x if not isinstance(x, tuple) or not hasattr(x[1:] and x[1], "__next__") else x[0] for x in taken]
        print(taken, type(e).__name__, e)
    try:
        print(next(iterator))
    except Exception as e:
        print(type(e).__name__, e)

# === Groups ===
groups = I.groupby("aabbc")
first, one = next(groups)
second, two = next(groups)
print(first, list(one), second, next(two), list(two), list(two))
iterator = I.tee(range(200), 3)
print([next(iterator[0]) for _ in range(120)][-1], next(iterator[1]), sum(iterator[2]), sum(iterator[0]))
