def loops(n, items):
    for i in range(n):
        if i == 3 and not i % 2 or i is None:
            continue
        elif i is not None and i not in items:
            break
    else:
        return [x for x in items if x], {x: y for x, y in items}, {x for x in items}
    while True:
        n -= 1
        if n < 0 or 1 < n <= 5 != 7:
            return (x * 2 for x in items)


def handlers(f):
    try:
        f()
    except (ValueError, TypeError) as error:
        raise RuntimeError("no") from error
    except KeyError if f else OSError:
        pass


def handlers_plain(f):
    try:
        return f()
    except ValueError:
        raise
    finally:
        print("done")
    assert f, "message"


def groups(f):
    try:
        f()
    except* ValueError as group:
        print(group)


def managers(a, b):
    with a as x, b:
        return x
    with a:
        pass


def patterns(subject):
    match subject:
        case 1 | "a" | None | True:
            return 0
        case [first, *rest] if rest:
            return first
        case {"key": value, **others}:
            return value, others
        case str(x) | int(real=x):
            return x
        case _:
            a, *b, c = subject
            a, b = b, a
            return a, b, c


def delegate(g):
    x = yield from g
    y = yield x
    global counter
    counter = y
    del counter, x
