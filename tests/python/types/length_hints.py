"""Who asks how many items to expect, and what becomes of the answer."""


class Hint:
    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        return iter(range(3))

    def __length_hint__(self):
        print("hint", end=" ")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Length:
    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        return iter(range(3))

    def __len__(self):
        print("len", end=" ")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def spread(*items):
    return items


CALLS = {
    "list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "bytes": bytes, "bytearray": bytearray,
    "sorted": sorted, "extend": lambda x: [].extend(x), "bytearray.extend": lambda x: bytearray().extend(x),
    "[*x]": lambda x: [*x], "(*x,)": lambda x: (*x,), "{*x}": lambda x: {*x}, "f(*x)": lambda x: spread(*x),
    "join": lambda x: "".join(x), "bytes join": lambda x: b"".join(x), "sum": sum, "max": max,
    "fromkeys": dict.fromkeys, "map": lambda x: list(map(abs, x)), "zip": lambda x: list(zip(x)),
    "slice": lambda x: [0].__setitem__(slice(None), x), "bytes slice": lambda x: bytearray(3).__setitem__(slice(None), x),
    "iadd": lambda x: [].__iadd__(x), "update": lambda x: set().update(x), "any": any,
}
for name, call in CALLS.items():
    for kind in Hint, Length:
        for answer in 3, 0, -1, 2**70, "x", NotImplemented, RuntimeError("r"), TypeError("t"):
            try:
                print(name, kind.__name__, repr(answer), call(kind(answer)))
            except Exception as error:
                print(name, kind.__name__, repr(answer), type(error).__name__, error)
