"""Random programs about the language's features: signatures and calls, exceptions, generators, coroutines, classes,
descriptors, patterns, comprehensions, closures, formatting. Each is a row of scenes; a scene is a function that runs
many times, so that its instructions specialize, and prints what the first runs and the last one answer.
"""
import random

PRELUDE = '''\
import sys

LOG = []


def plain(text):
    """Without addresses."""
    first, *rest = text.split(" at 0x")
    return first + "".join(part[part.find(">") :] for part in rest)


def note(*items):
    if len(LOG) < 60:
        LOG.append(plain(" ".join(map(str, items))))
    return items[-1] if items else None


def run(scene, times):
    shown = []
    for turn in range(times):
        try:
            result = plain(repr(scene(turn)))
        except Exception as e:
            result = describe(e)
        if turn < 3 or turn == times - 1:
            shown.append(result[:200])
        if turn > 2:
            LOG.clear()
        elif LOG:
            print("  ", *LOG, sep="; ")
            LOG.clear()
    print(scene.__name__, *shown, sep=" | ")


def describe(e, depth=0):
    text = "%s(%s)" % (type(e).__name__, plain(str(e)))
    for n in getattr(e, "__notes__", ()):
        text += " +" + n
    if isinstance(e, BaseExceptionGroup) and depth < 3:
        text += "[%s]" % ", ".join(describe(x, depth + 1) for x in e.exceptions)
    if e.__cause__ is not None and depth < 3:
        text += " from " + describe(e.__cause__, depth + 1)
    elif e.__context__ is not None and not e.__suppress_context__ and depth < 3:
        text += " during " + describe(e.__context__, depth + 1)
    return text


class Error(Exception):
    pass


class Other(Error, ValueError):
    def __str__(self):
        return "other%d" % len(self.args)


class Guard:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        note("enter", self.name)
        return self

    def __exit__(self, kind, error, traceback):
        note("exit", self.name, kind and kind.__name__)
        return self.swallow


class Last:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        note("del", self.name)


class Wait:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = None
        for i in range(self.n):
            got = yield (i, got)
        return self.n


'''
ERRORS = ["Error", "Other", "ValueError", "KeyError", "(Error, KeyError)", "Exception", "ArithmeticError", "LookupError", "TypeError"]
NAMES = "abcdefgh"
VALUES = ["0", "1", "-1", "2", "7", "True", "None", "1.5", "-0.0", "'x'", "''", "'text'", "b'by'", "[1, 2]", "[]", "(1, 2)", "()", "{'k': 1}", "{}", "{1, 2}", "2**70", "range(3)", "int", "len", "..."]
SMALL = ["0", "1", "2", "-1", "3", "turn", "turn % 3", "turn & 1"]


