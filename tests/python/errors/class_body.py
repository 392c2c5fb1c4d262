"""Errors in class bodies, decorators and defaults show their frames."""


def decorator(f):
    raise TypeError("refused %s" % f.__name__)


class Outer:
    x = 1

    class Inner:
        def method(self):
            pass

        @decorator
        def decorated(self, a=1):
            pass
