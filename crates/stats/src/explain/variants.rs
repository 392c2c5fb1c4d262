//! A program for each executable form: those of arithmetic and comparisons are made from the parts of their names.

use taipan_bytecode::word::WordOp;

/// A program after which a word has this form.
pub(super) fn example(op: WordOp) -> Option<String> {
    let name = op.name();
    if let Some((_, source)) = PROGRAMS.iter().find(|(known, _)| *known == name) {
        return Some((*source).to_owned());
    }
    arithmetic(name)
        .or_else(|| item(name))
        .or_else(|| comparison(name))
        .or_else(|| search(name))
        .or_else(|| truth(name))
        .or_else(|| unpacking(name))
}

/// A function of `a` and `b` that is called until its sites are specialized.
fn function(body: &str, a: &str, b: &str) -> String {
    format!("def f(a, b):\n    {body}\nfor i in range(20):\n    f({a}, {b})\n")
}

const OPERATORS: &[(&str, &str)] = &[
    ("ADD", "+"),
    ("SUBTRACT", "-"),
    ("MULTIPLY", "*"),
    ("DIVIDE", "/"),
    ("AND", "&"),
    ("OR", "|"),
    ("XOR", "^"),
    ("REMAINDER", "%"),
    ("FLOOR_DIVIDE", "//"),
    ("SHIFT_LEFT", "<<"),
    ("SHIFT_RIGHT", ">>"),
];

/// `BINARY_<operator>_<types>[_CONST][_<shape>]`, types with CONST where the left operand is a constant.
fn arithmetic(name: &str) -> Option<String> {
    let rest = name.strip_prefix("BINARY_")?;
    let (sign, rest) = OPERATORS.iter().rev().find_map(|(operator, sign)| {
        rest.strip_prefix(operator).and_then(|rest| rest.strip_prefix('_')).map(|rest| (*sign, rest))
    })?;
    let types = ["INT_FLOAT", "FLOAT_INT", "CONST_FLOAT", "FLOAT", "INT", "BIG"];
    let (types, shape) =
        types.iter().find_map(|types| rest.strip_prefix(types).map(|shape| (*types, shape)))?;
    let (constant, shape) = match shape.strip_prefix("_CONST") {
        Some(shape) => (true, shape),
        None => (false, shape),
    };
    let (a, b) = match types {
        "INT_FLOAT" => ("3", "1.5"),
        "FLOAT_INT" => ("1.5", "3"),
        "FLOAT" | "CONST_FLOAT" => ("1.5", "2.5"),
        "BIG" => ("7 << 70", "3"),
        _ => ("7", "3"),
    };
    let left = if types == "CONST_FLOAT" { a } else { "a" };
    let right = if constant { b } else { "b" };
    let owned = if sign == "+" { "*" } else { "+" };
    let body = match shape {
        "_LOCAL" => format!("c = {left} {sign} {right}"),
        "_REUSE" => format!("return (a {owned} a) {sign} {right}"),
        "_ANY" => format!("return {a} {sign} b"),
        "_RIGHT" => format!("return {left} {sign} (b {owned} b)"),
        "_BOTH" => format!("return (a {owned} a) {sign} (b {owned} b)"),
        "_RETURN" => format!("return (a {owned} a) {sign} (b {owned} b)"),
        "" | "_FRESH" => format!("c = [{left} {sign} {right}]"),
        _ => return None,
    };
    Some(function(&body, a, b))
}

/// `BINARY_SUBSCR_<sequence>[_CONST]_<shape>` and `STORE_SUBSCR_LIST_INT[_CONST]_<shape>`, of a sequence in a slot.
fn item(name: &str) -> Option<String> {
    let (rest, stores) = match name.strip_prefix("STORE_SUBSCR_LIST_INT_") {
        Some(rest) => (rest, true),
        None => (name.strip_prefix("BINARY_SUBSCR_")?, false),
    };
    let sequence = if rest.starts_with("TUPLE_") { "(1, 2, 3)" } else { "[1, 2, 3]" };
    let index = if rest.contains("CONST_") { "1" } else { "b" };
    let body = match rest.rsplit('_').next()? {
        "FRESH" if !stores => format!("return a[{index}]"),
        "LOCAL" if !stores => format!("c = a[{index}]"),
        "TEMPORARY" if !stores => format!("return (a and a)[{index}]"),
        "MOVE" if stores => format!("a[{index}] = b + b"),
        "COPY" if stores => format!("a[{index}] = b"),
        _ => return None,
    };
    Some(function(&body, sequence, "1"))
}

