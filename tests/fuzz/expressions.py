"""Random expressions of a wanted type over the variables in scope.

Values stay small by construction: what multiplies, repeats or concatenates is cut where it is stored
(`Scope.cut`), exponents and shifts are literals, and loops are bounded by the statements around.
"""

INTS = ["0", "1", "2", "3", "5", "7", "10", "-1", "-3", "64", "255", "1000", "-1000"]
EDGES = ["2**30", "(2**31 - 1)", "(2**61 - 1)", "2**61", "-(2**61)", "2**62", "(2**63 - 1)", "-(2**63)", "2**64", "10**25"]
FLOATS = ["0.0", "0.5", "1.5", "-2.25", "1e10", "0.1", "-0.0", "3.0", "1e300"]
TEXTS = ['""', '"a"', '"abc"', '"hello world"', '"\\xe9t\\xe9"', '"\\u20ac5"', '"x,y,z"', '"\\U0001f600"', '"12"', '" pad "']
ARITHMETIC = ["+", "-", "+", "-", "//", "%", "&", "|", "^"]
COMPARE = ["<", "<=", "==", "!=", ">", ">="]
MODULI = ["97", "1009", "(2**31 - 1)", "(2**61 - 1)", "(2**64 + 13)", "(10**30 + 57)"]
CONFUSION = 0.01  # how often a value of another type is taken than the one wanted


class Scope:
    """The variables an expression may use, by type, and how deep it may grow."""

    def __init__(self, random, parent=None):
        self.random = random
        self.names = {t: [] for t in TYPES} if parent is None else {t: list(v) for t, v in parent.names.items()}

    def add(self, name, kind):
        for names in self.names.values():
            if name in names:
                names.remove(name)
        self.names[kind].append(name)

    def pick(self, kind):
        """A variable of this type, or None; rarely one of another type."""
        r = self.random
        if r.random() < CONFUSION:
            kind = r.choice(["int", "float", "str", "list", "dict", "bool", "tuple"])
        names = self.names[kind]
        return r.choice(names) if names else None

    def expression(self, kind, depth=2):
        """An expression that has type `kind` unless a confused variable gets in."""
        r = self.random
        if depth <= 0 or r.random() < 0.25:
            name = self.pick(kind)
            if name is not None and r.random() < 0.8:
                return name
            return self.literal(kind, depth)
        made = r.choice(MAKERS[kind])(self, depth - 1)
        return made if made is not None else self.literal(kind, depth)

    def literal(self, kind, depth):
        r = self.random
        if kind == "int":
            return r.choice(EDGES if r.random() < 0.1 else INTS)
        if kind == "float":
            return r.choice(FLOATS)
        if kind == "str":
            return r.choice(TEXTS)
        if kind == "bool":
            return r.choice(["True", "False"])
        if kind == "list":
            return "[%s]" % ", ".join(self.expression("int", depth - 2) for _ in range(r.randrange(4)))
        if kind == "tuple":
            items = ["%s" % self.expression(r.choice(["int", "str", "float"]), depth - 2) for _ in range(r.randrange(1, 4))]
            return "(%s,)" % ", ".join(items)
        if kind == "dict":
            items = ["%s: %s" % (self.key(), self.expression("int", depth - 2)) for _ in range(r.randrange(4))]
            return "{%s}" % ", ".join(items)
        if kind == "set":
            return "{%s}" % ", ".join(str(r.randrange(20)) for _ in range(r.randrange(1, 5)))
        raise ValueError(kind)

    def key(self):
        r = self.random
        return str(r.randrange(5)) if r.random() < 0.6 else r.choice(['"a"', '"b"', '"k"', "None", "(1, 2)"])

    def cut(self, kind, text):
        """Bounds a value before it is stored, so that no loop grows it without end."""
        r = self.random
        if kind == "int" and ("*" in text or "<<" in text):
            return "(%s) %% %s" % (text, r.choice(MODULI))
        if kind == "str":
            return "(%s)[:40]" % text
        if kind == "list":
            return "(%s)[-10:]" % text
        if kind == "tuple":
            return "(%s)[:6]" % text
        return text


