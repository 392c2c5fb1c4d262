"""Arguments that native code may not like: for `bad_input.py`. Runs on any interpreter, imports nothing."""


class Boom(Exception):
    """What hostile objects raise."""


OPERATORS = """add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or""".split()
SPECIAL = [
    "__%s__" % name
    for name in """
        repr str bytes format lt le eq ne gt ge hash bool len length_hint getitem setitem delitem missing iter reversed
        contains next call index int float complex round trunc floor ceil neg pos abs invert enter exit await aiter anext
        aenter aexit get set delete set_name instancecheck subclasscheck buffer fspath reduce reduce_ex getattr dir
        mro_entries prepare class_getitem copy deepcopy
    """.split()
]
SPECIAL += ["__%s%s__" % (prefix, name) for name in OPERATORS for prefix in ("", "r", "i")]


def raising(name):
    def method(self, *args, **keywords):
        raise Boom(name)

    return method


def answering(make):
    def method(self, *args, **keywords):
        return make()

    return method


def hostile(name, base, make, without=()):
    """A subclass whose special methods are what `make(name of the method)` gives."""
    methods = {special: make(special) for special in SPECIAL if special not in without}
    if base is BaseException or isinstance(base, type) and issubclass(base, BaseException):
        methods.pop("__str__", None)
    return type(name, (base,), methods)


class Stranger:
    """Nothing that native code could use."""

    def __repr__(self):
        return "<Stranger>"


Raises = hostile("Raises", object, raising)
Wrong = hostile("Wrong", object, lambda name: answering(Stranger), ("__getattr__",))
Refuses = hostile("Refuses", object, lambda name: answering(lambda: NotImplemented), ("__getattr__",))
Cancelled = type("Cancelled", (), {name: None for name in SPECIAL if name not in ("__getattr__", "__class_getitem__", "__prepare__")})
RaisingInt = hostile("RaisingInt", int, raising)
RaisingStr = hostile("RaisingStr", str, raising)
RaisingFloat = hostile("RaisingFloat", float, raising)
RaisingBytes = hostile("RaisingBytes", bytes, raising)
RaisingList = hostile("RaisingList", list, raising)
RaisingTuple = hostile("RaisingTuple", tuple, raising)
RaisingDict = hostile("RaisingDict", dict, raising)
RaisingSet = hostile("RaisingSet", set, raising)


class Int(int):
    pass


class Str(str):
    pass


class Float(float):
    pass


class Bytes(bytes):
    pass


class List(list):
    pass


class Tuple(tuple):
    pass


class Dict(dict):
    def __missing__(self, key):
        return 5


class Hidden:
    """Has no attribute at all."""

    def __getattribute__(self, name):
        raise Boom("getattribute")


class Big:
    """Numbers too large wherever one is asked for."""

    def __index__(self):
        return 10**30

    __int__ = __len__ = __length_hint__ = __hash__ = __trunc__ = __floor__ = __ceil__ = __round__ = __index__

    def __float__(self):
        return 1e308

    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index


class Negative(Big):
    def __index__(self):
        return -1

    __int__ = __len__ = __length_hint__ = __hash__ = __index__

    def __float__(self):
        return -1.0


class Derived(Big):
    """Answers instances of subclasses where exact ones are usual."""

    def __index__(self):
        return Int(1)

    __int__ = __len__ = __length_hint__ = __hash__ = __trunc__ = __index__

    def __float__(self):
        return Float(1.5)

    def __complex__(self):
        return 1j

    def __str__(self):
        return Str("derived")

    def __bytes__(self):
        return Bytes(b"derived")

    def __bool__(self):
        return True

    __repr__ = __str__

    def __fspath__(self):
        return Str("no such file")


class Sequence:
    """A sequence by `__getitem__` alone."""

    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return "<Sequence>"


class Mapping(Sequence):
    def keys(self):
        return self.items

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, key):
        return key


class BadMapping(Mapping):
    def keys(self):
        return 5


def failing():
    """An iterator that fails on the way."""
    yield 1
    yield 2
    raise Boom("iterator")


def bad_hint(hint):
    class Hint:
        def __iter__(self):
            return self

        def __next__(self):
            raise StopIteration

        def __length_hint__(self):
            return hint

    return Hint()


def own_list():
    made = [1]
    made.append(made)
    return made


def own_dict():
    made = {}
    made["own"] = made
    return made


def own_tuple():
    made = ([],)
    made[0].append(made)
    return made


class Clears:
    """Empties the list that holds it when it is compared, shown, hashed or called."""

    def __init__(self, owner):
        self.owner = owner

    def act(self, *args):
        self.owner.clear()
        return True

    __eq__ = __lt__ = __gt__ = __le__ = __ge__ = __ne__ = __bool__ = __call__ = act

    def __hash__(self):
        self.owner.clear()
        return 1

    __index__ = __len__ = __int__ = __hash__

    def __repr__(self):
        self.owner.clear()
        return "<Clears>"

    def __iter__(self):
        self.owner.clear()
        return iter((1, 2))


def clearing():
    made = []
    made += [1, Clears(made), Clears(made), 2]
    return made


class Meta(type):
    def __instancecheck__(cls, instance):
        raise Boom("instancecheck")

    __subclasscheck__ = __instancecheck__


class Fussy(metaclass=Meta):
    def __new__(cls, *args):
        if args:
            raise Boom("new")
        return object.__new__(cls)


class NoNew:
    def __new__(cls, *args):
        return 5


class File:
    """Every method of a file, and each fails."""

    def read(self, *args):
        raise Boom("read")

    readline = write = readinto = flush = close = seek = tell = truncate = fileno = isatty = readable = writable = seekable = read


