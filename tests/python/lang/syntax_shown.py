"""The line that a SyntaxError shows, its break included or not, in all modes of compile()."""

SOURCES = [
    "(1", "(1\n", "(1\n\n", "(1 # a\n", "(a b", "(a\nb c)", "(a\nb\n c d)", "f(a\n for a in b, c)", "f(a=1\n,\n2)", "'''\na\n''' = 1",
    "(a,\n1) = 3", "[a\n, b\n, 1] += 1", "(\n1\n", "if 1:\n  (a\nb", "def f(a,\n a=1, b): pass", "a = (yield\n) = 1", "x = '''a\nb",
    "f'''{\na b\n}'''", "(a\n]", "(1,\n0_7)", "a \\\nb c", "x\n  y\n", "if a:\n b\n   c", "if a:\nb", "for x in y\nz", "a b\nc",
    "f(a=1, a=2)", "class C(a=1, a=2): pass", "[a\n b]", "{a: b\n c: d}", "\u00e4 = '''th\u00ees is \na \ntest",
]
SINGLE = ["a\nb", "a; b", "a\n\n# c\n", "1\n\n2", "a\n  b", "if 1:\n  a\n", "if 1:\n  a\nb\n", "def f(): pass\n\nx\n", "class A: pass\n"]
EVAL = ["a = 1", "a;", " a", "a b", "pass", "a\nb", "\na", "a\n\n"]


def shown(source, mode):
    try:
        compile(source, "<s>", mode)
    except SyntaxError as e:
        print(mode, ascii(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), ascii(e.text))
    else:
        print(mode, ascii(source), "compiles")


for mode in ("exec", "single", "eval"):
    for source in SOURCES:
        if mode != "single" or not source.startswith(("f(a=1\n", "class")):
            shown(source, mode)
for source in SINGLE:
    shown(source, "single")
for source in EVAL:
    shown(source, "eval")
