"""Prints a random program for a seed: the same seed, the same program.

    python3 tests/fuzz/generate.py SEED

Programs end by themselves, print no address and no time, and depend on no hash of a string. They use
ints beyond machine words, floats, strings, lists, dictionaries, sets, classes that change while they
are used, closures, generators, exceptions, and objects that print when they die. Each function keeps a
count of the statements it can execute (`cost`), so that no call chain runs for long.
"""
import random
import sys

from expressions import Scope
from features import features

BUDGET = 30_000  # statements that one top-level call may execute
KINDS = ["int", "int", "int", "float", "str", "list", "dict", "tuple", "bool", "set"]
PRELUDE = '''\
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__)
        return self.swallow


def ints(items):
    """A set of the integers only: the order of others depends on hashes."""
    return {q for q in items if type(q) in (int, bool)}


g0, g1, g2 = 1, 2.5, "g"
'''


class Function:
    def __init__(self, name, parameters, defaults, cost, generator):
        self.name, self.parameters, self.defaults = name, parameters, defaults
        self.cost, self.generator = cost, generator


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = PRELUDE.splitlines()
        self.functions = []
        self.classes = []
        self.names = 0

    # --- output ---

    def emit(self, level, text):
        self.lines.append("    " * level + text)

    def fresh(self, prefix):
        self.names += 1
        return "%s%d" % (prefix, self.names)

    def chance(self, p):
        return self.random.random() < p

    # --- the program ---

    def program(self):
        for _ in range(self.random.randrange(2, 4)):
            self.class_()
        for _ in range(self.random.randrange(3, 6)):
            self.function()
        for f in self.functions:
            for _ in range(self.random.randrange(1, 4)):
                self.top_call(f)
        self.emit(0, "print(g0, g1, g2)")
        return "\n".join(self.lines) + "\n"

    def top_call(self, f):
        scope = Scope(self.random)
        call = "%s(%s)" % (f.name, self.arguments(f, scope))
        self.emit(0, "try:")
        self.emit(1, "print(%s)" % ("list(%s)" % call if f.generator else call))
        self.emit(0, "except Exception as e:")
        self.emit(1, "print(type(e).__name__, e)")

    def arguments(self, f, scope):
        r = self.random
        given = list(f.parameters)
        if f.defaults and self.chance(0.5):
            given = given[: -r.randrange(1, f.defaults + 1)]
        parts, keywords = [], False
        for name, kind in given:
            keywords = keywords or self.chance(0.2)
            value = scope.expression(kind, 1)
            parts.append("%s=%s" % (name, value) if keywords else value)
        return ", ".join(parts)

    # --- classes ---

    def class_(self):
        r = self.random
        name = "C%d" % len(self.classes)
        base = r.choice(self.classes) if self.classes and self.chance(0.5) else None
        slots = base is None and self.chance(0.25)
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "class %s%s:" % (name, "(%s)" % base if base else ""))
        if slots:
            self.emit(1, '__slots__ = ("x", "y")')
        self.emit(1, "k = %d" % r.randrange(100))
        if base is None or self.chance(0.4):
            order = ["self.x = x", "self.y = y"]
            r.shuffle(order)
            self.emit(1, "def __init__(self, x=%d, y=2):" % r.randrange(9))
            for line in order:
                self.emit(2, line)
        own = Scope(r)
        for attr in ("self.x", "self.y"):
            own.names["int"].append(attr)
        scope = Scope(r, own)
        scope.add("a", "int")
        for m in ("m0", "m1"):
            if base is None or self.chance(0.5):
                self.emit(1, "def %s(self, a):" % m)
                if base and self.chance(0.3):
                    self.emit(2, "return super().%s(a) + 1" % m)
                    continue
                if not slots and self.chance(0.4):
                    self.emit(2, "self.x = %s" % scope.cut("int", scope.expression("int", 1)))
                self.emit(2, "return %s" % scope.cut("int", scope.expression("int", 2)))
        if base is None or self.chance(0.3):
            self.emit(1, "@property")
            self.emit(1, "def p(self):")
            self.emit(2, "return %s" % own.cut("int", own.expression("int", 1)))
        if self.chance(0.5):
            self.emit(1, "def __eq__(self, other):")
            self.emit(2, "return isinstance(other, %s) and self.x == other.x" % name)
            self.emit(1, "__hash__ = None")
        if self.chance(0.4):
            self.emit(1, "def __add__(self, other):")
            self.emit(2, "return self.x + (other.x if isinstance(other, %s) else other)" % name)
        if self.chance(0.4):
            self.emit(1, "def __lt__(self, other):")
            self.emit(2, "return self.y < other.y")
        if self.chance(0.3):
            self.emit(1, "def __getitem__(self, i):")
            self.emit(2, "if i > 3:")
            self.emit(3, "raise IndexError('end of %s')" % name)
            self.emit(2, "return self.k + i")
        self.emit(1, "def __repr__(self):")
        self.emit(2, 'return "%s(%%r, %%r)" %% (self.x, self.y)' % name)
        self.classes.append(name)

    # --- functions ---

    def function(self):
        r = self.random
        name = "f%d" % len(self.functions)
        parameters = [("p%d" % i, r.choice(KINDS)) for i in range(r.randrange(1, 4))]
        defaults = r.randrange(len(parameters) + 1) if self.chance(0.4) else 0
        scope = Scope(r)
        scope.names["int"].append("g0")
        scope.names["float"].append("g1")
        scope.names["str"].append("g2")
        texts = []
        for i, (p, kind) in enumerate(parameters):
            default = i >= len(parameters) - defaults
            texts.append(p + ("=%s" % Scope(r).literal(kind, 1) if default else ""))
            scope.add(p, kind)
        generator = self.chance(0.3)
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "def %s(%s):" % (name, ", ".join(texts)))
        self.emit(1, "global g0, g1, g2")
        body = Body(self, scope, generator)
        body.block(1, r.randrange(4, 9))
        kind = r.choice(KINDS)
        self.emit(1, "%s %s" % ("yield" if generator else "return", scope.expression(kind, 2)))
        self.functions.append(Function(name, parameters, defaults, body.cost, generator))


