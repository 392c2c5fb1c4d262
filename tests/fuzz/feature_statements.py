"""Scenes about statements and expressions: patterns, comprehensions, closures, scopes, loops, formatting."""
import ast

from feature_prelude import VALUES, Scenes


class Statements(Scenes):
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
