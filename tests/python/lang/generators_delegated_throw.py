"""What is thrown into a generator that delegates: who runs meanwhile, what tracebacks show, where frames stand."""
# needs: _warnings
import sys
import _warnings


def entries(error):
    entry, out = error.__traceback__.tb_next, []
    while entry:
        code = entry.tb_frame.f_code
        out.append((code.co_name, entry.tb_lineno - code.co_firstlineno, entry.tb_lasti))
        entry = entry.tb_next
    return out


def attempt(function, *arguments):
    try:
        print(function.__name__, "->", function(*arguments))
    except Exception as e:
        print(function.__name__, repr(e), entries(e), repr(e.__context__))


# === One entry per frame, whatever the delegate is ===
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def outer(items):
    yield from items


class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        1 / 0

    def throw(self, *_):
        1 / 0


class Uncallable(Failing):
    close = 3
    throw = 3


for make in stubborn, Failing, Uncallable:
    for method, arguments in ("close", ()), ("throw", (GeneratorExit,)), ("throw", (ValueError("v"),)):
        generator = outer(make())
        next(generator)
        attempt(getattr(generator, method), *arguments)


# === Deeper ===
def nested(n):
    if n:
        yield from nested(n - 1)
    yield "end"


generator = nested(3)
next(generator)
attempt(generator.throw, KeyError("k"))
generator = nested(3)
attempt(generator.throw, KeyError("fresh"))


# === Whose frames run meanwhile ===
class Looking:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def look(self):
        frame, names = sys._getframe(1), []
        while frame:
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        at = generator.gi_frame
        print(names, generator.gi_running, at.f_back and at.f_back.f_code.co_name, generator.gi_yieldfrom, at.f_lasti)
        try:
            next(generator)
        except ValueError as e:
            print(e)

    def close(self):
        self.look()

    def throw(self, *_):
        self.look()
        return 2


def thrower():
    return generator.throw(ValueError)


generator = outer(Looking())
next(generator)
attempt(thrower)
print(generator.gi_running, generator.gi_frame.f_lasti, generator.gi_frame.f_back)
attempt(thrower)
attempt(generator.close)


# === A local that changes while the delegate runs ===
class Writing(Looking):
    def throw(self, *_):
        generator.gi_frame.f_locals["total"] = 40
        sys._getframe(1).f_locals["more"] = 2
        return "thrown"


def summing(items):
    total = more = 0
    yield from items
    yield total + more


generator.close()
generator = summing(Writing())
next(generator)
attempt(generator.throw, ValueError("x"))
print(generator.gi_frame.f_locals["total"], generator.gi_frame.f_locals["more"])


# === Where a suspended generator stands ===
del Looking.close
generator = None


def plain():
    x = (1 +
         (yield 1))


for fresh in False, True:
    for make in plain, lambda: outer(plain()):
        generator = make()
        if not fresh:
            next(generator)
        print(generator.gi_frame.f_lasti)
        attempt(generator.throw, KeyError)


# === The old way of calling throw ===
def catching():
    try:
        yield
    except ValueError as e:
        yield repr(e)


_warnings.filters.insert(0, ("error", None, DeprecationWarning, None, 0))
_warnings._acquire_lock()
_warnings._filters_mutated_lock_held()
_warnings._release_lock()
generator = catching()
next(generator)
attempt(generator.throw, ValueError, "x")


async def asynchronous():
    yield


attempt(asynchronous().athrow, ValueError, "x")
attempt(lambda: plain.__code__.co_lnotab)


# === Too many at once ===
def chain(n):
    items = iter((1,))
    for _ in range(n):
        items = (item for item in items)
    return items


items = chain(100_000)
try:
    print(list(items))
except RecursionError:
    print([1])
del items
