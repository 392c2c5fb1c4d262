"""record_flow.py FILE...: records what CPython's control-flow passes do to the functions of FILEs.

Run it with CPython 3.14 built with its test modules:  python3.14 record_flow.py FILE... > flow.txt

For each function it prints lines of tab-separated fields, which `flow/recorded.rs` reads:
    U name locals constants        a new function; its constants are made up (see `constant`)
    I opcode arg line end column endcolumn   an instruction before the passes; jumps name instructions
    O opcode arg line end column endcolumn   an instruction after them
    C count                        how many constants are left
    A firstline cells frees stacksize code linetable exceptiontable
                                   what the instructions before the passes are assembled to: with that
                                   many cell and free variables, the first cell being the first local
                                   (not for functions with unreachable pseudo instructions: CPython reads
                                   past its tables there)
The passes see no parameters: every local may be unbound.
"""
import ast, sys, opcode
import _testinternalcapi as capi

CONST = opcode.opmap["LOAD_CONST"]
LOCALS = [opcode.opmap[name] for name in ("LOAD_FAST", "STORE_FAST", "DELETE_FAST", "LOAD_FAST_AND_CLEAR")]
LOCALS.append(266)  # STORE_FAST_MAYBE_NULL
DEREFS = [opcode.opmap[name] for name in ("LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "LOAD_FROM_DICT_OR_DEREF")]
DEREFS.append(261)  # LOAD_CLOSURE


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
    if is_assembled(before):
        row("A", assemble(sequence))
    for instruction in capi.optimize_cfg(sequence, consts, nlocals).get_instructions():
        row("O", instruction)
    row("C", [len(consts)])


ENDS = [opcode.opmap[name] for name in ("RETURN_VALUE", "RAISE_VARARGS", "RERAISE")]
JUMPS = [257, 260]  # JUMP, JUMP_NO_INTERRUPT
BLOCKS = [263, 264, 265]  # SETUP_CLEANUP, SETUP_FINALLY, SETUP_WITH


def is_assembled(instructions):
    seen, todo = set(), [0]
    while todo:
        index = todo.pop()
        if index in seen or index >= len(instructions):
            continue
        seen.add(index)
        number, arg = instructions[index][:2]
        if number in opcode.hasjump or number in (258, 259) or number in JUMPS + BLOCKS:
            todo.append(arg)
        if number not in ENDS + JUMPS:
            todo.append(index + 1)
    return all(index in seen or number < 256 for index, (number, *_) in enumerate(instructions))


def assemble(sequence):
    instructions = sequence.get_instructions()
    highest = lambda opcodes: max([arg for opcode, arg, *_ in instructions if opcode in opcodes], default=-1) + 1
    nlocals, derefs = highest(LOCALS), highest(DEREFS)
    locals = ["v%d" % index for index in range(nlocals)]
    cells = ["c%d" % index for index in range(derefs // 2)]
    if locals and cells:
        cells[0] = locals[0]
    frees = ["f%d" % index for index in range(derefs - len(cells))]
    numbered = lambda names, start=0: {name: index for index, name in enumerate(names, start)}
    line = max(1, instructions[0][2])
    code = capi.assemble_code_object("recorded", sequence, {
        "name": "f", "qualname": "f", "consts": {}, "names": {}, "argcount": 0, "posonlyargcount": 0,
        "kwonlyargcount": 0, "firstlineno": line, "varnames": numbered(locals), "cellvars": numbered(cells),
        "freevars": numbered(frees, len(cells)), "fasthidden": {},
    })
    return [line, len(cells), len(frees), code.co_stacksize, code.co_code.hex(), code.co_linetable.hex(),
            code.co_exceptiontable.hex()]


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
