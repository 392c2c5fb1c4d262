"""_thread: threads, locks, exceptions in threads, thread-local data."""
# needs: _thread, time
import _thread
import sys
import time


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Start and wait ===
done = _thread.allocate_lock()
results = []


def worker(n, *, k=1):
    results.append((n, k))
    if len(results) == 5:
        done.release()


done.acquire()
for i in range(5):
    _thread.start_new_thread(worker, (i,), {"k": i * 2})
with done:
    print(sorted(results))
for f in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(worker, 5), lambda: _thread.start_new_thread(worker, (), 5), lambda: _thread.start_new_thread(worker)):
    error(f)

# === Locks ===
lock = _thread.allocate_lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01), lock.release(), lock.locked(), type(lock).__name__)
error(lambda: lock.release())
error(lambda: lock.acquire(False, 1))
error(lambda: lock.acquire(True, -5))
r = _thread.RLock()
print(r.acquire(), r.acquire(), r._recursion_count(), r.release(), r.release())
error(lambda: r.release())

# === A counter under a lock; switching between threads ===
total = 0
finished = 0
guard = _thread.allocate_lock()


def add(n):
    global total, finished
    for _ in range(n):
        with guard:
            total += 1
    with guard:
        finished += 1


for _ in range(4):
    _thread.start_new_thread(add, (2000,))
while finished < 4:
    time.sleep(0.001)
print(total)
flag = []


def spin():
    while not flag:
        pass
    flag.append("seen")


_thread.start_new_thread(spin, ())
time.sleep(0.02)
flag.append("set")
while len(flag) < 2:
    time.sleep(0.001)
print(flag)

# === Exceptions end their thread only ===
shown = []
sys.unraisablehook = lambda u: shown.append((u.exc_type.__name__, str(u.exc_value)))


def fails(e):
    try:
        raise e
    finally:
        pass


for e in (ValueError("in thread"), SystemExit(5)):
    _thread.start_new_thread(fails, (e,))
while not shown:
    time.sleep(0.001)
time.sleep(0.02)
print(shown)

# === Own data ===
local = _thread._local()
local.x = "main"
seen = []


def looks():
    seen.append(hasattr(local, "x"))
    local.x = "thread"
    seen.append(local.x)


_thread.start_new_thread(looks, ())
while len(seen) < 2:
    time.sleep(0.001)
print(seen, local.x, _thread.get_ident() == _thread.get_ident(), _thread.get_ident() != 0)

# === Each thread has its own exception and tracer ===
states = []


def state():
    states.append((sys.exc_info()[0], sys.gettrace()))


try:
    raise KeyError
except KeyError:
    _thread.start_new_thread(state, ())
    while not states:
        time.sleep(0.001)
    print(states, sys.exc_info()[0].__name__)
