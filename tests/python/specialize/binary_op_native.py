"""Operators of two operands of builtin types, each at a site that sees the pair often: the same answers as without a form,
then other types at the same site."""

VALUES = [
    3, 0, 1 << 70, True, 2.5, 1 + 2j, "ab%s", b"xy", [1, "a"], (1, 2), {1: 2}, {1, 2}, frozenset({2, 3}),
    slice(None, None, -1),
]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "@"]


def fresh(value):
    """The value, or a copy where it could be changed."""
    return value.copy() if isinstance(value, (list, dict, set, bytearray)) else value


def shown(value):
    if isinstance(value, (set, frozenset)):
        return "%s of %s" % (type(value).__name__, sorted(value))
    return "%s %.60r" % (type(value).__name__, value)


def site(source):
    space = {}
    exec("def run(a, b):\n    %s\n" % source, space)
    return space["run"]


def attempt(run, a, b):
    try:
        result = run(a, b)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, str(error)[:90])
    return shown(result) + (" same" if result is a and type(a) in (list, dict, set, bytearray) else "")


def small(operator, a, b):
    """Whether the answer is small enough to be made."""
    return not (operator in ("<<", "**") and isinstance(b, int) and b > 1000)


print("= pairs")
told = 0
for operator in OPERATORS:
    for form in ("return a %s b", "a %s= b; return a"):
        shared = site(form % operator)
        for a in VALUES:
            for b in VALUES:
                if not small(operator, a, b):
                    continue
                refused = attempt(shared, fresh(a), fresh(b)).startswith("TypeError: unsupported operand")
                run = shared if refused else site(form % operator)
                answers = {attempt(run, fresh(a), fresh(b)) for turn in range(3)}
                assert len(answers) == 1, (operator, a, b, answers)
                (answer,) = answers
                if not answer.startswith("TypeError: unsupported operand"):
                    told += 1
                    if told % 9 == 0 or "Error" not in answer:
                        print(shown(a), form[2:-2].strip() % operator if "=" in form else operator, shown(b), "->", answer)
print(told)

print("= one site, many pairs")
for operator in ("+", "*", "%", "|", "-"):
    run = site("return a %s b" % operator)
    line = []
    for a, b in [(v, w) for v in VALUES for w in VALUES if type(v) is type(w)] * 2:
        line.append(attempt(run, fresh(a), fresh(b)))
    half = len(line) // 2
    print(operator, line[:half] == line[half:], line[:half:7])

print("= items")
for container in ("abcdef", (1, 2, 3, 4), b"abcdef"):
    for key in (slice(1, 3), slice(None, None, -2), slice(5, 1), 2, -1, 9, True, 1 << 70, None, "x"):
        run = site("return a[b]")
        answers = {attempt(run, container, key) for turn in range(3)}
        print(container, key, *answers)


class Text(str):
    pass


class Items(list):
    def __radd__(self, other):
        return "reflected"


print("= subclasses at a site of their bases")
run = site("return a + b")
for turn in range(5):
    run([1], [2])
print(run([1], Items([2])), run(Items([1]), [2]), run([1], [2]))
run = site("return a % b")
for turn in range(5):
    run("%s", (1,))
print(run(Text("<%s>"), (1,)), run("%s", Text("t")), type(run(Text("<%s>"), (1,))))


class Odd:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if raises:
            raise ValueError("compared")
        return self.value == other.value

    def __str__(self):
        return "odd %s" % self.value

    def __del__(self):
        deaths.append(self.value)


print("= operations that run Python")
raises = False
deaths = []
run = site("return a & b")
for turn in range(5):
    print(len(run({Odd(1), Odd(2)}, {Odd(1), Odd(3)})), sorted(deaths))
    deaths.clear()
raises = True
print(attempt(run, {Odd(1)}, {Odd(3)}))
raises = False
run = site("return a % b")
print([run("%s!", (Odd(turn),)) for turn in range(5)], deaths)
deaths.clear()
run = site("return a + b")
for turn in range(5):
    kept = run([Odd(turn)], [Odd(turn + 10)])
    del kept
    print(deaths)
    deaths.clear()

print("= temporaries and locals")


def chain(n):
    total = []
    for i in range(n):
        total = total + [i]
        total += [i, i] + [i] * 2
        total = total[1:] + (i,).__len__() * [i]
    return total


print(chain(4), len(chain(40)))


def refused(n):
    for i in range(n):
        try:
            "%d" % "x"
        except TypeError as error:
            text = str(error)
        try:
            i / (1 << 70) ** -1
        except ZeroDivisionError as error:
            text += str(error)
        except OverflowError as error:
            text += str(error)
        try:
            2.5 % (i * 0.0)
        except ZeroDivisionError as error:
            text += str(error)
    return text


print(refused(9))
