"""sys.monitoring: events are the interpreter's, whichever thread asked for them."""
# needs: _thread
import sys
import _thread

M = sys.monitoring
START = M.events.PY_START
log = []
M.use_tool_id(1, "threads")
M.register_callback(1, START, lambda code, offset: log.append(code.co_name))


def called():
    pass


def locked():
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock


def show():
    print(sorted(name for name in log if name != "show"))
    log.clear()


# === A thread that runs already ===
ready, go, done = locked(), locked(), locked()


def waiting():
    ready.release()
    go.acquire()
    called()
    called()
    done.release()


_thread.start_new_thread(waiting, ())
ready.acquire()
M.set_events(1, START)
called()
go.release()
done.acquire()
M.set_events(1, 0)
show()


# === Asked for in another thread ===
def asking():
    M.set_events(1, START)
    called()
    done.release()


_thread.start_new_thread(asking, ())
done.acquire()
called()
M.set_events(1, 0)
show()


# === Ended in another thread, and threads that start meanwhile ===
def ending():
    called()
    M.set_events(1, 0)
    called()
    done.release()


M.set_events(1, START)
_thread.start_new_thread(ending, ())
done.acquire()
called()
show()
