"""Writes what the running CPython 3.14 knows of its opcodes to tests/data/opcodes.txt.

    python3.14 crates/bytecode/tests/record/opcodes.py > crates/bytecode/tests/data/opcodes.txt

A line holds: number, name, base of a specialized form, operand kinds, cache fields, and the stack effect
for each argument of ARGS with and without the jump (`?` where CPython has no answer).
"""

import _opcode
import _opcode_metadata as metadata
import opcode

ARGS = (0, 1, 2, 3, 5, 16, 255, 65536)
KINDS = ("arg", "name", "const", "local", "jump", "free", "exc")

names = {**metadata.opmap, **metadata._specialized_opmap}
bases = {form: base for base, forms in metadata._specializations.items() for form in forms}


def effect(number, arg, jump):
    try:
        return str(_opcode.stack_effect(number, arg if number >= metadata.HAVE_ARGUMENT else None, jump=jump))
    except ValueError:
        return "?"


for name, number in sorted(names.items(), key=lambda item: item[1]):
    kinds = [kind for kind in KINDS if getattr(_opcode, "has_" + kind)(number)]
    fields = [f"{field}:{units}" for field, units in opcode._cache_format.get(name, {}).items()]
    effects = [effect(number, arg, jump) for arg in ARGS for jump in (True, False)]
    print(number, name, bases.get(name, "-"), ",".join(kinds) or "-", ",".join(fields) or "-", *effects)
