"""Scenes about what runs: asynchronous generators by hand, frames' locals, monitoring, tracing, keywords passed on,
classes whose shape changes."""
from feature_prelude import Scenes


class Runtime(Scenes):
    def tries(self, *choices):
        """A few statements, each of which may raise."""
        for _ in range(self.r.randrange(2, 7)):
            self.emit(1, "try:")
            self.emit(2, self.pick(*choices))
            self.emit(1, "except BaseException as e:")
            self.emit(2, "out.append(describe(e))")

    def async_generator(self):
        a = self.fresh("a")
        self.emit(0, "async def %s(n):" % a)
        self.emit(1, "last, got = Last('in async'), None")
        for _ in range(self.r.randrange(1, 4)):
            self.emit(1, self.pick("got = yield n", "yield got", "note('got', got)", "await Wait(n)", "got = yield await Wait(1)", "for i in range(n): yield i", "if n % 2: return", "if 0 < n < 3:\n        async for x in %s(n - 1): yield x\n    note('inner over')" % a if self.chance(0.2) else "yield [n]", "async with AsyncGuard('g', %s): yield 'with'" % self.pick("True", "False"), "raise Error(n)" if self.chance(0.2) else "yield 7"))
        if self.chance(0.6):
            self.emit(1, "try:")
            self.emit(2, "got = yield 'in try'")
            self.emit(1, self.pick("except Error as e:", "except GeneratorExit:", "except BaseException as e:", "except StopAsyncIteration:"))
            self.emit(2, self.pick("yield 'caught'", "raise", "return", "raise KeyError(1)", "note('swallowed')", "await Wait(1)"))
            if self.chance(0.5):
                self.emit(1, "finally:")
                self.emit(2, self.pick("note('closing')", "await Wait(2)", "note(got)"))
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("async_generator")
        self.emit(1, "it, out = %s(%s), []" % (a, self.pick("1", "2", "turn % 3")))
        self.tries("out.append(drive(anext(it)))", "out.append(drive(it.__anext__()))", "out.append(drive(it.asend(turn)))", "out.append(drive(it.asend(None)))", "out.append(drive(it.athrow(Error('in'))))", "out.append(drive(it.aclose()))", "out.append(drive(anext(it, 'over')))", "out.append(it.ag_running)", "out.append(it.ag_frame is None)", "step = it.asend(None); out.append(step.send(None)); step.close()", "step = it.athrow(GeneratorExit); out.append(drive(step))", "step = it.__anext__(); out.append(drive(step)); out.append(drive(step))", "out.append(drive(listed(it)))", "out.append(type(it.ag_await).__name__)", "step = it.__anext__(); step.throw(Error('into'))")
        self.emit(1, "try:")
        self.emit(2, "drive(it.aclose())")
        self.emit(1, "except BaseException as e:")
        self.emit(2, "out.append(describe(e))")
        self.emit(1, "return out")
        return name

    def frame_locals(self):
        f = self.fresh("f")
        self.emit(0, "def %s(frame, n):" % f)
        self.emit(1, "view = frame.f_locals")
        for _ in range(self.r.randrange(1, 4)):
            self.emit(1, self.pick("view['x'] = n", "view['y'] = [n]", "view['new'] = n", "view.update(x=7, c=n)", "view['c'] = 'cell'", "view.setdefault('z', 5)", "note(sorted(k for k in view if len(k) < 4))", "note(view.get('y', 'none'))", "view |= {'x': 2.5}", "note('y' in view, len(view) > 2)", "note(list(view.values())[:1])", "view.pop('new', None)"))
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("frame_locals")
        self.emit(1, "out, x, c = [], %s, turn" % self.pick("turn", "'text'", "1.5"))
        self.emit(1, "if turn > %d: y = %s" % (self.pick(-1, 1), self.pick("2", "x", "[x]")))
        self.emit(1, "def inner(): return c")
        self.tries("%s(sys._getframe(), turn); out.append(x)" % f, "out.append((x, x := x, %s(sys._getframe(), 3), x)[-1])" % f, "%s(sys._getframe(), 5); out.append(y)" % f, "out.append(inner())", "x = x + x", "out.append([x, %s(sys._getframe(), 8), x][::2])" % f, "for x in range(2): %s(sys._getframe(), x)" % f, "out.append(locals().get('new', 'no new'))", "sys._getframe().f_locals['z'] = 1; out.append(z)", "del x", "x = 1", "out.append([%s(sys._getframe(), q) or x for q in range(2)])" % f, "y = 0", "%s(sys._getframe(), c); c += 1; out.append(c)" % f, "out.append(f'{x}{%s(sys._getframe(), 6)}{x}')" % f)
        self.emit(1, "return out")
        return name

    def generator_frame(self):
        g = self.fresh("g")
        self.emit(0, "def %s(a, b=2):" % g)
        self.emit(1, "total = a")
        self.emit(1, "for i in range(3):")
        self.emit(2, self.pick("total += yield total, i, b", "b = yield total, b", "a = (yield a) or i", "yield locals()"))
        self.emit(1, "return total, a, b")
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("generator_frame")
        self.emit(1, "it, out = %s(turn), []" % g)
        self.tries("out.append(next(it))", "out.append(it.send(turn))", "it.gi_frame.f_locals['total'] = 50", "it.gi_frame.f_locals['b'] = 'set'", "it.gi_frame.f_locals['a'] = turn", "out.append(dict(it.gi_frame.f_locals))", "out.append(it.gi_frame.f_lineno > 0)", "out.append(it.gi_frame.f_lasti >= 0)", "frame = it.gi_frame; it.close(); out.append(dict(frame.f_locals))", "it.gi_frame.clear()", "out.append(it.gi_suspended)", "frame = it.gi_frame; list(it); out.append(sorted(frame.f_locals))")
        self.emit(1, "return out")
        return name

    def monitored(self):
        name = self.fresh("watched")
        self.emit(0, "def %s(n):" % name)
        self.emit(1, "total = 0")
        for _ in range(self.r.randrange(2, 5)):
            self.emit(1, self.pick("for i in range(n): total += i", "if n % 2: total += 1", "while total < n: total += 2", "try:\n        total += 1 // n\n    except ZeroDivisionError:\n        total = -1", "total = len([n]) + abs(total)", "total += sum(x for x in range(n))", "total = [x for x in (n, total)][-1]", "total += max(total, n)", "total = (lambda: total)()", "for _ in zip('ab'): total += 1", "with Guard('m'): total += 1", "match n:\n        case 0: total = 5\n        case [x]: pass\n        case _: total -= 1"))
        self.emit(1, "return total")
        self.emit(0, "")
        self.emit(0, "")
        scene = self.scene("monitored")
        events = self.r.sample(["PY_START", "PY_RETURN", "PY_RESUME", "PY_YIELD", "LINE", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "CALL", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "RERAISE", "PY_THROW", "INSTRUCTION"], self.r.randrange(1, 7))
        self.emit(1, "out = []")
        self.emit(1, "if turn < 6:")
        self.emit(2, "with Monitor(%r, out, %d, %s.__code__ if %s else None):" % (events, self.pick(40, 200), name, self.pick("True", "turn % 2", "False")))
        self.emit(3, "out.append(%s(turn))" % name)
        self.emit(1, "return out and hash(tuple(map(str, out))) and out[:30], len(out), %s(turn)" % name)
        return scene

    def traced(self):
        name = self.fresh("watched")
        self.emit(0, "def %s(n):" % name)
        for _ in range(self.r.randrange(2, 6)):
            self.emit(1, self.pick("for i in range(n): pass", "x = n", "x = [y for y in range(n)]", "if n: x = 1", "try: 1 // n\n    except ZeroDivisionError: pass", "any(q > 1 for q in range(n))", "x = sum(q for q in range(n))", "x = (yield_all(n))", "while n > 1: n -= 1", "x = (1,\n        n)", "def g(): return n\n    g()", "class K: v = n", "with Guard('t'): pass", "x, *y = 1, n", "for i in yield_all(2): pass", "x = f'{n}' 'z'"))
        self.emit(1, "return n")
        self.emit(0, "")
        self.emit(0, "")
        scene = self.scene("traced")
        self.emit(1, "out = []")
        self.emit(1, "def tracer(frame, event, argument):")
        self.emit(2, "if frame.f_code.co_name == 'tracing': return None")
        self.emit(2, "out.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))")
        self.emit(2, self.pick("return tracer", "frame.f_trace_opcodes = turn == 1; return tracer", "return tracer if event == 'call' else None", "return None"))
        self.emit(1, "if turn < 5:")
        self.emit(2, "with tracing(%s, tracer):" % self.pick("sys.settrace", "sys.setprofile"))
        self.emit(3, "%s(turn)" % name)
        self.emit(1, "return %s(turn), len(out), out[:40]" % name)
        return scene

    def binding(self):
        f = self.fresh("f")
        names = ["a", "b", "c"][: self.r.randrange(1, 4)]
        text = ", ".join(n + self.pick("", "=%d" % i) if i == len(names) - 1 else n for i, n in enumerate(names))
        text += self.pick("", ", /", ", *args", ", *, k=1", ", *, k", ", **kw", ", *args, k=2, **kw", ", /, k=1, **kw")
        shown = "sorted(locals().items(), key=str)"
        way = self.r.randrange(4)
        if way == 0:
            self.emit(0, "def %s(%s):" % (f, text))
            self.emit(1, "return %s" % shown)
        else:
            self.emit(0, "class %s:" % f)
            head = {1: "def __init__(self, %s):", 2: "def __call__(self, %s):", 3: "def m(self, %s):"}[way]
            if way != 1 and self.chance(0.3):
                self.emit(1, "k = 'class'")
            self.emit(1, head % text)
            self.emit(2, "%s[(k, v) for k, v in %s if k != 'self']" % ("self.got = " if way == 1 else "return ", shown))
        self.emit(0, "")
        self.emit(0, "")
        w = self.fresh("w")
        self.emit(0, "def %s(*args, **kw):" % w)
        self.emit(1, self.pick("return %s(*args, **kw)", "return %s(*args[::-1], **kw)", "kw['k'] = 5; return %s(*args, **kw)", "return %s(**kw, **dict(zip('abc', args)))", "return %s(1, *args, **kw)") % {0: f, 1: f, 2: f + "()", 3: f + "().m"}[way] + (".got" if way == 1 else ""))
        self.emit(0, "")
        self.emit(0, "")
        name = self.scene("binding")
        self.emit(1, "out = []")
        calls = ["%s(%s)" % (w, a) for a in ("", "1", "1, 2", "1, b=2", "a=1, b=2, c=3", "1, k=turn", "*[1, 2, 3, 4]", "**{'a': 1, 'z': 2}", "1, *[2], k=3, **{'c': 4}", "*range(turn % 5)", "**{}", "1, a=1", "k=1, **{'k': 2}", "*'ab', **dict(c=turn)", "*(), *[1], *(2,)", "**{1: 2}", "*turn", "**turn", "self=1", "1, self=2")]
        self.tries(*["out.append(%s)" % c for c in calls])
        self.emit(1, "return out")
        return name

    def shapes(self):
        c, d = self.fresh("C"), self.fresh("D")
        for cls, base in ((c, ""), (d, self.pick("", "(%s)" % c))):
            self.emit(0, "class %s%s:" % (cls, base))
            self.emit(1, self.pick("__slots__ = ('x', 'y')", "__slots__ = ('x',)", "x = 5", "z = %r" % cls, "__slots__ = ('x', '__dict__')", "pass"))
            for line in self.r.sample(["def __init_subclass__(cls, tag=None, **kw): cls.tag = tag; super().__init_subclass__(**kw)", "def __class_getitem__(cls, item): return cls.__name__, item", "def __eq__(self, other): return True", "def __hash__(self): return 3", "def __getattr__(self, name): return name.upper()", "def __setattr__(self, name, value): object.__setattr__(self, name, (value,))", "def __delattr__(self, name): note('del', name); super().__delattr__(name)", "def __dir__(self): return ['q']", "def __getstate__(self): return 1", "def __sizeof__(self): return 99", "m = lambda self, *a: (type(self).__name__, a)", "def __format__(self, spec): return 'F' + spec"], self.r.randrange(4)):
                self.emit(1, line)
            self.emit(0, "")
            self.emit(0, "")
        name = self.scene("shapes")
        self.emit(1, "o, p, out = %s(), %s(), []" % (c, d))
        self.tries("o.x = turn", "o.y = 2", "out.append(o.x)", "out.append(o.y)", "del o.x", "o.__class__ = %s; out.append(type(o).__name__)" % d, "p.__class__ = %s; out.append(type(p).__name__)" % c, "out.append(%s[turn])" % c, "class E(%s, tag='t'): pass\n        out.append(E.tag)" % c, "class E(%s, %s): pass\n        out.append([k.__name__ for k in E.__mro__])" % (d, c), "out.append(o == p)", "out.append(sorted(o.__dict__))", "o.__dict__ = {'x': 9}; out.append(o.x)", "%s.x = 'class'" % c, "del %s.x" % c, "out.append(f'{o:>5}')", "out.append(o.m(1))", "out.append(p.m(*[turn]))", "out.append(dir(o)[:1])", "out.append(o.__reduce_ex__(2)[2])", "p.new = turn; out.append(p.new)", "out.append(hasattr(p, 'tag'))", "%s.m = lambda self, *a: 'patched'; out.append(o.m())" % c, "out.append({o: 1}[p])", "out.append(vars(p))", "%s.__bases__ = (%s,); out.append(p.m(2))" % (d, c))
        self.emit(1, "return [str(x)[:60] for x in out]")
        return name
