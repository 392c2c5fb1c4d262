# Runs a program as a script, then writes what its instructions became: one JSON list per code object.
import dis, json, os, sys, types

answer, kind, target = sys.argv[1:4]
if sys.version_info[:2] != (3, 14):
    sys.exit("version")
if kind == "file":
    name = os.path.abspath(target)
    with open(target, "rb") as stream:
        source = stream.read()
    sys.argv = [target] + sys.argv[4:]
    sys.path[0] = os.path.dirname(name)
else:
    source, name = target, "<string>"
    sys.argv = ["-c"] + sys.argv[4:]
main = types.ModuleType("__main__")
main.__dict__["__builtins__"] = __builtins__
if kind == "file":
    main.__file__ = name
sys.modules["__main__"] = main
# What the program prints is of no interest here.
nowhere = os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 1)
root = compile(source, name, "exec", dont_inherit=True)


def write(code, out):
    out.append([code.co_qualname, code.co_firstlineno,
                [[one.offset, one.opname] for one in dis.get_instructions(code, adaptive=True)]])
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            write(constant, out)


try:
    exec(root, main.__dict__)
except BaseException:
    pass
found = []
write(root, found)
with open(answer, "w", encoding="utf-8") as stream:
    json.dump(found, stream)