def int_binary(s, d):
    return "(%s %s %s)" % (s.expression("int", d), s.random.choice(ARITHMETIC), s.expression("int", d))


def int_product(s, d):
    """Never a list times a large number, which could take all memory."""
    a, b = s.pick("int"), s.pick("int")
    if a is None or b is None or s.random.random() < 0.4:
        return "(%s * %s)" % (s.expression("int", d), s.random.choice(INTS))
    return "(%s * %s if type(%s) is type(%s) else 0)" % (a, b, a, b)


def int_shift(s, d):
    return "(%s %s %d)" % (s.expression("int", d), s.random.choice(["<<", ">>"]), s.random.choice([0, 1, 3, 30, 62]))


def int_power(s, d):
    return "((%s) %% 50) ** %d" % (s.expression("int", d), s.random.randrange(5))


def int_unary(s, d):
    return "%s(%s)" % (s.random.choice(["-", "~", "abs", "int", "+"]), s.expression("int", d))


def int_of_others(s, d):
    kind = s.random.choice(["list", "str", "dict", "tuple", "set"])
    return s.random.choice(["len(%s)" % s.expression(kind, d), "sum(%s)" % s.expression("list", d), "max(%s, %s)" % (s.expression("int", d), s.expression("int", d)), "hash(int(%s))" % s.expression("int", d), "(%s).bit_length()" % s.expression("int", d), "int(%s)" % s.expression("bool", d)])


def int_item(s, d):
    name = s.pick("list")
    if name is None:
        return None
    index = s.random.choice(["0", "-1", "1", s.expression("int", 0), "%s %% 3" % s.expression("int", 0)])
    return "%s[%s]" % (name, index)


def int_of_dict(s, d):
    name = s.pick("dict")
    if name is None:
        return None
    return s.random.choice(["%s[%s]" % (name, s.key()), "%s.get(%s, %s)" % (name, s.key(), s.expression("int", 0)), "len(%s)" % name])


def attribute(s, d):
    name = s.pick("object")
    return None if name is None else "%s.%s" % (name, s.random.choice(["x", "y", "x", "k", "p", "missing"]))


def method(s, d):
    name = s.pick("object")
    if name is None:
        return None
    return "%s.%s(%s)" % (name, s.random.choice(["m0", "m1", "m0"]), s.expression("int", d))


def closure_call(s, d):
    name = s.pick("function")
    return None if name is None else "%s(%s)" % (name, s.expression("int", d))


def conditional(kind):
    def make(s, d):
        return "(%s if %s else %s)" % (s.expression(kind, d), s.expression("bool", d), s.expression(kind, d))
    return make


def float_binary(s, d):
    other = s.random.choice(["float", "float", "int"])
    return "(%s %s %s)" % (s.expression("float", d), s.random.choice(["+", "-", "/", "//", "%"]), s.expression(other, d))


def float_product(s, d):
    return "(%s * %s)" % (s.expression("float", d), s.random.choice(FLOATS))


def float_of_int(s, d):
    return s.random.choice(["(%s / %s)" % (s.expression("int", d), s.expression("int", d)), "float(%s)" % s.expression("int", d), "-(%s)" % s.expression("float", d), "abs(%s)" % s.expression("float", d), "round(%s, 2)" % s.expression("float", d)])


def str_binary(s, d):
    return "(%s + %s)" % (s.expression("str", d), s.expression("str", d))


def str_method(s, d):
    call = s.random.choice(["upper()", "strip()", "replace('a', 'bc')", "title()", "lower()", "zfill(6)", "center(9, '*')", "swapcase()", "split(',')[0]", "partition('l')[2]"])
    return "%s.%s" % (s.expression("str", d), call)


def str_format(s, d):
    e = s.expression(s.random.choice(["int", "float", "str", "list", "tuple", "bool", "dict"]), min(d, 1))
    return s.random.choice(["str(%s)", "repr(%s)", "'%%s|%%r' %% (%s, 1)", "'{0!r:>8}'.format(%s)", "'<%%s>' %% (%s,)"]) % e


def str_fstring(s, d):
    return "f'{%s}-{%s!r:>5}'" % tuple(s.pick(k) or "7" for k in ("int", "str"))


