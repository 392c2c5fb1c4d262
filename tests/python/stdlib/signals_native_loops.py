"""_signal: signals that come while native code loops, in callbacks, and while threads wait; handlers that raise there."""
# needs: _signal, _thread, _functools, itertools, time
import _functools
import _signal
import _thread
import itertools
import time

seen = []
_signal.signal(_signal.SIGALRM, lambda number, frame: seen.append(number))


def under_signals(work):
    """What `work` answers while a signal comes every millisecond, until one came."""
    seen.clear()
    _signal.setitimer(_signal.ITIMER_REAL, 0.001, 0.001)
    try:
        while True:
            result = work()
            if seen:
                return result
    finally:
        _signal.setitimer(_signal.ITIMER_REAL, 0)


# === Loops that call no Python ===
numbers = list(range(50000))
print(under_signals(lambda: sum(numbers)))
print(under_signals(lambda: len(sorted(numbers, key=int.__neg__))))
print(under_signals(lambda: len("".join(map(str, numbers)))))
print(under_signals(lambda: max(map(abs, numbers))))
print(under_signals(lambda: len({n: n for n in numbers})))
print(under_signals(lambda: len(set(itertools.chain(numbers, numbers)))))
print(under_signals(lambda: sum(1 for _ in itertools.islice(itertools.cycle((1, 2)), 50000))))
print(under_signals(lambda: (numbers.copy() == numbers, b"x" * 100000 == b"x" * 100000)))
print(under_signals(lambda: pow(3, 20000) % 1000007))

# === Callbacks ===
print(under_signals(lambda: sorted(numbers[:3000], key=lambda n: -n)[0]))
print(under_signals(lambda: _functools.reduce(lambda a, b: a + b, numbers)))
print(under_signals(lambda: sum(map(lambda n: n & 1, numbers))))
print(under_signals(lambda: len(list(filter(lambda n: n % 3, numbers)))))


# === A handler that raises ends native work at the next callback ===
class Stop(Exception):
    pass


def raises(number, frame):
    _signal.setitimer(_signal.ITIMER_REAL, 0)
    raise Stop(number)


def stopped(work):
    _signal.signal(_signal.SIGALRM, raises)
    _signal.setitimer(_signal.ITIMER_REAL, 0.002)
    try:
        while True:
            work()
    except Stop as stop:
        return stop.args == (_signal.SIGALRM,)


print(stopped(lambda: sorted(numbers, key=lambda n: -n)))
print(stopped(lambda: _functools.reduce(lambda a, b: a + b, numbers)))
print(stopped(lambda: list(map(lambda n: n, numbers))))
print(stopped(lambda: [n for n in numbers]))
print(stopped(lambda: time.sleep(10)))
print(stopped(lambda: 5))

# === Signals while another thread loops and this one waits: the main thread runs the handlers ===
_signal.signal(_signal.SIGALRM, lambda number, frame: seen.append(_thread.get_ident()))
seen.clear()
end = []


def loops():
    total = 0
    while not end:
        total += sum(numbers)


handles = [_thread.start_joinable_thread(loops) for _ in range(3)]
_signal.setitimer(_signal.ITIMER_REAL, 0.002, 0.002)
while len(seen) < 5:
    time.sleep(0.001)
_signal.setitimer(_signal.ITIMER_REAL, 0)
end.append(1)
for handle in handles:
    handle.join()
print(set(seen) == {_thread.get_ident()})

# === A thread that SystemExit ends, and one that raises it in a callback ===
after = []


def leaves():
    try:
        raise SystemExit(3)
    finally:
        after.append("finally")
    after.append("never")


def leaves_in_callback():
    sorted([2, 1], key=lambda n: _thread.exit())
    after.append("never")


for function in (leaves, leaves_in_callback):
    _thread.start_joinable_thread(function).join()
print(after, _thread._count())
