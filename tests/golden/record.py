"""record.py FILE...: what dis says of each file's code, with a line "=== NAME" before each."""
import dis
import io
import os
import re
import sys

for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        name = os.path.basename(path)
        code = compile(stream.read(), name, "exec", 0, True)
    out = io.StringIO()
    dis.dis(code, file=out)
    print("=== " + name)
    print(re.sub(r" at 0x[0-9a-f]+", " at 0x0", out.getvalue()), end="")
