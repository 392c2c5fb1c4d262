"""Scenes about classes: inheritance, descriptors, metaclasses, operators, protocols."""
from feature_prelude import Scenes


class Classes(Scenes):
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
