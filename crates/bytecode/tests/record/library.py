"""Compiles the running CPython's library into a tree of .pyc files.

    python3.14 crates/bytecode/tests/record/library.py DIRECTORY

Files that do not compile (the library holds some on purpose) are left out. `DIRECTORY/done` is written last.
"""

import os
import pathlib
import py_compile
import sys
import warnings

warnings.simplefilter("ignore")
target = pathlib.Path(sys.argv[1])
library = pathlib.Path(os.__file__).parent
count = 0
for source in sorted(library.rglob("*.py")):
    if "site-packages" in source.parts:
        continue
    compiled = target / source.relative_to(library).with_suffix(".pyc")
    try:
        py_compile.compile(source, compiled, doraise=True)
        count += 1
    except (py_compile.PyCompileError, OSError, UnicodeError, RecursionError):
        pass
(target / "done").write_text(f"{count}\n")
print(count, "files compiled", file=sys.stderr)
