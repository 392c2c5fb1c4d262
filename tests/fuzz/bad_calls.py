"""Calls everything in one native module, or every method of one sample, with bad arguments, and prints what came of it.

    python3 tests/fuzz/bad_calls.py math            # a module of bad_samples.MODULES
    python3 tests/fuzz/bad_calls.py sample:deque    # a sample of bad_samples.SAMPLES

Lines are `callable(arguments) -> outcome`, those of one callable after a line `# callable`. Run by `bad_input.py`.
"""
import sys

from bad_samples import COSTLY, DESCRIPTORS, LARGE, MODULES, NEVER, OPENING, SAMPLES, VOLATILE, optional, sample
from bad_values import FEW, SOME, VALUES

OUT = sys.stdout
TAKEN = 4


class Sink:
    """What standard output and error are while calls are made."""

    encoding, errors, newlines, closed = "utf-8", "strict", None, False

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += str(text)
        return len(text)

    def flush(self):
        pass


class Source:
    def readline(self, *args):
        return ""

    read = readline


def plain(text):
    """Without addresses and identities of threads."""
    for before, digits, least in (("0x", "0123456789abcdef", 6), (" at 0x", "0123456789abcdef", 1), ("owner=", "0123456789", 6)):
        first, *rest = text.split(before)
        parts = [first]
        for part in rest:
            count = len(part) - len(part.lstrip(digits))
            parts.append(before + part[count if count >= least else 0 :])
        text = "".join(parts)
    return text


def describe(error, depth=0):
    try:
        text = str(error)
    except BaseException as other:
        text = "str raises " + type(other).__name__
    if isinstance(error, RecursionError):
        text = text.split("(")[0]
    text = type(error).__name__ + ": " + ascii(plain(text))[1:-1]
    if depth < 2:
        if error.__cause__ is not None:
            text += " from " + describe(error.__cause__, depth + 1)
        elif error.__context__ is not None and not error.__suppress_context__:
            text += " during " + describe(error.__context__, depth + 1)
    return text


def show(value):
    try:
        # The order of a set of strings depends on their hashes, which are one implementation's own.
        text = "{%s}" % ", ".join(sorted(map(repr, value))) if type(value) in (set, frozenset) else repr(value)
    except BaseException as error:
        return "<%s, repr: %s>" % (type(value).__name__, describe(error))
    return ascii(plain(text[:300]))[1:-1]


def taken(value):
    """What an iterator gives first."""
    shown = []
    for _ in range(TAKEN):
        try:
            shown.append(show(next(value)))
        except BaseException as error:
            return shown + [describe(error)]
    return shown


def outcome(call, volatile):
    sys.stdout, sys.stderr = out, error = Sink(), Sink()
    try:
        result = call()
        text = type(result).__name__ if volatile else "%s %s" % (type(result).__name__, show(result))
        if hasattr(type(result), "__next__") and not volatile:
            text += " [%s]" % ", ".join(taken(result))
    except BaseException as raised:
        text = describe(raised)
    finally:
        sys.stdout, sys.stderr = OUT, sys.__stderr__
    for name, sink in (("printed", out), ("complained", error)):
        if sink.text:
            text += " %s %s" % (name, ascii(plain(sink.text))[:300])
    return text


def tuples(labels):
    """Tuples of labels: none, one, two of some, three of few, many of one."""
    yield ()
    some, few = [x for x in SOME if x in labels], [x for x in FEW if x in labels]
    yield from ((a,) for a in labels)
    yield from ((a, b) for a in some for b in some)
    yield from ((a, b, c) for a in few for b in few for c in few)
    yield from ((a,) * count for count in range(4, 9) for a in few)


def keywords(signature, labels):
    """Pairs of positional labels and a dict of labels: each parameter, unknown ones, ones given twice."""
    names = [part.strip(" *()$/").split("=")[0].strip() for part in (signature or "").split(",")]
    names = [name for name in names if name.isidentifier() and name not in ("self", "type", "cls", "module")]
    some, few = [x for x in SOME if x in labels], [x for x in FEW if x in labels]
    for name in [*names, "bogus", "key"]:
        yield from (((), {name: a}) for a in some)
        yield from (((a,), {name: b}) for a in few for b in few)
        yield from (((a, b), {name: c}) for a in few for b in few[:2] for c in few[:2])
    if len(names) > 1:
        yield from (((), {name: a for name in names}) for a in few)
        yield from (((), {one: a, other: b}) for one in names for other in names if one < other for a in few for b in few)
    yield (), {"bogus": few[0], "more": few[0]}
    yield (), {"": few[0]}


def attempt(name, call, signature, after=None, makes_self=None):
    """Calls `call(self, *args, **keywords)` in every way; `after` shows what became of the self."""
    short = name.split(".")[-1]
    known = {name, short}
    volatile = bool(known & VOLATILE)
    labels = dict(VALUES)
    if known & OPENING:
        labels = {label: make for label, make in labels.items() if label not in DESCRIPTORS}
    if known & COSTLY:
        labels = {label: make for label, make in labels.items() if label not in LARGE}
    print("#", name, flush=True, file=OUT)
    lines = []
    ways = [(args, {}) for args in tuples(labels)] + list(keywords(signature, labels))
    for args, named in ways:
        values = [labels[label]() for label in args]
        by_name = {key: labels[label]() for key, label in named.items()}
        own = [] if makes_self is None else [makes_self()]
        before = show(own[0]) if after else None
        # An empty dict of keywords is another thing to some: the reference's Template refuses it.
        attempted = (lambda: call(*own, *values, **by_name)) if by_name else (lambda: call(*own, *values))
        text = outcome(attempted, volatile)
        if after:
            changed = show(own[0])
            if changed != before:
                text += " | " + changed
        shown = ", ".join([*args, *("%s=%s" % pair for pair in named.items())])
        lines.append("%s(%s) -> %s\n" % (name, shown, text))
        del values, by_name, own
    OUT.write("".join(lines))
    OUT.flush()


