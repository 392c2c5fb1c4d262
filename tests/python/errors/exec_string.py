"""Frames of compiled strings have no source line."""
code = compile("""
def f(x):
    return 1 / x

def g():
    return f(0)
""", "<generated>", "exec")
space = {}
exec(code, space)
space["g"]()