def str_slice(s, d):
    return "%s[%s:%s]" % (s.expression("str", d), s.random.choice(["", "1", "-3"]), s.random.choice(["", "4", "-1"]))


def str_join(s, d):
    return "'-'.join(str(q) for q in %s)" % s.expression("list", d)


def bool_compare(s, d):
    kind = s.random.choice(["int", "int", "float", "str", "list", "tuple"])
    return "(%s %s %s)" % (s.expression(kind, d), s.random.choice(COMPARE), s.expression(kind, d))


def bool_chain(s, d):
    return "(%s < %s <= %s)" % tuple(s.expression("int", d) for _ in range(3))


def bool_logic(s, d):
    return "(%s %s %s)" % (s.expression("bool", d), s.random.choice(["and", "or"]), s.expression("bool", d))


def bool_others(s, d):
    return s.random.choice(["not %s" % s.expression("bool", d), "(%s in %s)" % (s.expression("int", d), s.expression("list", d)), "(%s in %s)" % (s.key(), s.expression("dict", d)), "(%s in %s)" % (s.expression("str", d), s.expression("str", d)), "isinstance(%s, (int, str))" % s.expression("int", d), "bool(%s)" % s.expression("list", d), "(%s not in %s)" % (s.expression("int", d), s.expression("set", d))])


def list_comprehension(s, d):
    inner = Scope(s.random, s)
    inner.add("q", "int")
    condition = " if %s" % inner.expression("bool", min(d, 1)) if s.random.random() < 0.4 else ""
    source = s.random.choice(["range(%d)" % s.random.randrange(6), s.expression("list", d)])
    return "[%s for q in %s%s]" % (inner.expression("int", d), source, condition)


def list_others(s, d):
    return s.random.choice(["(%s + %s)" % (s.expression("list", d), s.expression("list", d)), "sorted(%s)" % s.expression("list", d), "list(range(%d))" % s.random.randrange(6), "%s[::-1]" % s.expression("list", d), "[*%s, %s]" % (s.expression("list", d), s.expression("int", d)), "(%s * %d)" % (s.expression("list", d), s.random.randrange(3)), "list(map(lambda q: q + 1, %s))" % s.expression("list", d), "[len(%s)]" % s.expression("str", d), "sorted(%s, key=lambda q: -q)" % s.expression("list", d)])


def tuple_others(s, d):
    return s.random.choice(["(%s, %s)" % (s.expression("int", d), s.expression("str", d)), "tuple(%s)" % s.expression("list", d), "divmod(%s, %s)" % (s.expression("int", d), s.expression("int", d)), "(%s + %s)" % (s.expression("tuple", d), s.expression("tuple", d))])


def dict_others(s, d):
    return s.random.choice(["{q: q * q for q in range(%d)}" % s.random.randrange(5), "{**%s, %s: %s}" % (s.expression("dict", d), s.key(), s.expression("int", d)), "dict(enumerate(%s))" % s.expression("list", d), "(%s | %s)" % (s.expression("dict", d), s.expression("dict", d))])


def set_others(s, d):
    return s.random.choice(["(%s %s %s)" % (s.expression("set", d), s.random.choice("|&-^"), s.expression("set", d)), "{q %% 7 for q in ints(%s)}" % s.expression("list", d), "ints(%s)" % s.expression("list", d)])


MAKERS = {
    "int": [int_binary, int_binary, int_binary, int_product, int_product, int_shift, int_power, int_unary, int_of_others, int_item, int_of_dict, attribute, attribute, method, method, closure_call, conditional("int")],
    "float": [float_binary, float_product, float_of_int, conditional("float")],
    "str": [str_binary, str_method, str_format, str_fstring, str_slice, str_join, conditional("str")],
    "bool": [bool_compare, bool_compare, bool_chain, bool_logic, bool_others],
    "list": [list_comprehension, list_comprehension, list_others, conditional("list")],
    "tuple": [tuple_others, conditional("tuple")],
    "dict": [dict_others, conditional("dict")],
    "set": [set_others],
}
TYPES = [*MAKERS, "object", "function"]
