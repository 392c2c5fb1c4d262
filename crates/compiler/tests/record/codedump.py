"""Code objects as lines of text that two interpreters can be compared by.

    python3.14 tests/record/codedump.py FILE... > dump
"""
import sys


def constant(value):
    kind = type(value).__name__
    if kind == "code":
        return "<code %s>" % value.co_qualname
    if kind == "tuple":
        return "(%s)" % ", ".join(map(constant, value))
    if kind == "frozenset":
        return "frozenset{%s}" % ", ".join(sorted(map(constant, value)))
    if kind == "slice":
        return "slice(%s)" % ", ".join(map(constant, (value.start, value.stop, value.step)))
    return "%s:%s" % (kind, ascii(value))


def dump(path, code, out):
    """Appends the line of `code` and those of the code objects in it."""
    fields = {
        "name": code.co_name,
        "args": "%d,%d,%d" % (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount),
        "flags": hex(code.co_flags),
        "stacksize": str(code.co_stacksize),
        "code": code.co_code.hex(),
        "consts": "[%s]" % ", ".join(map(constant, code.co_consts)),
        "names": ascii(code.co_names),
        "varnames": ascii(code.co_varnames),
        "cellvars": ascii(code.co_cellvars),
        "freevars": ascii(code.co_freevars),
        "exceptiontable": code.co_exceptiontable.hex(),
        "linetable": code.co_linetable.hex(),
    }
    line = [path, code.co_qualname, str(code.co_firstlineno)]
    out.append("\t".join(line + ["%s=%s" % field for field in fields.items()]))
    for inner in code.co_consts:
        if type(inner).__name__ == "code":
            dump(path, inner, out)


def main(paths):
    for path in paths:
        out = []
        try:
            with open(path, "rb") as stream:
                dump(path, compile(stream.read(), path, "exec", 0, True), out)
        except (SyntaxError, ValueError) as error:
            out = ["%s\t<error>\t0\t%s: %s" % (path, type(error).__name__, ascii(str(error)))]
        print("\n".join(out))


if __name__ == "__main__":
    main(sys.argv[1:])
