# What code sees as its builtins when `__builtins__` is no dict.
# needs: builtins
import builtins


class Mapping:
    def __init__(self, names):
        self.names = names

    def __getitem__(self, name):
        print("  asked for", name)
        return self.names[name]


def attempt(source, namespace):
    try:
        exec(source, namespace)
    except Exception as error:
        print(" ", type(error).__name__, error)
    return namespace


# === A mapping answers what is no global ===
names = Mapping({"print": print, "answer": 42})
attempt("print(answer)\nprint(answer)", {"__builtins__": names})
attempt("missing", {"__builtins__": names})
attempt("answer = 1\nprint(answer)", {"__builtins__": names})

# === Functions, and what they are told of ===
space = attempt("def f():\n    return answer", {"__builtins__": names})
f = space["f"]
print(f.__builtins__ is names, f())
print([f() for _ in range(3)])

# === The same code with another namespace of builtins ===
F = type(f)
plain = F(f.__code__, {"__builtins__": {"answer": "from a dict"}})
for _ in range(20):
    assert plain() == "from a dict"
again = F(f.__code__, {"__builtins__": names})
print(again(), plain(), again())
globals_ = {"__builtins__": {"answer": "dict"}}
before = F(f.__code__, globals_)
for _ in range(20):
    before()
globals_["__builtins__"] = names
after = F(f.__code__, globals_)
print(before(), after(), before())

# === What the interpreter itself takes from the builtins ===
attempt("import sys", {"__builtins__": Mapping({})})
attempt("import sys", {"__builtins__": Mapping({"__import__": lambda *args: print("  import", args[0], args[3:])})})
attempt("class A: pass", {"__builtins__": Mapping({})})
attempt("class A: pass", {"__builtins__": Mapping({"__build_class__": builtins.__build_class__, "__name__": "m"})})
x = iter([1, 2])
attempt("x.__reduce__()", {"__builtins__": Mapping({}), "x": x})
print(eval("x.__reduce__()", {"__builtins__": Mapping({"iter": "own"}), "x": x})[0])

# === Anything else can't be asked ===
attempt("answer", {"__builtins__": 123})
attempt("x = 1", {"__builtins__": 123})
attempt("answer", {"__builtins__": None})
attempt("answer", {"__builtins__": [1]})

# === Nested execution inherits it ===
inner = {}
attempt("exec('answer', inner)", {"__builtins__": Mapping({"exec": exec, "answer": 1}), "inner": inner})
print(type(inner["__builtins__"]).__name__)
