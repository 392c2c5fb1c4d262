"""record_dis.py: what CPython 3.14 tells of the bytecode of the corpus, for `crates/runtime/tests/compat.rs`.

    python3.14 tests/record_dis.py

Writes to tests/golden/dis one file a program: what `dis.dis` prints of the code before it runs, and the opcodes that its
instructions have after it ran. Addresses are masked.
"""
import contextlib
import dis
import io
import json
import pathlib
import re
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ["benches/programs/core", "tests/python/specialize"]


def disassembly(code):
    text = io.StringIO()
    dis.dis(code, file=text)
    return re.sub(r"0x[0-9a-f]+", "0x", text.getvalue())


def opcodes(code, found):
    found.append([code.co_qualname, code.co_firstlineno,
                  [[one.offset, one.opname] for one in dis.get_instructions(code, adaptive=True)]])
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            opcodes(constant, found)


def record(path):
    name = str(path.relative_to(ROOT))
    code = compile(path.read_text(encoding="utf-8"), name, "exec", dont_inherit=True)
    cold = disassembly(code)
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, main.__dict__)
    adaptive = []
    opcodes(code, adaptive)
    target = ROOT / "tests/golden/dis" / (path.stem + ".json")
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in adaptive)
    target.write_text('{"program": %s,\n"cold": %s,\n"adaptive": [\n%s\n]}\n' % (json.dumps(name), json.dumps(cold.split("\n"), indent=0), lines),
                      encoding="utf-8")


if sys.version_info[:2] != (3, 14):
    sys.exit("record_dis.py: run it with CPython 3.14")
for folder in FOLDERS:
    for path in sorted((ROOT / folder).glob("*.py")):
        record(path)
