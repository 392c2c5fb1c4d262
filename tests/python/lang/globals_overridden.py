"""Globals in a subclass of dict: who asks `__missing__` and `__getitem__`, and who looks past them."""


class Missing(dict):
    def __missing__(self, key):
        return "missing " + key


class Answers(dict):
    def __getitem__(self, key):
        return "got " + key


def function():
    return unknown


Function = type(function)
for kind in Missing, Answers:
    other = Function(function.__code__, kind())
    print(other(), other(), other())
print(eval("unknown", Missing()))

SOURCE = """
class A:
    def f(self):
        return unknown_in_method
    type T = unknown_in_alias
    y: unknown_in_annotation
type T2 = unknown_in_module_alias
z = unknown
def g(a: unknown_in_signature):
    return unknown_in_function
made = [unknown_in_comprehension for _ in [0]]
"""
names = Missing(__builtins__=__builtins__, __name__="names")
exec(SOURCE, names)
made = names["A"]
print(made().f(), made.T.__value__, made.__annotations__, names["T2"].__value__, names["z"])
print(names["g"](1), names["g"].__annotations__, names["made"])

# === A class body looks its names up in the globals themselves ===
for names in Missing, Answers:
    try:
        exec("class A:\n    x = unknown", names(__builtins__=__builtins__, __name__="names"))
    except (NameError, TypeError) as error:
        print(type(error).__name__, error)
