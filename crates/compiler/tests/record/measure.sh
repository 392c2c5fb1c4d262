#!/bin/bash
# measure.sh REFERENCE: time and peak memory of compiling the reference's library without its tests in one
# process, by the reference and by Taipan's compiler.
set -eu
reference=$1
library=$("$reference" -c 'import os; print(os.path.dirname(os.__file__))')
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find "$library" -xtype f -name '*.py' -not -path '*/test/*' -not -path '*/site-packages/*' | sort >"$list"
echo "$(wc -l <"$list") files"
"$reference" -W ignore - "$list" <<'PYTHON'
import resource, sys, time
spent = 0
for path in open(sys.argv[1], encoding="utf-8").read().split():
    with open(path, "rb") as stream:
        source = stream.read()
    start = time.perf_counter()
    try:
        compile(source, path, "exec", 0, True)
    except (SyntaxError, ValueError):
        pass
    spent += time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("reference: %.3f s, peak %d kB" % (spent, peak))
PYTHON
"${CARGO_TARGET_DIR:-target}/release/examples/codedump" --time "@$list"
