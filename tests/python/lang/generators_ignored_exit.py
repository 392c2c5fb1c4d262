# needs: gc
"""Generators that go on when they are closed."""
import gc
import sys


class Last:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def quiet(report):
    print("unraisable:", report.exc_type.__name__, report.exc_value, "|", report.err_msg.split(" <")[0])


sys.unraisablehook = quiet


# === What such a generator was doing keeps its locals until the collector comes ===
def handles(name):
    last = Last(name)
    try:
        yield 1
    finally:
        yield 2


def handles_by_name(name):
    last = Last(name)
    try:
        yield 1
    except GeneratorExit as error:
        yield error


for make in handles, handles_by_name:
    gc.collect()
    it = make("kept")
    next(it)
    del it
    print("dropped")
    gc.collect()
    it = make("closed")
    next(it)
    try:
        it.close()
    except RuntimeError as error:
        print(error)
    print(it.gi_frame is not None)
    del it


# === Without a handler at work the locals go at once ===
def plain(name):
    last = Last(name)
    try:
        yield 1
    except GeneratorExit:
        pass
    yield 2


it = plain("free")
next(it)
del it
print("end of plain")


# === An asynchronous generator that ends when it is closed ===
async def swallows():
    last = Last("async")
    try:
        yield 1
    except GeneratorExit:
        pass


it = swallows()
try:
    it.__anext__().send(None)
except StopIteration as stop:
    print(stop.value)
del it
gc.collect()
