# needs: builtins
"""Everything callable in builtins, found there and not listed here, called with bad arguments: wrong types, wrong counts,
huge and empty values, unknown keywords, and objects whose special methods fail or answer nonsense."""
import builtins

# What is not called, each with its reason; the output names them too.
NOT_CALLED = {
    "breakpoint": "starts a debugger",
    "copyright": "prints what is the reference's own",
    "credits": "prints what is the reference's own",
    "exit": "ends the program",
    "help": "reads the terminal",
    "input": "reads the terminal",
    "license": "reads the terminal",
    "quit": "ends the program",
    "print": "writes between the lines; sweep/functions.py has it",
    "open": "small numbers are this program's own files; stdlib/io fixtures have it",
}
# Only what kind of answer comes is compared.
VAGUE = {
    "dir": "names depend on what an implementation has beyond the language",
    "globals": "shows this module",
    "hash": "an implementation's own for objects that do not say",
    "id": "addresses",
    "locals": "shows this module",
    "vars": "shows this module",
}


class Boom(Exception):
    pass


class Raises:
    """Every question to it fails."""

    def fail(self, *args):
        raise Boom("asked")

    __index__ = __int__ = __float__ = __complex__ = __len__ = __iter__ = __next__ = __getitem__ = __hash__ = fail
    __bool__ = __eq__ = __lt__ = __contains__ = __repr__ = __str__ = __format__ = __abs__ = __round__ = __add__ = fail
    __bytes__ = __call__ = __divmod__ = __pow__ = __reversed__ = __aiter__ = __anext__ = __enter__ = __fspath__ = fail


class Wrong:
    """Answers every question with what is no answer."""

    def answer(self, *args):
        return Wrong

    __index__ = __int__ = __float__ = __complex__ = __len__ = __iter__ = __hash__ = __bool__ = __repr__ = __str__ = answer
    __format__ = __bytes__ = __aiter__ = __anext__ = __fspath__ = __length_hint__ = answer


class Huge:
    def __index__(self):
        return 10**30

    __int__ = __len__ = __length_hint__ = __index__


class Negative:
    def __index__(self):
        return -1

    __int__ = __len__ = __length_hint__ = __index__


class TextSubclass(str):
    pass


class IntSubclass(int):
    pass


def own_list():
    made = []
    made.append(made)
    return made


def failing():
    yield 1
    raise Boom("iterator")


VALUES = {
    "None": lambda: None,
    "True": lambda: True,
    "0": lambda: 0,
    "-1": lambda: -1,
    "2**70": lambda: 2**70,
    "1.5": lambda: 1.5,
    "nan": lambda: float("nan"),
    "1j": lambda: 1j,
    "''": lambda: "",
    "'a'": lambda: "a",
    "'\\ud800'": lambda: "\ud800",
    "'a\\0b'": lambda: "a\0b",
    "b'a'": lambda: b"a",
    "bytearray": lambda: bytearray(b"ab"),
    "()": lambda: (),
    "(1, 2)": lambda: (1, 2),
    "[2, 'a']": lambda: [2, "a"],
    "own list": own_list,
    "{'a': 1}": lambda: {"a": 1},
    "{1}": lambda: {1},
    "range(3)": lambda: range(3),
    "int": lambda: int,
    "len": lambda: len,
    "ValueError()": lambda: ValueError(),
    "failing": failing,
    "Raises": Raises,
    "Wrong": Wrong,
    "Huge": Huge,
    "Negative": Negative,
    "TextSubclass": lambda: TextSubclass("t"),
    "IntSubclass": lambda: IntSubclass(2),
}
SOME = ["None", "0", "-1", "'a'", "[2, 'a']", "Raises", "Wrong"]
EXCEPTION_SOME = ["None", "'a'", "[2, 'a']", "Raises"]
HUGE = {"2**70", "Huge"}


def plain(text):
    """Without addresses."""
    first, *rest = text.split(" at 0x")
    return first + "".join(" at 0x" + part.lstrip("0123456789abcdef") for part in rest)


def show(value):
    try:
        if type(value) in (set, frozenset):
            return "{%s}" % ", ".join(sorted(map(ascii, value)))
        return plain(ascii(value)[:200])
    except Exception as error:
        return "<%s whose repr raises %s>" % (type(value).__name__, type(error).__name__)


def outcome(call, vague):
    try:
        result = call()
    except Exception as error:
        try:
            text = plain(ascii(str(error)))
        except Exception as other:
            text = "str raises " + type(other).__name__
        return "%s: %s" % (type(error).__name__, text)
    return type(result).__name__ if vague else "%s %s" % (type(result).__name__, show(result))


def attempt(name, value):
    exception = isinstance(value, type) and issubclass(value, BaseException)
    some = EXCEPTION_SOME if exception else SOME
    calls = [(), *((label,) for label in VALUES)]
    if exception:
        calls = [(), *((label,) for label in ["None", "0", "'\\ud800'", "own list", "Raises", "TextSubclass"])]
    calls += [(a, b) for a in some for b in some]
    calls += [(a,) * count for count in (3, 4, 5, 6) for a in some[:4]]
    for labels in calls:
        if name in ("pow", "range", "sum", "round") and HUGE & set(labels):
            continue  # takes for ever
        arguments = [VALUES[label]() for label in labels]
        print("%s(%s) -> %s" % (name, ", ".join(labels), outcome(lambda: value(*arguments), name in VAGUE)))
    for keyword in ("bogus", "key", "object"):
        for labels in [(), *((label,) for label in some[:3])]:
            arguments = [VALUES[label]() for label in labels]
            shown = ", ".join([*labels, keyword + "=None"])
            print("%s(%s) -> %s" % (name, shown, outcome(lambda: value(*arguments, **{keyword: None}), name in VAGUE)))


for name in sorted(vars(builtins).keys() | NOT_CALLED.keys()):
    value = getattr(builtins, name, print)
    if not callable(value) or name in ("__loader__", "_IncompleteInputError"):
        continue  # what imports this module, and what only the reference's interactive prompt raises
    print("#", name)
    if name in NOT_CALLED:
        print(name, "is not called:", NOT_CALLED[name])
    elif name.startswith("__"):
        print(name, "is what statements are made of; lang/ has it")
    else:
        attempt(name, value)
