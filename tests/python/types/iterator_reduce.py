# __reduce__ of iterators that are used up while it looks for iter() among the builtins.
# needs: builtins
import builtins

names = vars(builtins)
functions = {"iter": iter, "reversed": reversed}


class Name:
    def __init__(self, name, iterator):
        self.name, self.iterator = name, iterator

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        list(self.iterator)
        return other == self.name


def reduced(name, iterator):
    function = functions[name]
    del names[name]
    key = Name(name, iterator)
    names[key] = function
    try:
        return iterator.__reduce__()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)
    finally:
        del names[key]
        names[name] = function


class Sequence:
    def __getitem__(self, index):
        raise IndexError


for over in (
    Sequence(), "xyz", "\u1234ab", b"bytes", bytearray(b"bytes"), (1, 2), [1, 2], {1}, {1: 2}, {1: 2}.items(), range(3), tuple[int],
):  # fmt: skip
    print(type(over).__name__, reduced("iter", iter(over)))
print(reduced("iter", iter(lambda: 0, 0)))
print(reduced("reversed", reversed([1, 2])), reduced("reversed", reversed((1, 2))), reduced("iter", reversed({1: 2})))
