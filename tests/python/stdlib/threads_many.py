"""_thread: a thousand threads at once, ten thousand in turn, shared objects, recursion and tracing per thread."""
# needs: _thread, gc, time
import _thread
import gc
import sys
import time


def run(*functions):
    handles = [_thread.start_joinable_thread(f) for f in functions]
    for handle in handles:
        handle.join()


# === A thousand at once ===
gate = _thread.allocate_lock()
guard = _thread.allocate_lock()
gate.acquire()
alive = [0]


def waits():
    with guard:
        alive[0] += 1
    with gate:
        pass


_thread.stack_size(256 * 1024)
handles = [_thread.start_joinable_thread(waits) for _ in range(1000)]
_thread.stack_size(0)
while alive[0] < 1000:
    time.sleep(0.001)
print(alive, _thread._count(), len(sys._current_frames()))
gate.release()
for handle in handles:
    handle.join()
print(_thread._count(), all(h.is_done() for h in handles))

# === Ten thousand in turn ===
n = [0]


def count():
    n[0] += 1


for _ in range(10000):
    _thread.start_joinable_thread(count).join()
print(n, _thread._count())

# === Shared objects ===
d, l, s, shared = {}, [], set(), type("Shared", (), {})()


def work(k):
    for i in range(5000):
        d[k, i % 100] = i
        l.append(i)
        s.add(i % 50)
        setattr(shared, f"a{k}_{i % 20}", [i])
        if len(l) > 1000:
            del l[:500]
        "".join([str(i), str(k)])


run(*(lambda k=k: work(k) for k in range(4)))
print(len(d), len(s), len(vars(shared)))


class Node:
    pass


def cycles():
    for _ in range(20000):
        a = Node()
        a.me = a


run(cycles, cycles, cycles, lambda: [gc.collect() for _ in range(20)])
print(sum(type(o) is Node for o in gc.get_objects()) < 60000, gc.collect() >= 0)


# === One generator for all ===
def numbers():
    i = 0
    while True:
        yield i
        i += 1


g, refused, taken = numbers(), [], []


def takes():
    for _ in range(3000):
        try:
            taken.append(next(g))
        except ValueError as e:
            refused.append(str(e))


run(takes, takes, takes)
print(len(taken) + len(refused), len(set(taken)) == len(taken), set(refused) <= {"generator already executing"})

# === Recursion ===
ends = []


def endless(n):
    return endless(n + 1)


class Odd:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name)


def deep():
    for f in (lambda: endless(0), lambda: repr(Odd()), lambda: Odd() == Odd(), lambda: Odd().a):
        try:
            f()
        except RecursionError:
            ends.append(1)


run(deep, deep, deep)
print(len(ends))
limit = sys.getrecursionlimit()
depths = []


def down(n):
    depths.append(n)
    down(n + 1)


def measure():
    try:
        down(0)
    except RecursionError:
        pass


sys.setrecursionlimit(300)
run(measure)
sys.setrecursionlimit(limit)
print(280 < max(depths) < 300)

# === Tracing is one thread's own ===
events, own = [], []


def tracer(frame, event, argument):
    events.append((_thread.get_ident(), event))
    return tracer


def body():
    x = 1
    for i in range(3):
        x += i
    return x


def traced():
    own.append(_thread.get_ident())
    sys.settrace(tracer)
    body()
    sys.settrace(None)


def untraced():
    for _ in range(300):
        body()


run(traced, untraced, untraced)
print({i for i, _ in events} == set(own), [e for _, e in events].count("line"))
# === Frames of others ===
ready = _thread.allocate_lock()
ready.acquire()
stop = []


def stands():
    inside = "local"
    ready.release()
    while not stop:
        time.sleep(0.001)


handle = _thread.start_joinable_thread(stands)
with ready:
    frame = sys._current_frames()[handle.ident]
    print(frame.f_code.co_name, frame.f_locals.get("inside"), frame.f_back)
stop.append(1)
handle.join()
del frame

# === The lock changes hands in calls, loops and native work ===
turns = []


def recursive(n):
    return 1 if n < 2 else recursive(n - 1) + recursive(n - 2)


def calls():
    while len(turns) < 3:
        recursive(12)


def sorts():
    while len(turns) < 3:
        sorted(range(1000), key=lambda x: -x)


def loops():
    while len(turns) < 3:
        pass


def other():
    for _ in range(3):
        time.sleep(0.003)
        turns.append(1)


run(calls, sorts, loops, other)
print(turns)
