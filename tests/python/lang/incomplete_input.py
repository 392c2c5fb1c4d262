# Source that ends too early: what `codeop` asks of `compile` for interactive consoles.

DONT_IMPLY_DEDENT = 0x200
ALLOW_INCOMPLETE_INPUT = 0x4000


def tell(source, mode, flags):
    try:
        compile(source, "<console>", mode, flags, True)
    except SyntaxError as error:
        place = (error.lineno, error.offset, error.text, error.end_lineno, error.end_offset)
        return (type(error).__name__, error.msg, *place)
    return "complete"


# === The class of the error ===
try:
    compile("(", "<console>", "exec", ALLOW_INCOMPLETE_INPUT)
except SyntaxError as error:
    print(type(error).__mro__[:3], error.args)

# === Every beginning of a source ===
SOURCES = [
    "if x: pass\n  ",
    "if x:\n  pass\nelse:\n  y\n",
    "def f(a, b=1):\n    '''d\n    s'''\n    return a + \\\n  b\n\n",
    "try:\n  a\nexcept B as d:\n  e\n",
    "class A:\n  @d\n  def e(self): return ''\n",
    "x = [1,\n 2] ; b = f'{1!r:>{w}}' # c\n",
    "f'''{c\n}'''\n",
    "a b\n",
    "x = 'abc\\\n def'\n",
    "if 1:\n\ta\n        b\n",
    "a\nb\n",
    "import x\nglobal z",
    "x ... \n",
]
for source in SOURCES:
    beginnings = {source[:length] for length in range(len(source) + 1)}
    beginnings |= {beginning + "\n" for beginning in beginnings}
    for beginning in sorted(beginnings):
        for mode in "exec", "single", "eval":
            plain = tell(beginning, mode, 0)
            waiting = tell(beginning, mode, DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT)
            print(ascii(beginning), mode, ascii(plain), "same" if plain == waiting else ascii(waiting))


# === Each flag alone ===
for source in "if x:\n  y", "if x:\n  y\n", "if x: y", "x", "if x:\n  if y:\n    z", "if x:\n  y\n # c", "\n  ":
    for flags in DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE_INPUT:
        print(ascii(source), hex(flags), *[ascii(tell(source, mode, flags)) for mode in ("exec", "single", "eval")])


# === As codeop decides ===
def decide(source, mode="single"):
    flags = DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT
    try:
        compile(source, "<console>", mode, flags)
        return "run"
    except SyntaxError:
        pass
    try:
        compile(source + "\n", "<console>", mode, flags)
        return "wait"
    except SyntaxError as error:
        if type(error).__name__ == "_IncompleteInputError":
            return "wait"
    try:
        compile(source, "<console>", mode)
        return "run"
    except SyntaxError as error:
        return error.msg


for source in [
    "a = 1", "\na = 1", "a = 1\n", "def x():\n\n pass\n", "if 1:\n pass\n", "if 1: pass\nelse:\n pass\n", "a = \\\n1",
    "(a **", "(a,b,", "def foo():", "def foo():\n pass", "if 9==3:", "if 9==3:\n pass", "if 9==3:\n pass\nelse:",
    "'''abc", "'''abc\n", "a = 1\\", "@a.b.c", "@a\n", "try: x\nexcept: ", "for i in range(3): print(i)",
    "while 1:\n pass\n  ", "a b", "a = ", "1 +", "a = ''", "'a", "def x(a, b", "a()\nb()", "a; b", "lambda z:", "del",
    "import", "from x import", "with a as b", "class C:", "match x:", "match x:\n case 1:", "if True:\n  x\n else: y",
    "async def f():\n  await g()", "f'{", "f'''{x", "return 1", "()=1", "é = 'é", "if é:\n  'é", "x = \\\n\\\n", "#c", "",
]:
    print(ascii(source), *[ascii(decide(source, mode)) for mode in ("single", "exec", "eval")])