class Features:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = PRELUDE.splitlines()
        self.count = 0

    def emit(self, level, text):
        self.lines.append("    " * level + text)

    def fresh(self, prefix="v"):
        self.count += 1
        return "%s%d" % (prefix, self.count)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *items):
        return self.r.choice(items)

    def value(self):
        return self.r.choice(VALUES)

    def small(self):
        return self.r.choice(SMALL)

    def program(self):
        scenes = [self.call, self.call, self.errors, self.errors, self.generator, self.generator, self.classes, self.classes, self.descriptor, self.match, self.match, self.comprehension, self.closure, self.formatting, self.coroutine, self.operators, self.loops, self.containers, self.unpacking, self.protocols, self.metaclass, self.scoping, self.group]
        for _ in range(self.r.randrange(4, 9)):
            self.emit(0, "")
            self.emit(0, "")
            name = self.r.choice(scenes)()
            self.emit(0, "")
            self.emit(0, "")
            self.emit(0, "run(%s, %d)" % (name, self.pick(1, 3, 12, 60)))
        return "\n".join(self.lines) + "\n"

    def scene(self, kind):
        name = self.fresh(kind)
        self.emit(0, "def %s(turn):" % name)
        return name

    # --- signatures and calls ---

    def signature(self):
        """Parameters as source and as lists, and an expression of what they are bound to."""
        names = list(NAMES[: self.r.randrange(5)])
        slash = self.r.randrange(len(names) + 1) if self.chance(0.4) else 0
        parts, defaulted = [], False
        for i, name in enumerate(names):
            defaulted = defaulted or self.chance(0.25)
            parts.append(name + ("=%s" % self.value() if defaulted else ""))
            if i + 1 == slash:
                parts.append("/")
        shown = list(names)
        keyword_only = [n for n in "pqr" if self.chance(0.25)]
        if self.chance(0.3):
            parts.append("*args")
            shown.append("args")
        elif keyword_only:
            parts.append("*")
        for name in keyword_only:
            parts.append(name + ("=%s" % self.value() if self.chance(0.5) else ""))
            shown.append(name)
        if self.chance(0.3):
            parts.append("**kw")
            shown.append("kw")
        return ", ".join(parts), names, keyword_only, "(%s)" % "".join(s + ", " for s in shown)

    def arguments(self, names, keyword_only):
        parts = []
        count = max(0, len(names) + self.pick(-2, -1, 0, 0, 0, 0, 1))
        by_position = self.r.randrange(count + 1) if self.chance(0.4) else count
        for _ in range(by_position):
            parts.append(self.value())
        if self.chance(0.25):
            parts.insert(self.r.randrange(len(parts) + 1), self.pick("*[1]", "*(4, 5)", "*'ab'", "*range(turn % 2)", "*{}", "*3", "*None"))
        given = set()
        for name in [*names[by_position:count], *keyword_only]:
            if self.chance(0.85) and name not in given:
                given.add(name)
                parts.append("%s=%s" % (name, self.value()))
        if self.chance(0.1) and "aa" not in given:
            parts.append("aa=1")
        if self.chance(0.25):
            parts.append(self.pick("**{}", "**{'p': 1}", "**{'a': 1, 'z': 2}", "**{1: 2}", "**None", "**dict(q=turn)"))
        return ", ".join(parts)

    def call(self):
        text, names, keyword_only, shown = self.signature()
        way = self.r.randrange(6)
        f = self.fresh("f")
        if way < 2:
            self.emit(0, "def %s(%s):" % (f, text))
            self.emit(1, "return %s" % shown)
            target = f
        elif way == 2:
            self.emit(0, "%s = lambda %s: %s" % (f, text, shown))
            target = f
        else:
            self.emit(0, "class %s:" % f)
            decorator = {3: "", 4: self.pick("@classmethod", "@staticmethod"), 5: ""}[way]
            method = self.pick("__init__", "__call__", "__new__") if way == 5 else "m"
            if decorator:
                self.emit(1, decorator)
            first = "" if decorator == "@staticmethod" else "self"
            self.emit(1, "def %s(%s):" % (method, ", ".join(t for t in (first, text) if t)))
            if method == "__init__":
                self.emit(2, "note(%s)" % shown)
                target = f
            elif method == "__new__":
                self.emit(2, "return %s" % shown)
                target = f
            else:
                self.emit(2, "return %s" % shown)
                target = "%s()%s" % (f, "" if method == "__call__" else "." + method)
                if way == 4 and self.chance(0.5):
                    target = "%s.m" % f
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("call")
        if self.chance(0.3):
            self.emit(1, "target = %s" % target)
            target = "target"
        suffix = " is not None" if target == f and way >= 3 else ""
        for _ in range(self.r.randrange(1, 4)):
            self.emit(1, "try:")
            self.emit(2, "note(%s(%s)%s)" % (target, self.arguments(names, keyword_only), suffix))
            self.emit(1, "except TypeError as e:")
            self.emit(2, "note(describe(e))")
        self.emit(1, "return %s(%s)%s" % (target, self.arguments(names, keyword_only), suffix))
        return name

    # --- exceptions ---

    def raising(self):
        return self.pick("raise Error(turn)", "raise Other(1, 2)", "raise KeyError('k')", "1 // (turn % 2)", "[][turn]", "raise ValueError from None", "{}['missing']", "int('x')", "raise Error from KeyError(3)", "None.attribute", "undefined", "pass", "pass", "note('step')", "return 'returned %d' % turn", "assert turn < 2, 'late'", "raise", "raise 5", "del gone", "(lambda: turn)(1)")

    def errors(self):
        name = self.scene("errors")
        self.emit(1, "last = Last('local')")
        self.block(1, 3)
        self.emit(1, "return 'end'")
        return name

    def block(self, level, budget, loop=False):
        r = self.r
        for _ in range(r.randrange(1, 3)):
            way = r.randrange(10)
            if budget <= 0 or way < 3:
                self.emit(level, self.pick("break", "continue") if loop and self.chance(0.3) else self.raising())
            elif way < 7:
                self.emit(level, "try:")
                self.block(level + 1, budget - 1, loop)
                handlers = r.randrange(3)
                for i in range(handlers):
                    bare = i == handlers - 1 and self.chance(0.2)
                    e = "" if bare or self.chance(0.3) else " as e"
                    self.emit(level, "except%s%s:" % ("" if bare else " " + r.choice(ERRORS), e))
                    if e and self.chance(0.7):
                        self.emit(level + 1, self.pick("note(describe(e))", "e.add_note('noted')", "saved = e", "raise Error('again') from e", "raise Other() ", "raise", "raise e"))
                    self.block(level + 1, budget - 1, loop)
                if handlers and self.chance(0.3):
                    self.emit(level, "else:")
                    self.block(level + 1, 0, loop)
                if not handlers or self.chance(0.4):
                    self.emit(level, "finally:")
                    self.emit(level + 1, "note('finally')")
                    if self.chance(0.3):
                        self.emit(level + 1, self.raising().replace("return 'returned %d' % turn", "note(sys.exception() and 1)"))
            elif way < 9:
                self.emit(level, "with %s:" % ", ".join("Guard(%r, %s)%s" % (self.fresh("g"), self.pick("True", "False", "False", "turn == 1"), self.pick("", " as held")) for _ in range(r.randrange(1, 3))))
                self.block(level + 1, budget - 1, loop)
            else:
                self.emit(level, "for i in range(3):")
                self.block(level + 1, budget - 1, True)
                if self.chance(0.3):
                    self.emit(level, "else:")
                    self.emit(level + 1, "note('no break')")

    def group(self):
        name = self.scene("group")
        leaves = ", ".join(self.pick("Error(%d)", "Other(%d)", "KeyError(%d)", "ValueError(%d)", "ExceptionGroup('in', [TypeError(%d), Error()])") % self.r.randrange(5) for _ in range(self.r.randrange(1, 4)))
        self.emit(1, "try:")
        self.emit(2, "try:")
        self.emit(3, self.pick("raise ExceptionGroup('g', [%s])", "raise ExceptionGroup('g', [%s])", "raise [%s][0]") % leaves)
        for _ in range(self.r.randrange(1, 4)):
            self.emit(2, "except* %s as e:" % self.pick("Error", "Other", "ValueError", "KeyError", "(KeyError, TypeError)", "Exception"))
            self.emit(3, self.pick("note(describe(e))", "raise", "raise Error('new')", "raise Other() from e", "note(len(e.exceptions))", "raise e.exceptions[0]"))
        if self.chance(0.3):
            self.emit(2, "finally:")
            self.emit(3, "note('finally')")
        self.emit(1, "except BaseException as e:")
        self.emit(2, "return describe(e)")
        self.emit(1, "return 'quiet'")
        return name

    # --- generators and coroutines ---

    def generator(self):
        g = self.fresh("g")
        self.emit(0, "def %s(n):" % g)
        self.emit(1, "last = Last('in generator')")
        self.emit(1, "got = None")
        for _ in range(self.r.randrange(1, 4)):
            self.emit(1, self.pick(
                "got = yield n",
                "yield got",
                "for i in range(n): yield i",
                "got = yield from [n, n + 1]",
                "yield from (x * 2 for x in range(n))",
                "if n > 1: got = yield from %s(n - 1)" % g,
                "note('at', got)",
                "x, y = yield 5, got",
                "raise StopIteration(n)" if self.chance(0.1) else "yield [n]",
                "if n % 2: return got",
            ))
        if self.chance(0.5):
            self.emit(1, "try:")
            self.emit(2, "got = yield 'in try'")
            self.emit(1, self.pick("except Error as e:", "except GeneratorExit:", "except BaseException as e:"))
            self.emit(2, self.pick("yield 'caught'", "raise", "return 'from handler'", "raise KeyError(1)", "note('swallowed')"))
            if self.chance(0.5):
                self.emit(1, "finally:")
                self.emit(2, self.pick("note('closing')", "yield 'late'", "note(got)"))
        self.emit(1, "return n, got")
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("generator")
        self.emit(1, "it = %s(%s)" % (g, self.pick("1", "2", "3", "turn % 3")))
        self.emit(1, "out = []")
        self.emit(1, "try:")
        for _ in range(self.r.randrange(1, 7)):
            self.emit(2, "out.append(%s)" % self.pick("next(it)", "next(it)", "next(it, 'over')", "it.send(None)", "it.send(turn)", "it.throw(Error('in'))", "it.throw(GeneratorExit)", "it.close()", "it.gi_running", "list(it)", "it.gi_frame is None", "sum(1 for _ in it)"))
        self.emit(1, "except BaseException as e:")
        self.emit(2, "out.append(describe(e))")
        self.emit(2, "out.append(getattr(e, 'value', 0))")
        if self.chance(0.5):
            self.emit(1, "for item in it:")
            self.emit(2, "out.append(item)")
            if self.chance(0.5):
                self.emit(2, "break")
        self.emit(1, "return out")
        return name

    def coroutine(self):
        c, a = self.fresh("c"), self.fresh("a")
        self.emit(0, "async def %s(n):" % a)
        self.emit(1, "for i in range(n):")
        self.emit(2, self.pick("yield i", "yield await Wait(i)", "got = yield i, n", "if i: yield i"))
        if self.chance(0.4):
            self.emit(1, self.pick("raise Error('async')", "await Wait(1)", "yield 'more'"))
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "async def %s(n):" % c)
        for _ in range(self.r.randrange(1, 4)):
            self.emit(1, self.pick(
                "note(await Wait(n))",
                "n += await Wait(2)",
                "try:\n        await Wait(3)\n    except Error as e:\n        note('caught', e)",
                "async for x in %s(n):\n        note(x)" % a,
                "note([x async for x in %s(2)])" % a,
                "note({x: await Wait(0) async for x in %s(2) if x})" % a,
                "if n > 0: note(await %s(n - 1))" % c,
                "try:\n        await Wait(1)\n    finally:\n        note('cleanup')",
                "note(await anext(%s(n), 'none'))" % a,
            ))
        self.emit(1, "return n")
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("coroutine")
        self.emit(1, "co = %s(turn %% 3)" % c)
        self.emit(1, "out = []")
        self.emit(1, "try:")
        self.emit(2, "for step in range(%d):" % self.pick(2, 5, 20))
        self.emit(3, "out.append(co.send(%s))" % self.pick("None", "step or None"))
        if self.chance(0.5):
            self.emit(2, self.pick("co.throw(Error('thrown'))", "co.close()", "co.throw(KeyError)"))
        self.emit(1, "except BaseException as e:")
        self.emit(2, "out.append(describe(e))")
        self.emit(1, "finally:")
        self.emit(2, "co.close()")
        self.emit(1, "return out")
        return name

    # --- classes ---

    def classes(self):
        names = []
        for _ in range(self.r.randrange(2, 5)):
            name = self.fresh("C")
            bases = self.r.sample(names, min(len(names), self.pick(0, 1, 1, 2)))
            if not bases and self.chance(0.2):
                bases = [self.pick("int", "str", "list", "dict", "tuple", "Exception", "float")]
            # A base before its subclass has no MRO: that is for a scene to find out.
            self.emit(0, "try:")
            self.emit(1, "class %s(%s):" % (name, ", ".join(bases)))
            self.emit(2, "tag = %r" % name)
            if self.chance(0.15):
                self.emit(2, "__slots__ = %s" % self.pick("('x', 'y')", "'x'", "('x', '__dict__')", "()"))
            for m in self.r.sample(["m", "n", "p", "c", "s", "__repr__", "__getattr__", "__init_subclass__", "__setattr__", "__init__"], self.r.randrange(1, 5)):
                self.member(name, m)
            self.emit(0, "except TypeError as e:")
            self.emit(1, "print(describe(e).replace('\\n', ' '))")
            self.emit(1, "%s = %s" % (name, self.pick("object", names[-1] if names else "object")))
            self.emit(0, "")
            self.emit(0, "")
            names.append(name)
        name = self.scene("classes")
        self.emit(1, "out = []")
        self.emit(1, "for cls in %s:" % ", ".join([*names, names[-1]]))
        self.emit(2, "for action in ACTIONS:")
        self.emit(3, "try:")
        self.emit(4, "o = cls()")
        self.emit(4, "out.append(action(o))")
        self.emit(3, "except Exception as e:")
        self.emit(4, "out.append(describe(e))")
        self.emit(1, "return hash(str(out)) and [str(x)[:40] for x in out if ' at 0x' not in str(x)]")
        actions = ["lambda o: o.m()", "lambda o: o.n(3)", "lambda o: o.p", "lambda o: o.c()", "lambda o: o.s()", "lambda o: o.tag", "lambda o: o.unknown", "lambda o: setattr(o, 'x', 5) or o.x", "lambda o: setattr(o, 'm', lambda: 'shadow') or o.m()", "lambda o: type(o).m(o)", "lambda o: [k.__name__ for k in type(o).__mro__]", "lambda o: sorted(vars(o))", "lambda o: delattr(o, 'x')", "lambda o: setattr(type(o), 'tag', 'set') or o.tag", "lambda o: isinstance(o, %s)" % names[0], "lambda o: setattr(o, 'p', 1)", "lambda o: hasattr(o, 'n')", "lambda o: type(o).__bases__[0].__name__"]
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "ACTIONS = [%s]" % ", ".join(self.r.sample(actions, 7)))
        return name

    def member(self, cls, m):
        if m == "p":
            self.emit(2, "@property")
            self.emit(2, "def p(self):")
            self.emit(3, self.pick("return self.tag", "return super().p", "return self.missing", "return 1 // 0"))
            if self.chance(0.3):
                self.emit(2, "@p.setter")
                self.emit(2, "def p(self, value):")
                self.emit(3, "note('set', value)")
        elif m in ("c", "s"):
            self.emit(2, "@classmethod" if m == "c" else "@staticmethod")
            self.emit(2, "def %s(%s):" % (m, "cls" if m == "c" else ""))
            self.emit(3, "return %s" % (self.pick("cls.__name__", "super().c()", "cls.tag") if m == "c" else "'static'"))
        elif m == "__getattr__":
            self.emit(2, "def __getattr__(self, name):")
            self.emit(3, self.pick("return 'got ' + name", "raise AttributeError(name)", "return super().__getattribute__(name)"))
        elif m == "__init_subclass__":
            self.emit(2, "def __init_subclass__(cls, **kw):")
            self.emit(3, "super().__init_subclass__(**kw)")
            self.emit(3, "cls.made = %r" % cls)
        elif m == "__setattr__":
            self.emit(2, "def __setattr__(self, name, value):")
            self.emit(3, self.pick("super().__setattr__(name, value)", "object.__setattr__(self, name, (value,))", "note('no', name)"))
        elif m == "__repr__":
            self.emit(2, "def __repr__(self):")
            self.emit(3, "return '<%s>' % type(self).__name__")
        elif m == "__init__":
            self.emit(2, "def __init__(self, *args):")
            self.emit(3, self.pick("super().__init__()", "self.x = 1", "self.y = self.tag"))
        else:
            self.emit(2, "def %s(self%s):" % (m, ", a=1" if m == "n" else ""))
            self.emit(3, "return %s" % self.pick("self.tag", "super().%s()" % m, "(%r, self.tag)" % cls, "__class__.__name__", "self.x", "super().tag", "self.c()"))

    def descriptor(self):
        d, c = self.fresh("D"), self.fresh("C")
        self.emit(0, "class %s:" % d)
        self.emit(1, "def __get__(self, o, t=None):")
        self.emit(2, self.pick("return note('get', o is None)", "return (o is None, t.__name__)", "raise AttributeError('from get')"))
        if self.chance(0.5):
            self.emit(1, "def __set__(self, o, v):")
            self.emit(2, self.pick("note('set', v)", "o.__dict__['d'] = v", "raise TypeError('no set')"))
        if self.chance(0.3):
            self.emit(1, "def __delete__(self, o):")
            self.emit(2, "note('delete')")
        if self.chance(0.5):
            self.emit(1, "def __set_name__(self, owner, name):")
            self.emit(2, "self.name = owner.__name__ + '.' + name")
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "class %s:" % c)
        self.emit(1, "d = %s()" % d)
        if self.chance(0.3):
            self.emit(1, "def __getattr__(self, name):")
            self.emit(2, "return 'fallback ' + name")
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("descriptor")
        self.emit(1, "o, out = %s(), []" % c)
        for _ in range(self.r.randrange(2, 7)):
            self.emit(1, "try:")
            self.emit(2, self.pick("out.append(o.d)", "out.append(%s.d)" % c, "o.d = turn", "o.__dict__['d'] = 'own'", "del o.d", "out.append(getattr(o, 'd', 'none'))", "out.append(vars(%s)['d'].__dict__)" % c, "out.append(o.e)", "out.append(sorted(o.__dict__))"))
            self.emit(1, "except (AttributeError, TypeError) as e:")
            self.emit(2, "out.append(describe(e))")
        if self.chance(0.3):
            self.emit(1, "if turn == 7: %s.d = 'plain'" % c)
        self.emit(1, "return out")
        return name

    def metaclass(self):
        m, c = self.fresh("M"), self.fresh("C")
        self.emit(0, "class %s(type):" % m)
        for _ in range(1):
            for method in self.r.sample(["__new__", "__call__", "__getattr__", "__prepare__", "__iter__", "__len__", "__getitem__", "__instancecheck__", "__add__", "__repr__", "p"], self.r.randrange(2, 6)):
                body = {
                    "__new__": ["def __new__(m, name, bases, ns, **kw):", "ns['added'] = sorted(kw)", "return super().__new__(m, name, bases, ns)"],
                    "__call__": ["def __call__(cls, *args):", "note('calling', args)", "return super().__call__(*args)"],
                    "__getattr__": ["def __getattr__(cls, name):", "return 'meta ' + name"],
                    "__prepare__": ["@classmethod", "def __prepare__(m, name, bases, **kw):", "return {'prepared': name}"],
                    "__iter__": ["def __iter__(cls):", "yield cls.__name__"],
                    "__len__": ["def __len__(cls):", "return 3"],
                    "__getitem__": ["def __getitem__(cls, i):", "return (cls.__name__, i)"],
                    "__instancecheck__": ["def __instancecheck__(cls, o):", "return o == 5"],
                    "__add__": ["def __add__(cls, other):", "return 'added'"],
                    "__repr__": ["def __repr__(cls):", "return 'class ' + cls.__name__"],
                    "p": ["@property", "def p(cls):", "return cls.__name__"],
                }[method]
                depth = 1
                for line in body:
                    self.emit(depth, line)
                    if line.startswith("def"):
                        depth = 2
        self.emit(0, "")
        self.emit(0, "")
        self.emit(0, "try:")
        self.emit(1, "class %s(metaclass=%s%s):" % (c, m, self.pick("", "", ", extra=1")))
        self.emit(2, "def __init__(self, *args): self.args = args")
        self.emit(0, "except TypeError as e:")
        self.emit(1, "print(describe(e))")
        self.emit(1, "%s = int" % c)
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("metaclass")
        self.emit(1, "out = []")
        for _ in range(self.r.randrange(2, 6)):
            self.emit(1, "try:")
            self.emit(2, "out.append(%s)" % self.pick("%s(turn).args", "list(%s)", "len(%s)", "%s[turn]", "isinstance(5, %s)", "%s + 1", "%s.p", "%s.anything", "%s.added", "%s.prepared", "repr(%s)[:8]", "bool(%s)", "%s().p", "issubclass(%s, object)", "type(%s).__name__", "%s.__name__") % c)
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return out")
        return name

    def operators(self):
        a, b = self.fresh("A"), self.fresh("B")
        for cls, base in ((a, ""), (b, self.pick("", "(%s)" % a, "(int)"))):
            self.emit(0, "class %s%s:" % (cls, base))
            self.emit(1, "k = 5")
            for op in self.r.sample(["add", "radd", "iadd", "sub", "mul", "rmul", "eq", "lt", "gt", "neg", "bool", "len", "contains", "getitem", "call", "index", "hash", "pow", "matmul", "or", "format"], self.r.randrange(3, 9)):
                unary = op in ("neg", "bool", "len", "index", "hash")
                result = {"bool": self.pick("False", "True"), "len": self.pick("0", "3", "-1"), "index": self.pick("2", "'x'"), "hash": "7", "contains": "other == 1", "getitem": "(%r, other) if other in (0, 1, 2, 'k') else [][9]" % cls, "format": "'<' + other + '>'"}.get(op, self.pick("NotImplemented", "(%r, %r)" % (cls, op), "self.k", "other" if not unary else "self.k"))
                self.emit(1, "def __%s__(self%s):" % (op, "" if unary else ", other=None" if op == "call" else ", other"))
                self.emit(2, "return %s" % result)
            self.emit(1, "def __repr__(self):")
            self.emit(2, "return %r" % cls)
            self.emit(0, "")
            self.emit(0, "")
        name = self.scene("operators")
        self.emit(1, "a, b, out = %s(), %s(), []" % (a, b))
        for _ in range(self.r.randrange(3, 9)):
            x, y = (self.pick("a", "b", "a", "b", "1", "'s'", "[1]", "1.5") for _ in range(2))
            self.emit(1, "try:")
            self.emit(2, "out.append(%s)" % self.pick("%s + %s", "%s - %s", "%s * %s", "%s == %s", "%s != %s", "%s < %s", "%s >= %s", "%s in [%s]", "(%s, %s) == (a, b)", "%s and %s", "%s ** %s", "%s @ %s", "%s | %s", "[%s].index(%s)", "max(%s, %s)", "{%s: 1}.get(%s)", "%s in %s") % (x, y))
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
            if self.chance(0.4):
                self.emit(1, "try:")
                self.emit(2, "out.append(%s)" % self.pick("-a", "bool(b)", "len(a)", "1 in a", "a[2]", "b()", "[1, 2, 3][a]", "f'{b:x}'", "not a", "hash(a) == hash(a)", "list(a)[:3]", "range(a)", "'abc'[b:]", "sum([a, b])", "sorted([b, a])", "a if a else b"))
                self.emit(1, "except Exception as e:")
                self.emit(2, "out.append(describe(e))")
        if self.chance(0.5):
            self.emit(1, "try:")
            self.emit(2, "a %s= %s" % (self.pick("+", "-", "*", "|", "**"), self.pick("b", "1", "a")))
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
            self.emit(1, "out.append(a)")
        self.emit(1, "return [repr(x) for x in out]")
        return name

    def protocols(self):
        c = self.fresh("P")
        self.emit(0, "class %s:" % c)
        self.emit(1, "def __init__(self, n): self.n = n")
        self.emit(1, "def __repr__(self): return 'P' + str(self.n)")
        for line in self.r.sample([
            "def __iter__(self): return iter(range(self.n))", "def __iter__(self): return self", "def __next__(self):\n        self.n -= 1\n        if self.n < 0: raise StopIteration\n        return self.n",
            "def __getitem__(self, i):\n        if i >= self.n: raise IndexError\n        return i * 2", "def __len__(self): return self.n", "def __length_hint__(self): return 5", "def __contains__(self, x): return x == 'in'",
            "def __reversed__(self): return iter('rev')", "def __missing__(self, k): return k", "def keys(self): return ['a', 'b'][: self.n]", "def __bool__(self): return self.n > 1", "def __call__(self, *a): return a", "def __int__(self): return self.n", "def __float__(self): return 0.5", "def __index__(self): return self.n", "def __round__(self, d=None): return ('round', d)", "def __dir__(self): return ['z', 'a']",
        ], self.r.randrange(2, 7)):
            for part in line.split("\n"):
                self.lines.append("    " + part)
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("protocols")
        self.emit(1, "out = []")
        for _ in range(self.r.randrange(3, 8)):
            self.emit(1, "o = %s(%s)" % (c, self.pick("0", "1", "2", "3", "turn % 4")))
            self.emit(1, "try:")
            self.emit(2, "out.append(%s)" % self.pick("list(o)", "tuple(o)", "len(o)", "1 in o", "'in' in o", "list(reversed(o))", "bool(o)", "o(1)", "int(o)", "float(o)", "[0, 1, 2, 3][o]", "round(o)", "round(o, 1)", "dir(o)", "[*o, 1]", "{**o}", "dict(o)", "(lambda *a: a)(*o)", "(lambda **k: k)(**o)", "sum(o)", "max(o)", "sorted(o)", "next(o)", "list(zip(o, 'abc'))", "dict.fromkeys(o)", "list(enumerate(o))", "'x' * o", "[1] * o", "range(o)", "list(map(str, o))", "set(o)", "bytes(o)", "complex(o)", "hex(o)", "'%d' % o", "chr(o)", "slice(o).indices(9)", "next(iter(o, 5), 7)", "any(o)", "' '.join(o)", "list(filter(None, o))", "o[1]", "o[1:2]", "iter(o) is o", "divmod(7, o)", "a if (a := o) else 'false'"))
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return out")
        return name

    # --- statements and expressions ---

    def pattern(self, depth=2):
        r = self.r
        way = r.randrange(14)
        if depth <= 0 or way < 3:
            return self.pick("0", "1", "-1", "'x'", "None", "True", "1.5", "_", "b'by'")
        if way == 3:
            return self.fresh("n")
        if way == 4:
            return "(%s) as %s" % (self.pattern(depth - 1), self.fresh("n"))
        if way == 5:
            return "(0 | 1 | 'x' | None)"
        if way in (6, 7, 8):
            items = [self.pattern(depth - 1) for _ in range(r.randrange(4))]
            if self.chance(0.4):
                items.insert(r.randrange(len(items) + 1), "*" + self.pick("_", self.fresh("n")))
            return "[%s]" % ", ".join(items)
        if way in (9, 10):
            items = ["%r: %s" % (k, self.pattern(depth - 1)) for k in r.sample(["k", "a", 1], r.randrange(1, 3))]
            if self.chance(0.3):
                items.append("**" + self.fresh("n"))
            return "{%s}" % ", ".join(items)
        if way == 11:
            return self.pick("int()", "str()", "list()", "dict()", "float()", "bool()", "tuple()", "int(%s)", "str(%s)", "list(%s)", "Point(%s)", "Point(x=%s)", "Point()").replace("%s", self.pattern(0))
        return "Point(%s, %s)" % (self.pattern(depth - 1), self.pattern(depth - 1))

    def match(self):
        import ast
        self.emit(0, "class Point:")
        self.emit(1, "__match_args__ = ('x', 'y')")
        self.emit(1, "def __init__(self, x, y=0): self.x, self.y = x, y")
        self.emit(1, "def __repr__(self): return 'P(%r, %r)' % (self.x, self.y)")
        self.emit(0, "")
        self.emit(0, "")
        cases = []
        for _ in range(self.r.randrange(2, 6)):
            for _ in range(20):
                case = "case %s%s:" % (self.pattern(), " if %s" % self.pick("turn", "turn % 2", "subject", "note('guard')") if self.chance(0.2) else "")
                try:
                    compile("match x:\n    %s\n        pass\n    case _: pass" % case, "case", "exec")
                except SyntaxError:
                    continue
                cases.append(case)
                break
        name = self.scene("match")
        subjects = [*VALUES, "[1, 'x', None]", "{'k': [1], 'a': 0}", "Point(1)", "Point('x', [1])", "(0, (1, 2), 'x')", "[[1, 2], 3]", "{'k': {'a': 1}}", "{1: 'x', 'z': 2}", "[Point(0, 1)]", "True", "Point(Point(1), None)"]
        self.emit(1, "out = []")
        self.emit(1, "for subject in %s:" % ", ".join(self.r.sample(subjects, 6)))
        self.emit(2, "match subject:")
        for i, case in enumerate(cases):
            try:
                ast.parse("match x:\n    %s\n        pass" % case)
                compile("match x:\n%s" % "\n".join("    %s\n        pass" % c for c in cases[: i + 1]), "case", "exec")
            except SyntaxError:
                break
            self.emit(3, case)
            bound = sorted({n.name for n in ast.walk(ast.parse("match x:\n    %s\n        pass" % case)) if isinstance(n, (ast.MatchAs, ast.MatchStar)) and n.name} | {n.rest for n in ast.walk(ast.parse("match x:\n    %s\n        pass" % case)) if isinstance(n, ast.MatchMapping) and n.rest})
            self.emit(4, "out.append((%d, %s))" % (i, ", ".join(bound) or "0"))
        if "case" not in self.lines[-2] and "case" not in self.lines[-1]:
            self.emit(3, "case 99:")
            self.emit(4, "pass")
        self.emit(1, "return out")
        return name

    def comprehension(self):
        name = self.scene("comprehension")
        self.emit(1, "n, out = turn % 4, []")
        for _ in range(self.r.randrange(2, 6)):
            self.emit(1, "out.append(%s)" % self.pick(
                "[x * n for x in range(%d)]" % self.r.randrange(5),
                "[(x, y) for x in range(3) if x != n for y in 'ab'[:x]]",
                "{x: y for x, y in zip('abc', range(n))}",
                "sorted({x % 3 for x in range(n * 2)})",
                "list(x for x in range(5) if x % 2 == n % 2)",
                "[[y * x for y in range(x)] for x in range(n)]",
                "[f() for f in [lambda: x for x in range(3)]]",
                "[f() for f in [lambda x=x: x for x in range(3)]]",
                "[last := x for x in range(n + 1)] + [last]",
                "sum(x * y for x in range(3) for y in range(x))",
                "[x for x in [n, turn, 'z'] if isinstance(x, int)]",
                "any(x > 2 for x in range(n)), all(x < 2 for x in range(n))",
                "{**{k: k for k in range(n)}, 'z': 1}",
                "[*[x for x in range(n)], *(y for y in 'ab')]",
                "[n for n in range(3)] + [n]",
                "dict([(k, v) for v, k in enumerate('hey')])",
                "[x if x else 'zero' for x in range(n)]",
                "max((x, -x) for x in range(n + 1))",
                "[a + b for a, b in [(1, 2), (3, n)]]",
                "[x for row in [[1, n], [], [3]] for x in row if x]",
                "[(i, c) for i, c in enumerate('abc', n) if c != 'b']",
                "''.join(str(x) for x in range(n))",
                "[x for x in sorted([3, n, 1], key=lambda v: -v)]",
                "[y for x in range(n) if (y := x * 2) > 1]",
            ))
        self.emit(1, "return out")
        return name

    def closure(self):
        maker = self.fresh("make")
        self.emit(0, "def %s(a, b=2):" % maker)
        self.emit(1, "total = a")
        self.emit(1, "def inner(x=b, *rest):")
        self.emit(2, "nonlocal total")
        self.emit(2, self.pick("total += x", "total = total * 2 - x", "total, a2 = x, total"))
        self.emit(2, self.pick("return total", "return total, rest", "return lambda: total", "return [total for _ in range(2)]"))
        self.emit(1, "def other():")
        self.emit(2, self.pick("return total + a", "nonlocal total; total = 0; return total", "del total_; return 1" if self.chance(0.2) else "return inner(1)", "return (lambda: (lambda: total)())()", "class K:\n            v = total\n            def get(self): return total, self.v\n        return K().get()"))
        self.emit(1, self.pick("return inner, other", "return other, inner", "b = 50; return inner, other"))
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("closure")
        self.emit(1, "f, g = %s(turn)" % maker)
        self.emit(1, "f2, g2 = %s(1, b=turn)" % maker)
        self.emit(1, "out = []")
        for _ in range(self.r.randrange(2, 6)):
            call = self.pick("f()", "g()", "f2()", "g2()", "f(3)" if self.chance(0.5) else "f()", "f()", "[h() for h in (f, g)]")
            self.emit(1, "try:")
            self.emit(2, "x = %s" % call)
            self.emit(2, "out.append(x() if callable(x) else x)")
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "out.append([c.cell_contents for c in f.__closure__ or () if isinstance(c.cell_contents, int)])")
        self.emit(1, "return [x for x in out if ' at 0x' not in repr(x)]")
        return name

    def scoping(self):
        g = self.fresh("G")
        self.emit(0, "%s = 10" % g)
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("scoping")
        if self.chance(0.4):
            self.emit(1, "global %s" % g)
        self.emit(1, "out = []")
        for _ in range(self.r.randrange(2, 6)):
            self.emit(1, "try:")
            self.emit(2, self.pick("out.append(%s)" % g, "%s += 1" % g, "del %s" % g, "%s = turn" % g, "out.append(eval('turn + 1'))", "exec('%s = 5')" % g, "out.append(sorted(locals())[:3])", "out.append(late)", "late = 1", "del late", "class K:\n            turn = turn\n            late = 3\n            def f(self): return late\n        out.append((K.turn, K().f()))", "out.append((lambda: late)())", "out.append([%s for _ in range(1)])" % g, "import sys as late", "for late in range(2): pass", "with Guard('s') as late: pass", "out.append('%s' in globals())" % g, "(late := turn)"))
            self.emit(1, "except (NameError, KeyError) as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return [str(x) for x in out if ' at 0x' not in repr(x)]")
        return name

    def loops(self):
        name = self.scene("loops")
        self.emit(1, "out, n = [], 0")
        for _ in range(self.r.randrange(1, 4)):
            head = self.pick("for x in range(turn % 5):", "while n < 6:", "for x, y in enumerate('abcd'):", "for x in [3, 1, 2][: turn]:", "for x in {'a': 1, 'b': 2}.items():", "for x in (i * i for i in range(4)):", "for x, *y in [(1, 2, 3), 'ab', [4]]:", "for x in 'h\u00e9llo':", "for x in zip(range(3), 'ab'):", "for x in reversed(range(4)):", "for x in b'ab':", "for out_[0] in range(2):" if self.chance(0.05) else "for x in map(abs, [-1, n]):", "for x in iter([n, 1].pop, 7):" if self.chance(0.1) else "for x in sorted({3, 1, 2}):")
            self.emit(1, head)
            self.emit(2, "n += 1")
            if self.chance(0.3):
                self.emit(2, "if n %% %d == 0: continue" % self.r.randrange(2, 4))
            if self.chance(0.3):
                self.emit(2, "if n > %d: break" % self.r.randrange(2, 8))
            self.emit(2, "out.append(%s)" % self.pick("n", "(n, turn)", "n * 2"))
            if self.chance(0.3):
                self.emit(1, "else:")
                self.emit(2, "out.append('else')")
        self.emit(1, "return out, n")
        return name

    def containers(self):
        name = self.scene("containers")
        self.emit(1, "l, d, s, out = [3, turn, 1], {'a': 1, turn: 2}, {1, turn}, []")
        for _ in range(self.r.randrange(3, 9)):
            self.emit(1, "try:")
            self.emit(2, self.pick(
                "l[turn % 4] += 1", "l[%s:%s] = [9]" % (self.small(), self.small()), "del l[%s]" % self.small(), "l.insert(%s, 'i')" % self.small(), "out.append(l.pop(%s))" % self.small(), "l.sort()", "l.extend(x for x in range(2))", "l *= 2", "l += (7,)", "out.append(l.index(1))", "l.remove(3)", "l[::2] = %s" % self.pick("[0]", "[0, 0]", "'ab'"),
                "d['b'] = l", "d[turn] += 1", "out.append(d.pop('a'))", "out.append(d.setdefault('z', []))", "d.update(q=1)", "d |= {turn: 0}", "out.append(d.popitem())", "out.append(list(d.items()))", "del d['a']", "d[[]] = 1", "out.append({**d, 'n': 1} == d)", "out.append('a' in d)", "for k in d: d[str(k) + '!'] = 1", "for k in list(d): del d[k]",
                "s.add(%s)" % self.small(), "s.discard(1)", "out.append(sorted(s | {5}))", "s ^= {1, 2}", "s.remove(99)", "out.append(s <= {1, 2, turn})", "for k in s: s.add(k + 1)", "s.add([])",
                "out.append((1, 2, turn)[%s])" % self.small(), "out.append('text'[%s:%s])" % (self.small(), self.small()), "out.append('a,b,c'.split(',', %s))" % self.small(), "out.append(sum(l))", "out.append(max(l, key=str))", "out.append(list(zip(l, d)))", "out.append([*l, *d])", "out.append(l == l[:])", "out.append(bytearray(b'ab' * (turn % 3)))", "out.append(tuple(l) < (3, 5))", "out.append(repr(l) + str(d))", "out.append('%s-%d' % (l, turn))",
            ))
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return l, d, sorted(map(str, s)), out")
        return name

    def unpacking(self):
        name = self.scene("unpacking")
        self.emit(1, "out = []")
        for _ in range(self.r.randrange(2, 6)):
            source = self.pick("[1, 2, turn]", "(turn, 5)", "'abc'", "range(turn % 4)", "{'x': 1, 'y': 2}", "[(1, 2), (3, 4)]", "5", "None", "[[1, [2, 3]], 4]", "iter([1, 2])", "(i for i in range(3))", "[1, (2, 3)]", "b'xy'", "{7}")
            target, shown = self.pick(("a, b", "a, b"), ("a, *b", "a, b"), ("*a, b", "a, b"), ("a, *b, c", "a, b, c"), ("(a, b), c", "a, b, c"), ("[a, [b, *c]]", "a, b, c"), ("a, b, c", "a, b, c"), ("a, ", "a,"), ("*a,", "a,"), ("a, (b, c)", "a, b, c"), ("a = b", "a, b"), ("a, a", "a,"))
            self.emit(1, "try:")
            self.emit(2, "%s = %s" % (target, source))
            self.emit(2, "out.append((%s))" % shown)
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return [str(x) for x in out if ' at 0x' not in str(x)]")
        return name

    def formatting(self):
        name = self.scene("formatting")
        self.emit(1, "out, w = [], turn % 9")
        for _ in range(self.r.randrange(3, 8)):
            v = self.pick("turn", "turn * 1.5", "-turn", "'s'", "[turn]", "None", "True", "2**65", "1e20", "'\u00e9\u20ac'", "(1,)", "-0.0", "1j")
            spec = self.pick("", "", "d", "x", ">8", "<{w}", "^+9", "08.2f", ",", "_b", ".3", "e", "%", "s", "#x", "*^9", "+", "{w}.{w}", "c", "q", "g", "=5", " ")
            conversion = self.pick("", "", "", "!r", "!s", "!a")
            piece = self.pick("f'{%s%s%s}'" % (v.replace("'", '"'), conversion, ":" + spec if spec else ""), "'%%%s' %% (%s,)" % (self.pick("d", "s", "r", "5.2f", "x", "-5s|", "+d", "c", "g", "%", "e", "05d", "*d"), v), "'{:%s}'.format(%s)" % (spec.replace("{w}", "5"), v), "format(%s, %r)" % (v, spec.replace("{w}", "4")), "f'{%s=}'" % v.replace("'", '"'), "f'a{turn}b{w:{w}}c'", "f'{turn:>{w + 1}}|{{}}'", "'%(k)s' % {'k': " + v + "}")
            self.emit(1, "try:")
            self.emit(2, "out.append(%s)" % piece)
            self.emit(1, "except Exception as e:")
            self.emit(2, "out.append(describe(e))")
        self.emit(1, "return out")
        return name


def features(seed):
    return Features(seed).program()