class Body:
    """The statements of one function."""

    def __init__(self, owner, scope, generator):
        self.owner, self.scope, self.generator = owner, scope, generator
        self.random = owner.random
        self.cost = 1
        self.times = 1  # how often the statement being written may execute
        self.loops = 0
        self.nested = 0

    def block(self, level, count):
        for _ in range(count):
            self.cost += self.times
            choices = [self.assign] * 5 + [self.augment] * 3 + [self.show, self.object, self.store, self.container] * 2
            choices += [self.if_, self.for_, self.for_, self.while_, self.try_, self.call, self.call]
            choices += [self.closure, self.unpack, self.with_, self.match, self.change_class, self.noisy, self.global_]
            choices += [self.consume, self.delete, self.raise_]
            if self.generator:
                choices += [self.yield_] * 4
            if level > 4:
                choices = [self.assign, self.augment, self.show, self.store]
            self.random.choice(choices)(level)

    def emit(self, level, text):
        self.owner.emit(level, text)

    def expression(self, kind, depth=2):
        return self.scope.expression(kind, depth)

    def kind(self):
        return self.random.choice(KINDS)

    # --- simple statements ---

    def assign(self, level):
        kind = self.kind()
        name = self.scope.pick(kind) if self.random.random() < 0.4 else None
        if name is None or not name[0] in "vp":
            name = self.owner.fresh("v")
        self.emit(level, "%s = %s" % (name, self.scope.cut(kind, self.expression(kind))))
        self.scope.add(name, kind)

    def augment(self, level):
        kind = self.random.choice(["int", "int", "float", "str", "list"])
        name = self.scope.pick(kind)
        if name is None or name[0] not in "vp":
            return self.assign(level)
        op = {"int": ["+=", "-=", "^=", "|=", "//=", "%="], "float": ["+=", "-=", "/="], "str": ["+="], "list": ["+="]}[kind]
        self.emit(level, "%s %s %s" % (name, self.random.choice(op), self.expression(kind, 1)))
        if kind in ("str", "list"):
            self.emit(level, "%s = %s" % (name, self.scope.cut(kind, name)))

    def show(self, level):
        if self.times > 60:
            return self.assign(level)
        self.emit(level, "print(%s)" % ", ".join(self.expression(self.kind(), 1) for _ in range(self.random.randrange(1, 4))))

    def object(self, level):
        name = self.owner.fresh("o")
        cls = self.random.choice(self.owner.classes)
        self.emit(level, "%s = %s(%s, %s)" % (name, cls, self.expression("int", 1), self.expression("int", 1)))
        self.scope.add(name, "object")

    def store(self, level):
        name = self.scope.pick("object")
        if name is None:
            return self.object(level)
        target = "%s.%s" % (name, self.random.choice(["x", "y", "x", "extra"]))
        if self.random.random() < 0.3:
            self.emit(level, "%s %s %s" % (target, self.random.choice(["+=", "-="]), self.expression("int", 1)))
        else:
            self.emit(level, "%s = %s" % (target, self.scope.cut("int", self.expression("int"))))

    def container(self, level):
        r = self.random
        kind = r.choice(["list", "dict"])
        name = self.scope.pick(kind)
        if name is None:
            return self.assign(level)
        if kind == "list":
            action = r.choice(["append(%s)", "insert(0, %s)", "extend([%s])", "index(%s)", "remove(%s)", "count(%s)"]) % self.expression("int", 1)
            if r.random() < 0.4:
                action = r.choice(["pop()", "reverse()", "sort()", "pop(0)", "clear()", "copy()"])
            self.emit(level, "%s.%s" % (name, action))
            if r.random() < 0.4:
                self.emit(level, "%s[%s] = %s" % (name, r.choice(["0", "-1", "1:2"]), self.expression(r.choice(["int", "list"]), 1)))
            self.emit(level, "del %s[10:]" % name)
        else:
            self.emit(level, "%s[%s] = %s" % (name, self.scope.key(), self.expression("int", 1)))
            if r.random() < 0.4:
                self.emit(level, "%s.%s" % (name, r.choice(["pop(%s, None)", "setdefault(%s, 5)", "pop(%s)", "update({%s: 1})"]) % self.scope.key()))

    def delete(self, level):
        name = self.scope.pick(self.random.choice(["list", "dict"]))
        if name is None:
            return self.assign(level)
        self.emit(level, "del %s[%s]" % (name, self.random.choice(["0", "-1", self.scope.key()])))

    def unpack(self, level):
        a, b, c = (self.owner.fresh("v") for _ in range(3))
        text = self.random.choice([
            "%s, %s, *%s = %s" % (a, b, c, "[%s, %s, 3]" % (self.expression("int", 1), self.expression("int", 1))),
            "(%s, %s), %s = divmod(%s, 7), [%s]" % (a, b, c, self.expression("int", 1), self.expression("int", 1)),
            "%s, %s, *%s = %s" % (a, b, c, self.expression("list", 1)),
        ])
        self.emit(level, text)
        for name, kind in ((a, "int"), (b, "int"), (c, "list")):
            self.scope.add(name, kind)

    def noisy(self, level):
        if self.times > 60:
            return self.assign(level)
        name = self.owner.fresh("n")
        label = self.owner.fresh("label")
        self.emit(level, self.random.choice(['%s = Noisy("%s")', '%s = [Noisy("%s"), Noisy("second")]', '%s = {1: Noisy("%s")}', '%s = (Noisy("%s"), 5)']) % (name, label))
        if self.random.random() < 0.4:
            self.emit(level, "%s = None" % name)

    def global_(self, level):
        self.emit(level, self.random.choice(["g0 = %s" % self.scope.cut("int", self.expression("int", 1)), "g1 = %s" % self.expression("float", 1), "g2 = %s" % self.scope.cut("str", self.expression("str", 1))]))

    def change_class(self, level):
        r = self.random
        cls = r.choice(self.owner.classes)
        name = self.scope.pick("object")
        changes = ["%s.k = %s" % (cls, self.expression("int", 1)), "%s.m0 = lambda self, a: (self.x, a)[a %% 2]" % cls, "%s.m1 = lambda self, a, b=2: a + b" % cls, "%s.p = %d" % (cls, r.randrange(9)), "%s.p = property(lambda self: self.x)" % cls]
        if name:
            changes += ["%s.__class__ = %s" % (name, cls), "%s.m0 = lambda a: %s" % (name, self.expression("int", 0)), "del %s.x" % name, "%s.k = 5" % name]
        self.emit(level, "try:")
        self.emit(level + 1, r.choice(changes))
        self.emit(level, "except (AttributeError, TypeError) as e:")
        self.emit(level + 1, "print(e)")

    def raise_(self, level):
        self.emit(level, "if %s:" % self.expression("bool", 1))
        e = self.random.choice(["ValueError(%s)", "KeyError(%s)", "TypeError(%s)", "IndexError(%s)"]) % self.expression("int", 1)
        self.emit(level + 1, "raise " + e)

    def yield_(self, level):
        value = self.expression(self.kind(), 1)
        if self.random.random() < 0.5:
            self.emit(level, "yield %s" % value)
        else:
            name = self.owner.fresh("v")
            self.emit(level, "%s = (yield %s) or %s" % (name, value, self.expression("int", 0)))
            self.scope.add(name, "int")

    # --- compound statements ---

    def inner(self, level, times=1, count=None):
        """A nested block; what it binds is not relied on afterwards."""
        outer, self.scope = self.scope, Scope(self.random, self.scope)
        self.times *= times
        self.loops += times > 1
        self.block(level, count or self.random.randrange(1, 4))
        self.loops -= times > 1
        self.times //= times
        self.scope = outer

    def if_(self, level):
        self.emit(level, "if %s:" % self.expression("bool"))
        self.inner(level + 1)
        if self.random.random() < 0.3:
            self.emit(level, "elif %s:" % self.expression("bool", 1))
            self.inner(level + 1)
        if self.random.random() < 0.5:
            self.emit(level, "else:")
            self.inner(level + 1)

    def exits(self, level):
        if self.random.random() < 0.3:
            self.emit(level, "if %s:" % self.expression("bool", 1))
            self.emit(level + 1, self.random.choice(["break", "continue"]))

    def for_(self, level):
        r = self.random
        if self.loops > 2 or self.times > 2000:
            return self.assign(level)
        name = self.owner.fresh("i")
        n = r.choice([3, 5, 8, 20 if self.loops == 0 else 4])
        source, kind = r.choice([("range(%d)" % n, "int"), ("range(%d)" % n, "int"), (self.expression("list", 1), "int"), ("enumerate(%s)" % self.expression("list", 0), "pair"), (self.expression("str", 1), "str"), ("zip(range(%d), %s)" % (n, self.expression("list", 0)), "pair"), ("list(%s.items())" % (self.scope.pick("dict") or "{}"), "item"), ("reversed(range(%d))" % n, "int")])
        other = self.owner.fresh("i")
        self.emit(level, "for %s in %s:" % (name if kind in ("int", "str") else "%s, %s" % (name, other), source))
        outer, self.scope = self.scope, Scope(r, self.scope)
        if kind == "pair":
            self.scope.add(other, "int")
        if kind != "item":
            self.scope.add(name, "str" if kind == "str" else "int")
        self.inner(level + 1, max(n, 10) if "range" not in source else n)
        self.exits(level + 1)
        self.scope = outer
        if r.random() < 0.2:
            self.emit(level, "else:")
            self.inner(level + 1)

    def while_(self, level):
        if self.loops > 2 or self.times > 2000:
            return self.assign(level)
        name = self.owner.fresh("t")
        n = self.random.randrange(2, 9)
        self.emit(level, "%s = %d" % (name, n))
        self.emit(level, "while %s > 0%s:" % (name, " and %s" % self.expression("bool", 1) if self.random.random() < 0.3 else ""))
        self.emit(level + 1, "%s -= 1" % name)
        self.inner(level + 1, n)
        self.exits(level + 1)

    def try_(self, level):
        r = self.random
        self.emit(level, "try:")
        self.inner(level + 1)
        finally_only = r.random() < 0.2
        if not finally_only:
            for kind in r.sample(["ZeroDivisionError", "(KeyError, IndexError)", "TypeError", "ValueError", "AttributeError"], r.randrange(1, 3)) + ["Exception"]:
                self.emit(level, "except %s as e:" % kind)
                self.emit(level + 1, "print(type(e).__name__, e)" if self.times <= 60 else "pass")
                if r.random() < 0.15:
                    self.emit(level + 1, r.choice(["raise", "raise RuntimeError('again') from e"]))
            if r.random() < 0.3:
                self.emit(level, "else:")
                self.inner(level + 1, count=1)
        if finally_only or r.random() < 0.3:
            self.emit(level, "finally:")
            self.inner(level + 1, count=1)

    def with_(self, level):
        self.emit(level, "with Manager(%s):" % self.expression("bool", 0))
        self.inner(level + 1)

    def match(self, level):
        subject = self.expression(self.random.choice(["int", "list", "tuple", "dict", "str"]), 1)
        name = self.owner.fresh("v")
        self.emit(level, "match %s:" % subject)
        for pattern in self.random.sample(["0 | 1 | -1", "int() as %s" % name, "[%s]" % name, "[%s, *_]" % name, '{"a": %s}' % name, "str()", "(_, %s)" % name, "[]", "float() | bool()"], 3):
            self.emit(level + 1, "case %s%s:" % (pattern, " if %s" % self.expression("bool", 0) if self.random.random() < 0.2 else ""))
            self.inner(level + 2, count=1)
        self.emit(level + 1, "case _:")
        self.inner(level + 2, count=1)

    def closure(self, level):
        if self.nested:
            return self.assign(level)
        name, cell = self.owner.fresh("h"), self.owner.fresh("c")
        self.emit(level, "%s = %s" % (cell, self.expression("int", 1)))
        self.emit(level, "def %s(a, b=%s):" % (name, self.expression("int", 0)))
        self.emit(level + 1, "nonlocal %s" % cell)
        self.nested += 1
        scope = Scope(self.random)
        for n in ("a", "b", cell):
            scope.add(n, "int")
        self.emit(level + 1, "%s = %s" % (cell, scope.cut("int", scope.expression("int", 2))))
        self.emit(level + 1, "return %s" % scope.cut("int", scope.expression("int", 1)))
        self.nested -= 1
        self.scope.add(name, "function")
        self.scope.add(cell, "int")

    # --- calls of functions written before ---

    def affordable(self, generator):
        return [f for f in self.owner.functions if f.generator is generator and self.cost + f.cost * self.times < BUDGET]

    def call(self, level):
        ready = self.affordable(False)
        if not ready:
            return self.assign(level)
        f = self.random.choice(ready)
        self.cost += f.cost * self.times
        name = self.owner.fresh("r")
        self.emit(level, "%s = %s(%s)" % (name, f.name, self.owner.arguments(f, self.scope)))
        if self.times <= 60:
            self.emit(level, "print(%s)" % name)

    def consume(self, level):
        ready = self.affordable(True)
        if not ready:
            return self.assign(level)
        f = self.random.choice(ready)
        self.cost += f.cost * self.times
        name, value = self.owner.fresh("s"), self.owner.fresh("u")
        self.emit(level, "%s = %s(%s)" % (name, f.name, self.owner.arguments(f, self.scope)))
        show = "print(%s)" % value if self.times <= 60 else "pass"
        way = self.random.randrange(4)
        if way == 0:
            self.emit(level, "for %s in %s:" % (value, name))
            self.emit(level + 1, show)
            if self.random.random() < 0.4:
                self.emit(level + 1, "break")
        elif way == 1:
            self.emit(level, "%s = next(%s, 'ended')" % (value, name))
            self.emit(level, show)
            self.emit(level, "%s.close()" % name)
        elif way == 2:
            self.emit(level, "try:")
            self.emit(level + 1, "%s = [next(%s), %s.send(%s), %s.throw(KeyError('thrown'))]" % (value, name, name, self.expression("int", 0), name))
            self.emit(level + 1, show)
            self.emit(level, "except (StopIteration, KeyError) as e:")
            self.emit(level + 1, "print(type(e).__name__, e)" if self.times <= 60 else "pass")
        elif self.generator:
            self.emit(level, "yield from %s" % name)
        else:
            self.emit(level, "%s = list(%s)" % (value, name))
            self.emit(level, show)


def generate(seed):
    """Even seeds make programs of functions that call each other, odd ones rows of scenes about features."""
    return features(seed) if seed % 2 else Generator(seed).program()


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1])))
