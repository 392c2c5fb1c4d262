"""An interpreter in the interpreter: a compiler from nested tuples to the code of a stack machine, and the machine,
with a dispatch by comparison and one by a table of methods."""

SIZE = 60
CHECKSUM = 25882

FACTORIAL = (
    "begin",
    ("set", "result", 1),
    ("set", "i", 1),
    ("while", ("<", "i", "n"), ("begin", ("set", "result", ("%", ("*", "result", "i"), 1009)), ("set", "i", ("+", "i", 1)))),
    "result",
)
SUM = (
    "begin",
    ("set", "total", 0),
    ("while", ("<", 0, "n"), ("begin", ("set", "total", ("+", "total", "n")), ("set", "n", ("-", "n", 1)))),
    ("if", ("<", "total", 10), 0, "total"),
)


def compile_to(code, node):
    if isinstance(node, int):
        code.append(("push", node))
    elif isinstance(node, str):
        code.append(("load", node))
    elif node[0] == "begin":
        for inner in node[1:-1]:
            compile_to(code, inner)
        compile_to(code, node[-1])
    elif node[0] == "set":
        compile_to(code, node[2])
        code.append(("store", node[1]))
    elif node[0] == "while":
        start = len(code)
        compile_to(code, node[1])
        hole = len(code)
        code.append(None)
        compile_to(code, node[2])
        code.append(("jump", start))
        code[hole] = ("unless", len(code))
    elif node[0] == "if":
        compile_to(code, node[1])
        hole = len(code)
        code.append(None)
        compile_to(code, node[2])
        skip = len(code)
        code.append(None)
        code[hole] = ("unless", len(code))
        compile_to(code, node[3])
        code[skip] = ("jump", len(code))
    else:
        compile_to(code, node[1])
        compile_to(code, node[2])
        code.append(("binary", node[0]))


def execute(code, names):
    stack = []
    at = 0
    while at < len(code):
        op, argument = code[at]
        at += 1
        if op == "push":
            stack.append(argument)
        elif op == "load":
            stack.append(names[argument])
        elif op == "store":
            names[argument] = stack.pop()
        elif op == "jump":
            at = argument
        elif op == "unless":
            if not stack.pop():
                at = argument
        else:
            right = stack.pop()
            left = stack.pop()
            if argument == "+":
                stack.append(left + right)
            elif argument == "-":
                stack.append(left - right)
            elif argument == "*":
                stack.append(left * right)
            elif argument == "<":
                stack.append(left < right)
            else:
                stack.append(left % right)
    return stack.pop()


class Machine:
    def __init__(self, code, names):
        self.names = names
        self.stack = []
        self.at = 0
        table = {"push": self.push, "load": self.load, "store": self.store, "jump": self.jump, "unless": self.unless}
        binary = {"+": self.add, "-": self.subtract, "*": self.multiply, "<": self.less, "%": self.modulo}
        self.code = [(binary[arg], None) if op == "binary" else (table[op], arg) for op, arg in code]

    def run(self):
        code = self.code
        while self.at < len(code):
            method, argument = code[self.at]
            self.at += 1
            method(argument)
        return self.stack.pop()

    def push(self, value):
        self.stack.append(value)

    def load(self, name):
        self.stack.append(self.names[name])

    def store(self, name):
        self.names[name] = self.stack.pop()

    def jump(self, target):
        self.at = target

    def unless(self, target):
        if not self.stack.pop():
            self.at = target

    def add(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() + right)

    def subtract(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() - right)

    def multiply(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() * right)

    def less(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() < right)

    def modulo(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() % right)


def run(size):
    total = 0
    for program in (FACTORIAL, SUM):
        code = []
        compile_to(code, program)
        for n in range(size, size + 5):
            total += execute(code, {"n": n})
            total += Machine(code, {"n": n}).run()
    return total


if __name__ == "__main__":
    print(run(SIZE))
