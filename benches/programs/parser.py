"""A small parser: a tokenizer over a text, recursive descent with precedence into tuples, an evaluator of what comes
out, and a reader of nested data in the manner of JSON."""

SIZE = 25
CHECKSUM = 12626275

PROGRAM = """
width = 12 * (3 + 4) - 6 / 2
height = width % 7 + -3 * 2
area = width * height + (width - height) * (width + height)
ratio = (area - 1) * (area + 1) / (width + 1) - 5 * (4 - (3 - (2 - 1)))
"""
DATA = '{"name": "Ada", "tags": ["x", "yy", []], "n": [1, 22, -333, 4.5e1], "deep": {"a": {"b": {"c": null}}}, "ok": true}'


def tokens(text):
    result = []
    i = 0
    while i < len(text):
        letter = text[i]
        if letter in " \n":
            i += 1
        elif letter.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            result.append(("number", int(text[start:i])))
        elif letter.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            result.append(("name", text[start:i]))
        else:
            result.append(("sign", letter))
            i += 1
    result.append(("end", None))
    return result


POWERS = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2}


class Parser:
    def __init__(self, items):
        self.items = items
        self.at = 0

    def peek(self):
        return self.items[self.at]

    def take(self):
        item = self.items[self.at]
        self.at += 1
        return item

    def statements(self):
        result = []
        while self.peek()[0] != "end":
            _, name = self.take()
            self.take()
            result.append(("set", name, self.expression(0)))
        return result

    def expression(self, power):
        left = self.atom()
        while True:
            kind, value = self.peek()
            if kind != "sign" or POWERS.get(value, 0) <= power:
                return left
            self.take()
            left = (value, left, self.expression(POWERS[value]))

    def atom(self):
        kind, value = self.take()
        if kind == "number" or kind == "name":
            return (kind, value)
        if value == "-":
            return ("negative", self.atom())
        inside = self.expression(0)
        self.take()
        return inside


def evaluate(node, names):
    match node:
        case ("number", value):
            return value
        case ("name", name):
            return names[name]
        case ("negative", inner):
            return -evaluate(inner, names)
        case ("set", name, value):
            names[name] = evaluate(value, names)
            return names[name]
        case (sign, left, right):
            a, b = evaluate(left, names), evaluate(right, names)
            if sign == "+":
                return a + b
            if sign == "-":
                return a - b
            if sign == "*":
                return a * b
            return a // b if sign == "/" else a % b


def load(text, i):
    letter = text[i]
    if letter == " ":
        return load(text, i + 1)
    if letter == '"':
        end = text.index('"', i + 1)
        return text[i + 1:end], end + 1
    if letter in "{[":
        items = []
        i += 1
        while text[i] not in "}]":
            value, i = load(text, i)
            items.append(value)
            while text[i] in " ,:":
                i += 1
        return (dict(zip(items[::2], items[1::2])) if letter == "{" else items), i + 1
    start = i
    while i < len(text) and text[i] not in " ,:]}":
        i += 1
    word = text[start:i]
    constants = {"true": True, "false": False, "null": None}
    if word in constants:
        return constants[word], i
    return (float(word) if "." in word else int(word)), i


def run(size):
    total = 0
    for _ in range(size):
        names = {}
        for statement in Parser(tokens(PROGRAM)).statements():
            total += evaluate(statement, names)
        data, end = load(DATA, 0)
        total += len(data["name"]) + int(sum(data["n"])) + len(data["tags"]) + end
    return total


if __name__ == "__main__":
    print(run(SIZE))
