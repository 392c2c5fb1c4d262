"""Attribute sites whose code runs now traced, now untraced: lists of classes and setters stay each word's own affair."""
# needs: gc
import gc
import sys


class Traced:
    """Traces what runs inside."""

    def __enter__(self):
        sys.settrace(lambda frame, event, argument: self.trace)

    def trace(self, frame, event, argument):
        return self.trace

    def __exit__(self, *raised):
        sys.settrace(None)


# === Two stores in a row whose instances are of two classes ===
class A:
    def __init__(self, n, e):
        self.n = n
        self.e = e


class B(A):
    pass


def make(times):
    seen = set()
    for cls in A, B:
        for n in 1, 2:
            for _ in range(times):
                seen.add(tuple(vars(cls(n, -n)).items()))
            with Traced():
                seen.add(tuple(vars(cls(n, -n)).items()))
    return sorted(seen)


for times in 0, 1, 30, 100:
    print(times, make(times))


# === More classes than a list holds, in one form or the other ===
def classes(count):
    return [type("C%d" % i, (A,), {"m": lambda self, i=i: i, "k": i * 10}) for i in range(count)]


def reads(instance):
    instance.n = instance.k
    return instance.e, instance.m(), instance.n


for order in range(4):
    seen = []
    for i, cls in enumerate(classes(7)):
        instance = cls(0, i)
        for turn in range(5):
            if (turn + i) % 4 == order:
                with Traced():
                    seen.append(reads(instance))
            seen.append(reads(instance))
        if i % 2:
            # Its place is another's, and its version no one's.
            cls.k = -i
            seen.append(reads(instance))
    print(order, len(set(seen)), seen[::9])
    gc.collect()


# === Setters: the property of one class, the attribute of another ===
class P:
    log = []

    @property
    def x(self):
        return self.log[-1]

    @x.setter
    def x(self, value):
        self.log.append(("P", value))


class Q(P):
    @P.x.setter
    def x(self, value):
        self.log.append(("Q", value))


class R:
    pass


class S:
    __slots__ = ("x",)


def store(instance, value):
    instance.x = value
    return instance.x


for others in (Q, R), (R, S), (S, Q), (R, S, A, B):
    for _ in range(60):
        store(P(), 1)
    for cls in others:
        instance = cls(0, 0) if issubclass(cls, A) else cls()
        for turn in range(8):
            with Traced():
                store(instance, turn)
            store(P(), -turn)
    print([store(cls(0, 0) if issubclass(cls, A) else cls(), 5) for cls in others], store(P(), 6), len(P.log))
    P.log.clear()