class OddFile(File):
    """Every method of a file, and each answers nonsense."""

    closed = False

    def read(self, *args):
        return Stranger()

    readline = write = readinto = flush = close = seek = tell = truncate = fileno = isatty = read
    read1 = readinto1 = readall = getvalue = read

    def readable(self):
        return True

    writable = seekable = readable


def function(*args, **keywords):
    return args


def fails(*args, **keywords):
    raise Boom("called")


def stops(*args, **keywords):
    raise StopIteration(3)


# Label, maker: labels are what a report shows.
VALUES = {
    "None": lambda: None,
    "True": lambda: True,
    "0": lambda: 0,
    "1": lambda: 1,
    "-1": lambda: -1,
    "7": lambda: 7,
    "2**31": lambda: 2**31,
    "-2**31": lambda: -(2**31),
    "2**40": lambda: 2**40,
    "2**63-1": lambda: 2**63 - 1,
    "2**63": lambda: 2**63,
    "-2**63": lambda: -(2**63),
    "2**64": lambda: 2**64,
    "10**30": lambda: 10**30,
    "-10**30": lambda: -(10**30),
    "1.5": lambda: 1.5,
    "-0.0": lambda: -0.0,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "1e300": lambda: 1e300,
    "1j": lambda: 1j,
    "''": lambda: "",
    "'a'": lambda: "a",
    "'1'": lambda: "1",
    "'no_such_name'": lambda: "no_such_name",
    "'é'": lambda: "é",
    "'\\ud800'": lambda: "\ud800",
    "'a\\0b'": lambda: "a\0b",
    "'%s{}'": lambda: "%s{}",
    "long": lambda: "xy" * 600,
    "b''": lambda: b"",
    "b'a'": lambda: b"a",
    "b'\\xff'": lambda: b"\xff",
    "bytearray": lambda: bytearray(b"ab"),
    "memoryview": lambda: memoryview(b"ab"),
    "readonly": lambda: memoryview(bytearray(b"abcd")).cast("H").toreadonly(),
    "()": lambda: (),
    "(1, 2)": lambda: (1, 2),
    "('a', 'b')": lambda: ("a", "b"),
    "[]": lambda: [],
    "[2, 1]": lambda: [2, 1],
    "['a']": lambda: ["a"],
    "['a', 1]": lambda: ["a", 1],
    "[(1, 2)]": lambda: [(1, 2)],
    "[[]]": lambda: [[]],
    "[None]": lambda: [None],
    "own list": own_list,
    "own dict": own_dict,
    "own tuple": own_tuple,
    "clearing": clearing,
    "{}": lambda: {},
    "{'a': 1}": lambda: {"a": 1},
    "{1: 2}": lambda: {1: 2},
    "set": lambda: {3},
    "frozenset": lambda: frozenset((3,)),
    "range": lambda: range(3),
    "big range": lambda: range(0, 2**70, 2**69),
    "slice": lambda: slice(0, 2),
    "odd slice": lambda: slice("a", None, 0),
    "...": lambda: ...,
    "NotImplemented": lambda: NotImplemented,
    "object": lambda: object(),
    "int": lambda: int,
    "list": lambda: list,
    "type": lambda: type,
    "exception type": lambda: ValueError,
    "exception": lambda: ValueError("v"),
    "len": lambda: len,
    "function": lambda: function,
    "fails": lambda: fails,
    "stops": lambda: stops,
    "iterator": lambda: iter([3, 2, 1]),
    "failing iterator": failing,
    "negative hint": lambda: bad_hint(-1),
    "huge hint": lambda: bad_hint(10**30),
    "odd hint": lambda: bad_hint("a"),
    "list[int]": lambda: list[int],
    "Raises": Raises,
    "Raises type": lambda: Raises,
    "Wrong": Wrong,
    "Refuses": Refuses,
    "Cancelled": Cancelled,
    "Hidden": Hidden,
    "Big": Big,
    "Negative": Negative,
    "Derived": Derived,
    "Stranger": Stranger,
    "Fussy": lambda: Fussy,
    "NoNew": lambda: NoNew,
    "RaisingInt": lambda: RaisingInt(3),
    "RaisingStr": lambda: RaisingStr("ab"),
    "RaisingFloat": lambda: RaisingFloat(1.5),
    "RaisingBytes": lambda: RaisingBytes(b"ab"),
    "RaisingList": lambda: RaisingList((1, 2)),
    "RaisingTuple": lambda: RaisingTuple((1, 2)),
    "RaisingDict": lambda: RaisingDict(a=1),
    "RaisingSet": lambda: RaisingSet((1,)),
    "Int": lambda: Int(2),
    "Str": lambda: Str("a"),
    "Float": lambda: Float(2.5),
    "Bytes": lambda: Bytes(b"a"),
    "List": lambda: List((1, 2)),
    "Tuple": lambda: Tuple((1, 2)),
    "Dict": lambda: Dict(a=1),
    "Sequence": lambda: Sequence(1, 2),
    "Mapping": lambda: Mapping("a", "b"),
    "BadMapping": lambda: BadMapping("a"),
    "File": File,
    "OddFile": OddFile,
}
# What pairs and keywords are made of, and what longer calls are made of.
SOME = [
    "None", "0", "-1", "7", "2**40", "10**30", "1.5", "''", "'a'", "'é'", "b'a'", "[2, 1]", "(1, 2)", "own list",
    "clearing", "{'a': 1}", "int", "function", "fails", "iterator", "Raises", "Wrong", "Hidden", "RaisingInt", "RaisingStr",
    "Derived", "Stranger",
]  # fmt: skip
FEW = ["None", "1", "'a'", "[2, 1]", "function", "Raises"]
