"""Exits with an error unless two trees of .pyc files hold equal code objects.

    python3.14 crates/bytecode/tests/record/same_code.py EXPECTED WRITTEN
"""

import marshal
import pathlib
import sys

FIELDS = """co_argcount co_posonlyargcount co_kwonlyargcount co_stacksize co_flags co_code co_names co_varnames
co_cellvars co_freevars co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable""".split()


def same_constant(left, right):
    if type(left) is not type(right):
        return False
    if hasattr(left, "co_code"):
        return same(left, right)
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same_constant, left, right))
    if isinstance(left, frozenset):
        return left == right
    return repr(left) == repr(right)  # not `==`: nan, and 0.0 is not -0.0


def same(left, right):
    return all(getattr(left, name) == getattr(right, name) for name in FIELDS) and all(
        map(same_constant, left.co_consts, right.co_consts)
    )


expected, written = map(pathlib.Path, sys.argv[1:])
count = 0
for path in sorted(expected.rglob("*.pyc")):
    left = marshal.loads(path.read_bytes()[16:])
    right = marshal.loads((written / path.relative_to(expected)).read_bytes()[16:])
    if not same(left, right):
        sys.exit(f"{path} was not written as it was read")
    count += 1
print(count, "files hold equal code objects", file=sys.stderr)
