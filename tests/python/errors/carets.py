"""Carets under each kind of expression; every case but the last is caught and its traceback printed."""
import sys


class O:
    pass


def show(f):
    try:
        f()
    except Exception as e:
        e.__traceback__ = e.__traceback__.tb_next
        sys.excepthook(type(e), e, e.__traceback__)


a, b, c, o, l, d, n = 1, 0, "s", O(), [1, 2], {"k": 1}, None


def binary():
    return a + b * (a / b) - 1


def binary_types():
    return (a + b) + c + l


def attribute():
    return o.first.second


def attribute_call():
    return o.method(a, b).other


def subscript():
    return l[a][b]


def subscript_key():
    return d["k"] + d["missing"]


def call():
    return max(len(l), len(a), 3)


def call_keyword():
    return print(a, nothing=b)


def call_none():
    return n(a)(b)


def compare():
    return a < b or a < c


def unary():
    return a + -c


def name():
    return a + undefined_name


def multi_line():
    return (
        a
        + b
        + len(
            a
        )
    )


def multi_line_call():
    return max(
        a,
        b / b,
        key=None,
    )


def chain():
    return o.x.y if a else b


def lambda_():
    return (lambda: a / b)()


def comprehension():
    return [a / x for x in l + [b]]


def generator():
    return sum(a / x for x in [1, b])


def fstring():
    return f"text {a} and {a / b} more"


def unpack():
    x, y, z = l
    return x


def star():
    return max(*a)


def dict_display():
    return {"a": a, "b": a / b}


def assign_attribute():
    n.x = a


def assign_item():
    n["k"] = a


def delete():
    del d["missing"]


def augmented():
    x = a
    x += c


def walrus():
    if (x := a / b) > 1:
        return x


def assert_():
    assert a == b, "a is %d" % a


def assert_plain():
    assert a == b and len(l) == 5


def raise_():
    raise ValueError("message") from None


def with_():
    with o as x:
        pass


def for_():
    for x in a:
        pass


def await_():
    async def co():
        await a
    co().send(None)


def matmul():
    return l @ d


def in_():
    return a in b


def conditional():
    return (a if a / b else b)


def unicode():
    été = "中文" + c + "😀"; return été + a


def tabs():
	return a / b


def long():
    return a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a / b + a + a


def slices():
    return l["a":"b"]


def super_():
    return super().x


def decorated():
    @n
    def f():
        pass


def class_():
    class C(a, b):
        x = 1


def class_body():
    class C:
        x = a / b


def import_():
    import no_such_module


def import_from():
    from sys import no_such_name


def print_file():
    print(a, file=b)


for f in (binary, binary_types, attribute, attribute_call, subscript, subscript_key, call, call_keyword, call_none, compare, unary, name):
    show(f)
for f in (multi_line, multi_line_call, chain, lambda_, comprehension, generator, fstring, unpack, star, dict_display):
    show(f)
for f in (assign_attribute, assign_item, delete, augmented, walrus, assert_, assert_plain, raise_, with_, for_, await_, matmul, in_):
    show(f)
for f in (conditional, unicode, tabs, long, slices, super_, decorated, class_, class_body, import_, import_from, print_file):
    show(f)
binary()
