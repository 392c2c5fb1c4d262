"""Coroutines, and the awaitables of asynchronous generators, that nobody awaits: a warning when they die."""
# needs: _warnings
import sys
import _warnings

_warnings.filters.insert(0, ("always", None, RuntimeWarning, None, 0))


class Lines:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def told(action):
    error, sys.stderr = sys.stderr, Lines()
    try:
        action()
        lines = sys.stderr.text.splitlines()
    finally:
        sys.stderr = error
    print([line.partition(": ")[2] for line in lines if "Warning" in line])


async def coroutine():
    pass


async def generator():
    yield 1
    yield 2


def run(awaitable):
    try:
        awaitable.send(None)
    except (StopIteration, StopAsyncIteration) as stop:
        return stop.args


told(lambda: coroutine() and None)
told(lambda: generator().asend(None) and None)
told(lambda: generator().athrow(ValueError) and None)
told(lambda: generator().aclose() and None)
told(lambda: generator().__anext__() and None)
told(lambda: run(generator().asend(None)))
told(lambda: run(generator().aclose()))
told(lambda: generator().aclose().close())


def several():
    items = generator()
    for _ in range(3):
        run(items.__anext__())
        items.asend(None)


told(several)
