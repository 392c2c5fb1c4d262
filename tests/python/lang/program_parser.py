"""A tokenizer, a recursive-descent parser and a stack machine for arithmetic with variables."""


class Token:
    def __init__(self, kind, value, pos):
        self.kind, self.value, self.pos = kind, value, pos

    def __repr__(self):
        return "%s(%r)" % (self.kind, self.value)


class ParseError(Exception):
    def __init__(self, text, pos):
        super().__init__("%s at %d" % (text, pos))
        self.pos = pos


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
            continue
        start = i
        if c.isdigit():
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            word = text[start:i]
            yield Token("num", float(word) if "." in word else int(word), start)
        elif c.isalpha():
            while i < len(text) and text[i].isalnum():
                i += 1
            yield Token("name", text[start:i], start)
        elif c in "+-*/^()=,":
            i += 1
            yield Token(c, c, start)
        else:
            raise ParseError("bad character %r" % c, i)
    yield Token("end", None, i)


class Parser:
    LEVELS = [("+", "-"), ("*", "/")]

    def __init__(self, text):
        self.stream = tokens(text)
        self.advance()

    def advance(self):
        self.now = next(self.stream)

    def accept(self, *kinds):
        if self.now.kind in kinds:
            t = self.now
            if t.kind != "end":
                self.advance()
            return t
        return None

    def expect(self, kind):
        t = self.accept(kind)
        if t is None:
            raise ParseError("expected %s, got %r" % (kind, self.now), self.now.pos)
        return t

    def statement(self):
        e = self.expression(0)
        if e[0] == "name" and self.accept("="):
            e = ("set", e[1], self.expression(0))
        self.expect("end")
        return e

    def expression(self, level):
        if level == len(self.LEVELS):
            return self.power()
        left = self.expression(level + 1)
        while t := self.accept(*self.LEVELS[level]):
            left = (t.kind, left, self.expression(level + 1))
        return left

    def power(self):
        base = self.unary()
        if self.accept("^"):
            return ("^", base, self.power())
        return base

    def unary(self):
        if self.accept("-"):
            return ("neg", self.unary())
        return self.atom()

    def atom(self):
        if t := self.accept("num"):
            return ("num", t.value)
        if t := self.accept("name"):
            if self.accept("("):
                args = []
                while not self.accept(")"):
                    args.append(self.expression(0))
                    if not self.accept(","):
                        self.expect(")")
                        break
                return ("call", t.value, args)
            return ("name", t.value)
        self.expect("(")
        e = self.expression(0)
        self.expect(")")
        return e


def compile_(node):
    match node:
        case ("num", value):
            return [("push", value)]
        case ("name", name):
            return [("load", name)]
        case ("set", name, value):
            return compile_(value) + [("store", name)]
        case ("neg", value):
            return compile_(value) + [("neg", None)]
        case ("call", name, args):
            return [op for a in args for op in compile_(a)] + [("call", (name, len(args)))]
        case (op, left, right):
            return compile_(left) + compile_(right) + [("op", op)]


class Machine:
    OPS = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "^": lambda a, b: a**b,
    }

    def __init__(self):
        self.vars = {"pi": 3}
        self.functions = {"max": max, "sum": lambda *a: sum(a), "square": lambda x: x * x}
        self.steps = 0

    def run(self, code):
        stack = []
        for op, arg in code:
            self.steps += 1
            getattr(self, "do_" + op)(stack, arg)
        return stack.pop()

    def do_push(self, stack, value):
        stack.append(value)

    def do_load(self, stack, name):
        try:
            stack.append(self.vars[name])
        except KeyError:
            raise NameError("unknown variable " + name) from None

    def do_store(self, stack, name):
        self.vars[name] = stack[-1]

    def do_neg(self, stack, _):
        stack[-1] = -stack[-1]

    def do_op(self, stack, op):
        b = stack.pop()
        a = stack.pop()
        stack.append(self.OPS[op](a, b))

    def do_call(self, stack, target):
        name, n = target
        args = stack[len(stack) - n :]
        del stack[len(stack) - n :]
        stack.append(self.functions[name](*args))


machine = Machine()
LINES = ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "x = -4", "x * x - 1", "-x ^ 2", "y = max(1, x, 7) / 2", "sum(1, 2, 3, y)", "square(square(x))"]
LINES += ["1 +", "2 $ 3", "(1", "z", "1 / 0", "f(1)", "max()", "", "1 2", "sum()", "2 ^ 100", "1.5 * 4", "max(1, 2", "a = b = 1"]
for line in LINES:
    try:
        tree = Parser(line).statement()
        code = compile_(tree)
        print("%-20s -> %s" % (line, machine.run(code)))
    except ParseError as e:
        print("%-20s !! %s" % (line, e))
    except Exception as e:
        print("%-20s ?? %s: %s" % (line, type(e).__name__, e))
for i in range(200):
    machine.run(compile_(Parser("x = x + %d * 2 - square(3)" % i).statement()))
print(machine.vars, machine.steps)