const COMPARISONS: &[(&str, &str)] =
    &[("LT", "<"), ("LE", "<="), ("EQ", "=="), ("NE", "!="), ("GT", ">"), ("GE", ">=")];

/// `COMPARE_BRANCH_[<operator>_]<types>[_CONST]_<truth that jumps>`.
fn comparison(name: &str) -> Option<String> {
    let rest = name.strip_prefix("COMPARE_BRANCH_")?;
    let (rest, wanted) = match rest.strip_suffix("_TRUE") {
        Some(rest) => (rest, true),
        None => (rest.strip_suffix("_FALSE")?, false),
    };
    let known = COMPARISONS.iter().find_map(|(operator, sign)| {
        rest.strip_prefix(operator).map(|rest| (*sign, rest.trim_start_matches('_')))
    });
    let (sign, types) = known.unwrap_or(("==", rest));
    let (a, b) = match types {
        "INT" | "INT_CONST" => ("7", "3"),
        "FLOAT" => ("1.5", "2.5"),
        "STR" => ("\"x\"", "\"y\""),
        _ => return None,
    };
    let right = if types.ends_with("CONST") { b } else { "b" };
    let test = format!("a {sign} {right}");
    let body = if wanted {
        format!("if {test} or b:\n        return 1")
    } else {
        format!("if {test}:\n        return 1")
    };
    Some(function(&body, a, b))
}

const CONTAINERS: &[(&str, &str)] = &[
    ("DICT", "{1: 2}"),
    ("SET", "{1, 2}"),
    ("FROZEN_SET", "frozenset((1, 2))"),
    ("LIST", "[1, 2]"),
    ("TUPLE", "(1, 2)"),
    ("STR", "\"1 2\""),
];

/// `CONTAINS_OP_<container>` and `CONTAINS_BRANCH_<container>_<truth that jumps>`.
fn search(name: &str) -> Option<String> {
    let (container, body) = if let Some(container) = name.strip_prefix("CONTAINS_OP_") {
        (container, "return a in b")
    } else {
        let rest = name.strip_prefix("CONTAINS_BRANCH_")?;
        match rest.strip_suffix("_TRUE") {
            Some(container) => (container, "if a in b or a:\n        return 1"),
            None => (rest.strip_suffix("_FALSE")?, "if a in b:\n        return 1"),
        }
    };
    let (_, value) = CONTAINERS.iter().find(|(known, _)| *known == container)?;
    let item = if container == "STR" { "\"1\"" } else { "1" };
    Some(function(body, item, value))
}

/// Values whose truth a form of TO_BOOL knows, by the form's name.
const TESTED: &[(&str, &str)] = &[
    ("BOOL", "True"),
    ("INT", "3"),
    ("NONE", "None"),
    ("LIST", "[1]"),
    ("STR", "\"a\""),
    ("BUILTIN", "(1, 2)"),
    ("ALWAYS_TRUE", "print"),
];

/// `TO_BOOL_<value>` or `TO_BOOL_BRANCH_<value>_<truth that jumps>`.
fn truth(name: &str) -> Option<String> {
    let (tested, body) = match name.strip_prefix("TO_BOOL_BRANCH_") {
        Some(rest) => match rest.strip_suffix("_TRUE") {
            Some(tested) => (tested, "if a or b:\n        return 1"),
            None => (rest.strip_suffix("_FALSE")?, "if a:\n        return b"),
        },
        None => (name.strip_prefix("TO_BOOL_")?, "return not a"),
    };
    let (_, value) = TESTED.iter().find(|(known, _)| *known == tested)?;
    Some(function(body, value, "1"))
}

