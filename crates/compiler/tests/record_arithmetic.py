"""record_arithmetic.py COUNT: records what CPython's constant folding makes of random operations.

Run it with CPython 3.14 built with its test modules. Each line: operator (BINARY_OP's argument, or the
name of a unary operation), operands, result; tab-separated, `-` where CPython leaves the operation alone.
`flow/evaluate/recorded.rs` reads them.
"""
import math, random, struct, sys, opcode
import _testinternalcapi as capi

OPERATORS = [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 26]
UNARY = ["UNARY_NEGATIVE", "UNARY_INVERT", "UNARY_NOT", "CALL_INTRINSIC_1"]
UNARY_POSITIVE = 5


def bits(value):
    return "nan" if math.isnan(value) else struct.pack(">d", value).hex()


def text(value):
    match value:
        case bool():
            return "t" if value else "f"
        case int():
            return "i%d" % value
        case float():
            return "d" + bits(value)
        case complex():
            return "c%s:%s" % (bits(value.real), bits(value.imag))
        case str():
            return "s" + value.encode("utf-8", "surrogatepass").hex()
        case bytes():
            return "b" + value.hex()
        case None:
            return "n"
        case tuple():
            return "(" + ",".join(map(text, value)) + ")"
        case slice():
            return "[" + ",".join(map(text, (value.start, value.stop, value.step))) + "]"


def real():
    return random.choice([
        0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e308, -1e308, 5e-324, 1e16, 100.0, 2.0 ** 53 + 2, math.inf,
        -math.inf, random.uniform(-10, 10), random.uniform(-1e30, 1e30), float(random.randint(-9, 9)),
    ])


def integer():
    return random.choice([
        0, 1, -1, 2, 3, -2, 7, 10, 255, 256, 128, 129, -5, 2 ** 31, 2 ** 63, 2 ** 64 - 1, -2 ** 63, 10 ** 30,
        random.randint(-20, 20), random.randint(-2 ** 70, 2 ** 70), random.randint(-2 ** 200, 2 ** 200),
        10 ** 400, random.randint(2 ** 53, 2 ** 60), True, False,
    ])


def bound():
    return random.choice([None, None, 0, 1, 2, -1, -2, 5, -7, 10 ** 30, True])


def value():
    return random.choice([
        real, integer, integer, integer, real, lambda: complex(real(), real()),
        lambda: random.choice(["", "a", "h\xe9llo", "\U0001f600x\u20ac", "\ud800z", "ab" * 30]),
        lambda: random.choice([b"", b"abc", bytes(range(70))]),
        lambda: random.choice([(), (1,), (1, "a", None), ((1, 2), (3,) * 20, b"")]), lambda: None,
        lambda: slice(bound(), bound(), bound()),
    ])()


def run(operands, instruction):
    sequence = capi.new_instruction_sequence()
    for index in range(len(operands)):
        sequence.addop(opcode.opmap["LOAD_CONST"], index, 1, 1, 0, 0)
    sequence.addop(*instruction, 1, 1, 0, 0)
    sequence.addop(opcode.opmap["RETURN_VALUE"], 0, 1, 1, 0, 0)
    consts = list(operands)
    first, second, *_ = capi.optimize_cfg(sequence, consts, 0).get_instructions()
    if second[0] != opcode.opmap["RETURN_VALUE"]:
        return "-"
    return text(first[1] if first[0] == opcode.opmap["LOAD_SMALL_INT"] else consts[first[1]])


random.seed(314)
seen = set()
while len(seen) < int(sys.argv[1]):
    if random.random() < 0.1:
        name, operands = random.choice(UNARY), [value()]
        row = [name, run(operands, (opcode.opmap[name], UNARY_POSITIVE if name == "CALL_INTRINSIC_1" else 0))]
    else:
        number, operands = random.choice(OPERATORS), [value(), value()]
        row = [str(number), run(operands, (opcode.opmap["BINARY_OP"], number))]
    line = "\t".join([row[0], *map(text, operands), row[1]])
    if line not in seen and (row[1] != "-" or random.random() < 0.3):
        seen.add(line)
        print(line)
