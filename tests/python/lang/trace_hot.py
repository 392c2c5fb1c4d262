"""Functions that ran often before they are traced report each instruction, as those that never ran."""

import sys


class Point:
    kind = "point"

    def __init__(self):
        self.x = 1


class Slotted:
    __slots__ = ("x",)

    def __init__(self):
        self.x = 1


COUNT = 3


def unpacks(items):
    a, b, c = items
    c, a = a, c
    b, a = items[:2]
    [c, a, b] = list(items)
    return a


def adds(a, b):
    return a + b


def floats(a, b):
    return a * 2.5 - b * 1.5


def looks(point, slotted):
    point.x
    point.kind
    slotted.x
    Point.kind
    sys.path
    COUNT
    len
    point.x, slotted.x
    return point


def slices(items):
    items[1:2] = items[2:3]
    items[:] = items[::-1]
    return [items[0] for _ in (1, 2)]


def waits(items):
    for item in items:
        yield item
    yield from (len(items) for _ in items)


events = []


def tracer(frame, event, arg):
    frame.f_trace_opcodes = True
    events.append((event, frame.f_lasti, frame.f_lineno, arg if isinstance(arg, (int, float)) else type(arg)))
    return tracer


def traced(function, *args):
    for _ in range(200):
        function(*args)
    events.clear()
    sys.settrace(tracer)
    result = function(*args)
    sys.settrace(None)
    print(function.__name__, result, len(events))
    for event in events:
        print("   ", *event)


def run(items):
    return sum(waits(items))


traced(unpacks, (1, 2, 3))
traced(adds, 1, 2)
traced(adds, 1.5, 2.5)
traced(floats, 1.5, 2.5)
traced(lambda: looks(Point(), Slotted()).x)
traced(slices, [1, 2, 3])
traced(run, [1, 2])
