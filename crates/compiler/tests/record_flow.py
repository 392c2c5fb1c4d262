"""record_flow.py FILE...: records what CPython's control-flow passes do to the functions of FILEs.

Run it with CPython 3.14 built with its test modules:  python3.14 record_flow.py FILE... > flow.txt

For each function it prints lines of tab-separated fields, which `flow/recorded.rs` reads:
    U name locals constants        a new function; its constants are made up (see `constant`)
    I opcode arg line end column endcolumn   an instruction before the passes; jumps name instructions
    O opcode arg line end column endcolumn   an instruction after them
    C count                        how many constants are left
The passes see no parameters: every local may be unbound.
"""
import ast, sys, opcode
import _testinternalcapi as capi

CONST = opcode.opmap["LOAD_CONST"]
LOCALS = [opcode.opmap[name] for name in ("LOAD_FAST", "STORE_FAST", "DELETE_FAST", "LOAD_FAST_AND_CLEAR")]
LOCALS.append(266)  # STORE_FAST_MAYBE_NULL


def constant(index):
    if index % 3 == 0:
        return "text %d" % index
    if index % 3 == 1:
        return 1000 + index
    return (None, True, False, 7)[index // 3] if index < 12 else "text %d" % index


def row(kind, fields):
    print(kind, *["" if field is None else field for field in fields], sep="\t")


def record(name, sequence):
    before = sequence.get_instructions()
    count = max([arg for opcode, arg, *_ in before if opcode == CONST], default=-1) + 1
    nlocals = max([arg for opcode, arg, *_ in before if opcode in LOCALS], default=-1) + 1
    consts = [constant(index) for index in range(count)]
    row("U", [name, nlocals, count])
    for instruction in before:
        row("I", instruction)
    for instruction in capi.optimize_cfg(sequence, consts, nlocals).get_instructions():
        row("O", instruction)
    row("C", [len(consts)])


def walk(path, sequence, number):
    for nested in sequence.get_nested():
        number[0] += 1
        record("%s#%d" % (path, number[0]), nested)
        walk(path, nested, number)


for path in sys.argv[1:]:
    try:
        with open(path, "rb") as stream:
            sequence, _ = capi.compiler_codegen(ast.parse(stream.read()), path, 0)
    except (SyntaxError, ValueError) as error:
        print(path, error, file=sys.stderr)
        continue
    walk(path.rsplit("/", 1)[-1], sequence, [0])
