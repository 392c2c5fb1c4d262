"""Random programs about the language's features: signatures and calls, exceptions, generators, coroutines, classes,
descriptors, patterns, comprehensions, closures, formatting, frames, tracing. Each is a row of scenes; a scene is a function that runs
many times, so that its instructions specialize, and prints what the first runs and the last one answer.
"""
from feature_classes import Classes
from feature_prelude import ERRORS, NAMES
from feature_runtime import Runtime
from feature_statements import Statements


class Features(Classes, Statements, Runtime):
    def program(self):
        scenes = [self.call, self.call, self.errors, self.errors, self.generator, self.generator, self.classes, self.classes, self.descriptor, self.match, self.match, self.comprehension, self.closure, self.formatting, self.coroutine, self.operators, self.loops, self.containers, self.unpacking, self.protocols, self.metaclass, self.scoping, self.group]
        scenes += [self.async_generator, self.async_generator, self.frame_locals, self.generator_frame, self.monitored, self.traced, self.binding, self.binding, self.shapes]
        for _ in range(self.r.randrange(4, 9)):
            self.emit(0, "")
            self.emit(0, "")
            name = self.r.choice(scenes)()
            self.emit(0, "")
            self.emit(0, "")
            self.emit(0, "run(%s, %d)" % (name, self.pick(1, 3, 12, 60)))
        return "\n".join(self.lines) + "\n"

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


def features(seed):
    return Features(seed).program()