/// `UNPACK_SEQUENCE_<sequence>[_LOCALS | _ADJACENT]`.
fn unpacking(name: &str) -> Option<String> {
    let rest = name.strip_prefix("UNPACK_SEQUENCE_")?;
    let (sequence, shape) = match rest.rsplit_once('_') {
        Some((sequence, shape @ ("LOCALS" | "ADJACENT"))) => (sequence, shape),
        _ => (rest, ""),
    };
    let (value, body) = match (sequence, shape) {
        ("TUPLE", "LOCALS") => ("(1, 2, 3)", "c = d = e = 0; e, d, c = a"),
        ("TUPLE", "ADJACENT") => ("(1, 2, 3)", "c, d, e = a"),
        ("TUPLE", _) => ("(1, 2, 3)", "b.c, b.d, b.e = a"),
        ("TWO_TUPLE", "LOCALS") => ("(1, 2)", "c, d = a"),
        ("TWO_TUPLE", _) => ("(1, 2)", "b.c, b.d = a"),
        (_, "LOCALS") => ("[1, 2]", "c = d = 0; d, c = a"),
        (_, "ADJACENT") => ("[1, 2]", "c, d = a"),
        _ => ("[1, 2]", "b.c, b.d = a"),
    };
    Some(format!("class C:\n    pass\n{}", function(body, value, "C()")))
}

