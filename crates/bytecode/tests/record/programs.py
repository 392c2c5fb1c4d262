"""Compiles the small programs of tests/data/dis and records their disassembly.

    python3.14 crates/bytecode/tests/record/programs.py
"""

import pathlib
import py_compile

from disassembly import record

here = pathlib.Path(__file__).parent
data = here.parent / "data" / "dis"
for source in sorted(data.glob("*.py")):
    py_compile.compile(
        source,
        source.with_suffix(".pyc"),
        dfile=source.name,
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
record(data)
record(data, full=True)
(data / "wide.full.dis").unlink()  # long, and nothing new in it
