//! Why attempts are refused: causes, remedies, and a program each that is refused so.

use crate::explain::Lesson;

/// One for each kind of `taipan_bytecode::failure`, by name.
pub(super) const KINDS: &[Lesson] = &[
    Lesson {
        name: "different_types",
        cause: "One operand is a small integer, a bool or None, the other an object, and no form covers the pair.",
        remedy: "Convert one side before the loop, so that both are of one builtin type.",
        source: "class C:\n    def __mul__(self, other):\n        return other\nc = C()\nfor i in range(20):\n    c * i\n",
    },
    Lesson {
        name: "other_types",
        cause: "Both operands are objects whose operator is found through their types: classes of your own, builtin types of which neither answers.",
        remedy: "In a loop call a method rather than an operator; for numbers use int or float rather than a class.",
        source: "class C:\n    def __add__(self, other):\n        return other\nc = C()\nfor i in range(20):\n    c + c\n",
    },
    Lesson {
        name: "big_int",
        cause: "An integer beyond 62 bits does not fit a word; comparisons of such have no form.",
        remedy: "Reduce values while they are small (`% m` in every step), or use floats where that is exact enough.",
        source: "big = 1 << 70\nfor i in range(20):\n    big < 3\n",
    },
    Lesson {
        name: "operator",
        cause: "The types are known, but this operator has no form for them (`<` of strings).",
        remedy: "Compare numbers or tuples of them rather than strings.",
        source: "for i in range(20):\n    str(i) < \"5\"\n",
    },
    Lesson {
        name: "not_in_keys",
        cause: "The module, or the dict that the instance keeps its attributes in, did not have the name when the site tried.",
        remedy: "Set it before the loop, rather than catching AttributeError in it.",
        source: "import sys\nfor i in range(20):\n    try:\n        sys.missing\n    except AttributeError:\n        pass\n",
    },
    Lesson {
        name: "not_inline_values",
        cause: "The instance keeps its attributes in a dict of its own, not in the places that its class shares.",
        remedy: "Give all instances the same few attributes in `__init__`, in one order; leave `__dict__` alone.",
        source: "class C(list):\n    pass\nc = C()\nfor i in range(20):\n    c.x = i\n",
    },
    Lesson {
        name: "overriding_descriptor",
        cause: "The class has a descriptor with `__set__` under this name, which decides every access.",
        remedy: "Use a property with a plain getter, or store the value under another name and read that.",
        source: "class D:\n    def __get__(self, o, t):\n        return 1\n    def __set__(self, o, v):\n        pass\nclass C:\n    x = D()\nc = C()\nfor i in range(20):\n    c.x\n",
    },
    Lesson {
        name: "non_overriding_descriptor",
        cause: "The class attribute makes its value by `__get__`: a bound method that is not called, a class method.",
        remedy: "Call methods where they are loaded; bind others to a local once before the loop.",
        source: "class C:\n    @classmethod\n    def make(cls):\n        return 1\nc = C()\nfor i in range(20):\n    c.make\n",
    },
    Lesson {
        name: "overridden_access",
        cause: "The class defines `__getattribute__` or `__setattr__`, which may do anything.",
        remedy: "Set and read plain attributes; keep such hooks out of classes that hot code uses.",
        source: "class C:\n    def __getattribute__(self, name):\n        return 1\nc = C()\nfor i in range(20):\n    c.x\n",
    },
    Lesson {
        name: "no_attribute",
        cause: "The attribute was missing when the site tried, so there was nothing to cache.",
        remedy: "Give it a value in `__init__` or in the class, rather than catching AttributeError in a loop.",
        source: "class C:\n    pass\nC().x = 1\nc = C()\nfor i in range(20):\n    try:\n        c.x\n    except AttributeError:\n        pass\n",
    },
    Lesson {
        name: "metaclass_attribute",
        cause: "The owner is a class, and the name is found on its metaclass (`C.__name__`).",
        remedy: "Read it once before the loop.",
        source: "for i in range(20):\n    int.__name__\n",
    },
    Lesson {
        name: "property_not_py_function",
        cause: "The property's getter is native, or takes more than `self`: there is no frame to enter directly.",
        remedy: "Write the getter as `def name(self): ...`.",
        source: "class C:\n    def __len__(self):\n        return 1\n    x = property(len)\nc = C()\nfor i in range(20):\n    c.x\n",
    },
    Lesson {
        name: "namespace_not_dict",
        cause: "The code's globals or builtins are an instance of a subclass of dict.",
        remedy: "Run it with plain dicts: `exec(code, dict(namespace))`.",
        source: "class Names(dict):\n    pass\nexec(\"def f():\\n    return len\\nfor i in range(20): f()\", Names())\n",
    },
    Lesson {
        name: "out_of_versions",
        cause: "Version tags are 32-bit numbers that are never used twice, and all have been given out.",
        remedy: "Don't change classes and namespaces for ever while hot code runs.",
        source: "",
    },
    Lesson {
        name: "out_of_range",
        cause: "The index of what is to be cached does not fit the cache: a namespace of more than 65,535 names.",
        remedy: "Keep data in a dict of its own, not in the builtins.",
        source: "import builtins\nnames = builtins.__dict__\nfor i in range(70000):\n    names[f\"name{i}\"] = i\ndef f():\n    return name69999\nfor i in range(20):\n    f()\n",
    },
    Lesson {
        name: "not_found",
        cause: "The name was bound neither in the globals nor in the builtins when the site tried.",
        remedy: "Bind it before the loop.",
        source: "def f():\n    try:\n        return missing\n    except NameError:\n        pass\nfor i in range(20):\n    f()\n",
    },
    Lesson {
        name: "wrong_number_arguments",
        cause: "The call passes too few arguments, and raises.",
        remedy: "Pass all arguments, rather than catching TypeError in a loop.",
        source: "def f(a, b):\n    return a\nfor i in range(20):\n    try:\n        f(i)\n    except TypeError:\n        pass\n",
    },
    Lesson {
        name: "code_complex_parameters",
        cause: "The class's `__getitem__` takes other than `self` and a key.",
        remedy: "Give it exactly these two parameters.",
        source: "class C:\n    def __getitem__(self, *keys):\n        return keys\nc = C()\nfor i in range(20):\n    c[i]\n",
    },
    Lesson {
        name: "metaclass",
        cause: "What is called, or whose attribute is read, is a class with a metaclass of its own.",
        remedy: "Do what the metaclass does in `__init_subclass__` or a class decorator.",
        source: "class M(type):\n    pass\nclass C(metaclass=M):\n    pass\nfor i in range(20):\n    C()\n",
    },
    Lesson {
        name: "callable_kind",
        cause: "What is called is neither a function, a bound method nor a class: an instance with `__call__`, a partial.",
        remedy: "Bind `x.__call__` to a local before the loop, or pass a function.",
        source: "class C:\n    def __call__(self):\n        return 1\nc = C()\nfor i in range(20):\n    c()\n",
    },
    Lesson {
        name: "iterator_kind",
        cause: "The loop is over an iterator of a class written in Python.",
        remedy: "Write it as a generator function: generators are entered in place.",
        source: "class C:\n    def __init__(self):\n        self.n = 0\n    def __iter__(self):\n        return self\n    def __next__(self):\n        self.n += 1\n        if self.n > 3:\n            raise StopIteration\n        return self.n\nfor turn in range(20):\n    for i in C():\n        pass\n",
    },
    Lesson {
        name: "container_kind",
        cause: "The container's type has no form of its own for this.",
        remedy: "In hot code index lists, tuples and dicts.",
        source: "data = range(9)\nfor i in range(20):\n    data[1]\n",
    },
    Lesson {
        name: "sequence_kind",
        cause: "A string, an iterator or another iterable is unpacked.",
        remedy: "In hot code unpack tuples and lists: they are copied inline.",
        source: "for i in range(20):\n    a, b = \"ab\"\n",
    },
    Lesson {
        name: "user_truth",
        cause: "Whether the value is true is decided by its `__bool__` or `__len__`, in Python.",
        remedy: "Test what is meant: `x is not None`, `x.count > 0`.",
        source: "class C:\n    def __bool__(self):\n        return True\nc = C()\nfor i in range(20):\n    if c:\n        pass\n",
    },
];
