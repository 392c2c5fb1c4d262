"""'Did you mean' hints in printed tracebacks."""
import sys


class Shape:
    colour = 1

    def __init__(self):
        self.width = 1
        self._hidden = 2

    def area(self):
        return heigth

    def method(self):
        return widht

    def attribute(self):
        return width


height = 5


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, None)


def local():
    value = 1
    return valeu


def free():
    outer_name = 1
    def inner():
        outer_name
        return outer_nam
    return inner()


def import_hint():
    return time.time()


show(lambda: Shape().widht)
show(lambda: Shape().hidden)
show(lambda: Shape().aera())
show(lambda: Shape.color)
show(lambda: Shape().area())
show(lambda: Shape().method())
show(lambda: Shape().attribute())
show(local)
show(free)
show(import_hint)
show(lambda: pritn(1))
show(lambda: Tru)
show(lambda: [].appendd)
show(lambda: "".uper)
show(lambda: {}.key)
show(lambda: xyzzy_nothing_close)
show(lambda: sys.maxsiz)
show(lambda: (1).nothing_like_it)
show(lambda: [].add(1))
show(lambda: Shape().WIDTH)
Shape().hieght