/// Forms whose names say nothing of how to get to them.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "JUMP_BACKWARD_RANGE",
        "def f():\n    for i in range(20):\n        pass\nfor turn in range(20):\n    f()\n",
    ),
    (
        "JUMP_BACKWARD_LIST",
        "def f(items):\n    for i in items:\n        pass\nfor turn in range(20):\n    f([1, 2, 3])\n",
    ),
    (
        "JUMP_BACKWARD_GENERATOR",
        "def g():\n    yield 1\n    yield 2\ndef f():\n    for i in g():\n        pass\nfor turn in range(20):\n    f()\n",
    ),
    (
        "JUMP_BACKWARD_LT_INT",
        "def f(n):\n    i = 0\n    while i < n:\n        i += 1\nfor turn in range(20):\n    f(20)\n",
    ),
    (
        "JUMP_BACKWARD_LT_INT_CONST",
        "def f():\n    i = 0\n    while i < 20:\n        i += 1\nfor turn in range(20):\n    f()\n",
    ),
    ("BINARY_POWER_FLOAT", "def f(a):\n    return a ** 2\nfor i in range(20):\n    f(1.5)\n"),
    ("BINARY_OP_NATIVE", "def f(a):\n    return a + a\nfor i in range(20):\n    f([1])\n"),
    ("CALL_PY_VARARGS", "def f(a, *b):\n    return b\nfor i in range(20):\n    f(i, 1, 2)\n"),
    (
        "CALL_PY_POLYMORPHIC",
        "def f(a):\n    return a\ndef g(a):\n    return 1\nfor i in range(20):\n    for each in (f, g):\n        each(i)\n",
    ),
    (
        "STORE_ATTR_PROPERTY",
        "class C:\n    @property\n    def x(self):\n        return 1\n    @x.setter\n    def x(self, value):\n        pass\nc = C()\nfor i in range(20):\n    c.x = i\n",
    ),
    (
        "LOAD_ATTR_GETATTR",
        "class C:\n    def __getattr__(self, name):\n        return 1\nc = C()\nfor i in range(20):\n    c.x\n",
    ),
    ("LOAD_GLOBAL_MODULE_LOCAL", "x = 1\ndef f():\n    a = x\nfor i in range(20):\n    f()\n"),
    ("LOAD_GLOBAL_BUILTIN_LOCAL", "def f():\n    a = len\nfor i in range(20):\n    f()\n"),
    ("RETURN_LOCAL", "def f(a):\n    a + 1\n    return a\nfor i in range(20):\n    f(i)\n"),
    ("RETURN_TEMPORARY", "def f(a):\n    return a + 1\nfor i in range(20):\n    f(i)\n"),
    ("RETURN_CONST", "def f(a):\n    return 1\nfor i in range(20):\n    f(i)\n"),
    ("CALL_PY_EXACT", "def f(a):\n    return a\nfor i in range(20):\n    f(i)\n"),
    (
        "CALL_PY_EXACT_METHOD",
        "class C:\n    def m(self, a):\n        return a\nc = C()\nfor i in range(20):\n    c.m(i)\n",
    ),
    (
        "CALL_BOUND_METHOD",
        "class C:\n    def m(self, a):\n        return a\nm = C().m\nfor i in range(20):\n    m(i)\n",
    ),
    (
        "CALL_CLASS_INIT",
        "class C:\n    def __init__(self, x):\n        self.x = x\nfor i in range(20):\n    C(i)\n",
    ),
    ("CALL_NATIVE", "for i in range(20):\n    abs(i)\n"),
    ("CALL_METHOD_DESCRIPTOR", "items = []\nfor i in range(20):\n    items.append(i)\n"),
    ("CALL_TYPE_1", "for i in range(20):\n    type(i)\n"),
    ("CALL_ISINSTANCE", "for i in range(20):\n    isinstance(i, int)\n"),
    (
        "LOAD_ATTR_INSTANCE_VALUE",
        "class C:\n    def __init__(self, x):\n        self.x = x\nc = C(1)\nfor i in range(20):\n    c.x\n",
    ),
    (
        "LOAD_ATTR_SLOT",
        "class C:\n    __slots__ = (\"x\",)\nc = C()\nc.x = 1\nfor i in range(20):\n    c.x\n",
    ),
    ("LOAD_ATTR_WITH_HINT", "class C(list):\n    pass\nc = C()\nc.x = 1\nfor i in range(20):\n    c.x\n"),
    ("LOAD_ATTR_MODULE", "import sys\nfor i in range(20):\n    sys.maxsize\n"),
    ("LOAD_ATTR_CLASS", "class C:\n    x = 1\nfor i in range(20):\n    C.x\n"),
    ("LOAD_ATTR_NONDESCRIPTOR", "class C:\n    x = 1\nc = C()\nfor i in range(20):\n    c.x\n"),
    (
        "LOAD_ATTR_PROPERTY",
        "class C:\n    @property\n    def x(self):\n        return 1\nc = C()\nfor i in range(20):\n    c.x\n",
    ),
    (
        "LOAD_ATTR_POLYMORPHIC",
        "class P:\n    def __init__(self):\n        self.x = 1\nclass Q:\n    def __init__(self):\n        self.y = self.x = 1\nfor i in range(20):\n    for o in (P(), Q()):\n        o.x\n",
    ),
    (
        "LOAD_ATTR_MEGAMORPHIC",
        "objects = []\nfor n in range(8):\n    class C:\n        pass\n    c = C()\n    c.x = n\n    objects.append(c)\nfor turn in range(20):\n    for o in objects:\n        o.x\n",
    ),
    (
        "LOAD_METHOD_CACHED",
        "class C:\n    def m(self):\n        return 1\nc = C()\nfor i in range(20):\n    c.m()\n",
    ),
    ("LOAD_METHOD_IMMEDIATE", "for i in range(20):\n    i.bit_length()\n"),
    (
        "LOAD_METHOD_MODULE",
        "import math\ndef f(m):\n    return m.floor(1.5)\nfor i in range(20):\n    f(math)\n",
    ),
    ("LOAD_METHOD_CLASS", "class C:\n    def m(self):\n        return 1\nfor i in range(20):\n    C.m(i)\n"),
    (
        "LOAD_METHOD_POLYMORPHIC",
        "class P:\n    def m(self):\n        return 1\nclass Q:\n    def m(self):\n        return 2\nfor i in range(20):\n    for o in (P(), Q()):\n        o.m()\n",
    ),
    (
        "LOAD_METHOD_MEGAMORPHIC",
        "objects = []\nfor n in range(8):\n    class C:\n        def m(self):\n            return 1\n    objects.append(C())\nfor turn in range(20):\n    for o in objects:\n        o.m()\n",
    ),
    ("STORE_ATTR_INSTANCE_VALUE", "class C:\n    pass\nc = C()\nfor i in range(20):\n    c.x = i\n"),
    ("STORE_ATTR_SLOT", "class C:\n    __slots__ = (\"x\",)\nc = C()\nfor i in range(20):\n    c.x = i\n"),
    (
        "STORE_ATTR_POLYMORPHIC",
        "class P:\n    pass\nclass Q:\n    pass\nobjects = [P(), Q()]\nfor i in range(20):\n    for o in objects:\n        o.x = i\n",
    ),
    (
        "STORE_ATTR_MEGAMORPHIC",
        "objects = []\nfor n in range(8):\n    class C:\n        pass\n    objects.append(C())\nfor turn in range(20):\n    for o in objects:\n        o.x = turn\n",
    ),
    ("LOAD_GLOBAL_MODULE", "n = 1\ndef f():\n    return n\nfor i in range(20):\n    f()\n"),
    ("LOAD_GLOBAL_MODULE_DROPPED", "n = 1\ndef f():\n    n\nfor i in range(20):\n    f()\n"),
    ("LOAD_GLOBAL_BUILTIN_OF_LOCAL", "def f(x):\n    return abs(x)\nfor i in range(20):\n    f(i)\n"),
    ("LOAD_GLOBAL_BUILTIN_OF_CONSTANT", "def f(x):\n    return abs(-7)\nfor i in range(20):\n    f(i)\n"),
    ("LOAD_GLOBAL_BUILTIN_OF_LOCALS", "def f(x):\n    return min(x, x)\nfor i in range(20):\n    f(i)\n"),
    (
        "LOAD_GLOBAL_BUILTIN_OF_LOCAL_CONSTANT",
        "def f(x):\n    return min(x, 3)\nfor i in range(20):\n    f(i)\n",
    ),
    (
        "LOAD_GLOBAL_BUILTIN_OF_LOCAL_GLOBAL",
        "def f(x):\n    return isinstance(x, int)\nfor i in range(20):\n    f(i)\n",
    ),
    ("LOAD_METHOD_CACHED_CALLED", "def f(x):\n    return x.keys()\nfor i in range(20):\n    f({})\n"),
    (
        "LOAD_METHOD_CACHED_OF_LOCAL",
        "def f(x, y):\n    return x.append(y)\nfor i in range(20):\n    f([], i)\n",
    ),
    ("LOAD_METHOD_CACHED_OF_CONSTANT", "def f(x):\n    return x.append(7)\nfor i in range(20):\n    f([])\n"),
    ("LOAD_GLOBAL_BUILTIN_DROPPED", "def f():\n    len\nfor i in range(20):\n    f()\n"),
    ("LOAD_GLOBAL_BUILTIN", "def f():\n    return len\nfor i in range(20):\n    f()\n"),
    ("BINARY_ADD_STR", "def f(a, b):\n    return a + b\nfor i in range(20):\n    f(\"a\", \"b\")\n"),
    ("BINARY_SUBSCR_LIST", "items = [1, 2, 3]\nfor i in range(20):\n    items[-1]\n"),
    ("BINARY_SUBSCR_TUPLE", "items = (1, 2, 3)\nfor i in range(20):\n    items[-1]\n"),
    ("BINARY_SUBSCR_DICT", "items = {1: 2}\nfor i in range(20):\n    items[1]\n"),
    ("COMPARE_OP_INT", "def f(a, b):\n    return a < b\nfor i in range(20):\n    f(1, 2)\n"),
    ("COMPARE_OP_FLOAT", "def f(a, b):\n    return a < b\nfor i in range(20):\n    f(1.5, 2.5)\n"),
    ("COMPARE_OP_STR", "def f(a, b):\n    return a == b\nfor i in range(20):\n    f(\"x\", \"y\")\n"),
    ("FOR_ITER_RANGE", "for i in range(20):\n    pass\n"),
    ("FOR_ITER_LIST", "for i in [1] * 20:\n    pass\n"),
    ("FOR_ITER_TUPLE", "for i in (1,) * 20:\n    pass\n"),
    (
        "FOR_ITER_GENERATOR",
        "def g():\n    yield 1\nfor turn in range(20):\n    for i in g():\n        pass\n",
    ),
    ("BINARY_SUBSCR_STR", "text = \"abc\"\nfor i in range(20):\n    text[1]\n"),
    (
        "BINARY_SUBSCR_LIST_SLICE",
        "items = [1, 2, 3]\ndef f(a):\n    return items[slice(0, a)]\nfor i in range(20):\n    f(2)\n",
    ),
    (
        "BINARY_SUBSCR_GETITEM",
        "class C:\n    def __getitem__(self, key):\n        return key\nc = C()\nfor i in range(20):\n    c[i]\n",
    ),
    ("STORE_SUBSCR_LIST_INT", "items = [1, 2, 3]\nfor i in range(20):\n    items[1] = i\n"),
    ("STORE_SUBSCR_DICT", "items = {}\nfor i in range(20):\n    items[1] = i\n"),
    ("FOR_ITER_NATIVE", "for turn in range(20):\n    for i in {1, 2, 3}:\n        pass\n"),
    ("CALL_LEN", "for i in range(20):\n    len(\"abc\")\n"),
    ("CALL_CLASS", "for i in range(20):\n    str(i)\n"),
    ("CALL_PY_EXACT_UNBOUND", "class C:\n    def m(a):\n        return a\nfor i in range(20):\n    C.m(i)\n"),
    ("CALL_PY_DEFAULTS", "def f(a, b=1):\n    return a\nfor i in range(20):\n    f(i)\n"),
    ("CALL_PY_GENERAL", "def f(*args, **more):\n    return args\nfor i in range(20):\n    f(i)\n"),
    ("CALL_KW_PY", "def f(a, b):\n    return a\nfor i in range(20):\n    f(a=i, b=1)\n"),
    ("CALL_KW_PY_GENERAL", "def f(**options):\n    return options\nfor i in range(20):\n    f(a=i)\n"),
    ("CALL_KW_NATIVE", "for i in range(20):\n    sorted((3, 1), reverse=True)\n"),
    ("CALL_KW_CLASS", "for i in range(20):\n    dict(a=i)\n"),
    (
        "LOAD_METHOD_OF_CLASS",
        "class C:\n    @classmethod\n    def m(cls):\n        return 1\nfor i in range(20):\n    C.m()\n",
    ),
    (
        "LOAD_METHOD_CLASS_METHOD",
        "class C:\n    @classmethod\n    def m(cls):\n        return 1\nc = C()\nfor i in range(20):\n    c.m()\n",
    ),
    (
        "LOAD_METHOD_STATIC",
        "class C:\n    @staticmethod\n    def m():\n        return 1\nc = C()\nfor i in range(20):\n    c.m()\n",
    ),
    (
        "LOAD_METHOD_INSTANCE_VALUE",
        "class C:\n    def __init__(self):\n        self.f = len\nc = C()\nfor i in range(20):\n    c.f(\"abc\")\n",
    ),
    (
        "LOAD_METHOD_SLOT",
        "class C:\n    __slots__ = (\"f\",)\nc = C()\nc.f = len\nfor i in range(20):\n    c.f(\"abc\")\n",
    ),
    (
        "LOAD_ATTR_INSTANCE_VALUE_BORROWED",
        "class C:\n    pass\ndef f(c, i):\n    return c.x\nc = C()\nc.x = 1\nfor i in range(20):\n    f(c, i)\n",
    ),
    (
        "LOAD_ATTR_SLOT_BORROWED",
        "class C:\n    __slots__ = (\"x\",)\ndef f(c, i):\n    return c.x\nc = C()\nc.x = 1\nfor i in range(20):\n    f(c, i)\n",
    ),
    (
        "STORE_ATTR_INSTANCE_VALUE_MOVED",
        "class C:\n    pass\ndef f(c, i):\n    c.x = i + 1\nc = C()\nc.x = 1\nfor i in range(20):\n    f(c, i)\n",
    ),
    (
        "STORE_ATTR_SLOT_MOVED",
        "class C:\n    __slots__ = (\"x\",)\ndef f(c, i):\n    c.x = i + 1\nc = C()\nc.x = 1\nfor i in range(20):\n    f(c, i)\n",
    ),
    ("CALL_EXCEPTION_CLASS", "for i in range(20):\n    BaseException(i)\n"),
];