def signature_of(value):
    try:
        text = value.__text_signature__
    except BaseException:
        return None
    return text if type(text) is str else None


def fact(name, value):
    print("# facts of", name, flush=True, file=OUT)
    for attribute in ("__name__", "__qualname__", "__module__", "__text_signature__"):
        print(name, attribute, "->", outcome(lambda: getattr(value, attribute), False), file=OUT)
    print(name, "->", outcome(lambda: value, False), file=OUT)


def constants(module, name):
    print("# names of", name, file=OUT)
    for key in sorted(dir(module)):
        if not key.startswith("__"):
            print("%s.%s -> %s" % (name, key, type(getattr(module, key)).__name__), file=OUT)


def sweep_module(name):
    module = optional(name)
    if module is None:
        print("no such module", file=OUT)
        return
    constants(module, name)
    for key, value in sorted(vars(module).items()):
        full = "%s.%s" % (name, key)
        if not callable(value) or full in NEVER or key == "__loader__":
            continue
        if isinstance(value, type) and (name == "_types" or name == "builtins" and value.__module__ == "_io"):
            continue
        fact(full, value)
        attempt(full, value, signature_of(value))


def sweep_sample(name):
    make = sample(name)
    if make is None:
        print("no such sample", file=OUT)
        return
    kind = type(make())
    made = {}
    for base in reversed(kind.__mro__):
        if base is not object or kind is object:
            made.update(dict.fromkeys(base.__dict__, base))
    for key, base in sorted(made.items()):
        full = "%s.%s" % (name, key)
        descriptor = base.__dict__[key]
        if key in ("__doc__", "__dict__", "__module__", "__annotate_func__", "__annotations_cache__") or full in NEVER:
            continue
        if not callable(descriptor) and not hasattr(type(descriptor), "__func__"):
            attribute(full, key, descriptor, make)
            continue
        fact(full, descriptor)

        def bound(own, *args, **named):
            return getattr(own, key)(*args, **named)

        if key == "__new__" or hasattr(type(descriptor), "__func__"):
            attempt(full, lambda *args, **named: getattr(kind, key)(*args, **named), signature_of(descriptor))
        else:
            attempt(full, bound, signature_of(descriptor), key != "__del__", make)
            if base is kind:
                wrong_self(full, descriptor)
    kind_of_sample(name, kind)


def attribute(full, key, descriptor, make):
    """Reads, sets and deletes an attribute; asks its descriptor for it in odd ways."""
    print("# attribute", full, flush=True, file=OUT)
    volatile = key in VOLATILE
    print(full, "->", type(descriptor).__name__, outcome(lambda: getattr(make(), key), volatile), file=OUT)
    print(full, "deleted ->", outcome(lambda: delattr(make(), key), False), file=OUT)
    for label, value in VALUES.items():
        own = make()
        text = outcome(lambda: setattr(own, key, value()), False)
        print("%s = %s -> %s then %s" % (full, label, text, outcome(lambda: getattr(own, key), volatile)), file=OUT)
        if hasattr(type(descriptor), "__get__") and not issubclass(type(value()), type(make())):
            print("%s of %s -> %s" % (full, label, outcome(lambda: descriptor.__get__(value()), volatile)), file=OUT)
    OUT.flush()


def wrong_self(full, descriptor):
    print("# wrong self of", full, file=OUT)
    for args in [(), *[(label,) for label in ("None", "7", "'a'", "[]", "object", "int", "Raises", "Hidden")]]:
        text = outcome(lambda: descriptor(*[VALUES[label]() for label in args]), True)
        print("%s of self (%s) -> %s" % (full, ", ".join(args), text), file=OUT)


def kind_of_sample(name, kind):
    """What the type itself allows: calls, subclasses, attributes set."""
    print("# type of", name, flush=True, file=OUT)
    print(name, "type ->", outcome(lambda: kind, False), file=OUT)
    for text, do in (
        ("sets", lambda: setattr(kind, "bogus", 1)),
        ("deletes", lambda: delattr(kind, "bogus")),
        ("sets class", lambda: setattr(kind, "__class__", int)),
        ("sets bases", lambda: setattr(kind, "__bases__", (int,))),
        ("sets name", lambda: setattr(kind, "__name__", "x")),
        ("derives", lambda: type("Derived", (kind,), {})),
        ("new", lambda: kind.__new__()),
        ("new of object", lambda: object.__new__(kind)),
        ("new of int", lambda: kind.__new__(int)),
        ("new of 5", lambda: kind.__new__(5)),
    ):
        if kind.__flags__ & 1 << 9 and (text.startswith("sets") or text == "deletes"):
            continue  # made by this program
        print(name, text, "->", outcome(do, False), file=OUT)
    if "type." + kind.__name__ not in NEVER and kind.__name__ not in ("generator", "type"):
        attempt(name + " type", kind, signature_of(kind))


def main():
    sys.stdin = Source()
    [what] = sys.argv[1:]
    if what == "--list":
        print(*MODULES, *["sample:" + name for name in SAMPLES], sep="\n")
    elif what.startswith("sample:"):
        sweep_sample(what[len("sample:") :])
    else:
        sweep_module(what)


main()
