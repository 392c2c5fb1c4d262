"""pycs.py DIRECTORY: looks at the .pyc files that Taipan wrote there.

FILE.pyc holds the code of FILE, FILE.dump what Taipan says of it. The reference must load the first and say
the same. Where FILE.run stands beside them, it runs the .pyc and the source, which must print the same.
"""
import contextlib
import io
import marshal
import os
import sys

from codedump import dump


def run(code, path):
    out = io.StringIO()
    namespace = {"__name__": "__main__", "__file__": path, "__builtins__": __builtins__}
    with contextlib.redirect_stdout(out):
        try:
            exec(code, namespace)
        except SystemExit:
            pass
    return out.getvalue()


def main(directory):
    loaded = ran = 0
    for name in sorted(os.listdir(directory)):
        base, extension = os.path.splitext(os.path.join(directory, name))
        if extension != ".pyc":
            continue
        with open(base + ".pyc", "rb") as stream:
            code = marshal.loads(stream.read()[16:])
        lines = []
        dump(code.co_filename, code, lines)
        with open(base + ".dump", encoding="utf-8", errors="replace") as stream:
            expected = stream.read().splitlines()
        shown = [line.encode("utf-8", "replace").decode("utf-8") for line in lines]
        if len(shown) != len(expected) or any(a != b for a, b in zip(shown, expected) if "\\ud" not in a and "?" not in a):
            sys.exit("differs: " + code.co_filename)
        loaded += 1
        if os.path.exists(base + ".run"):
            with open(code.co_filename, "rb") as stream:
                source = compile(stream.read(), code.co_filename, "exec", 0, True)
            if run(code, code.co_filename) != run(source, code.co_filename):
                sys.exit("runs otherwise: " + code.co_filename)
            ran += 1
    print("%d loaded, %d ran" % (loaded, ran))


main(sys.argv[1])
