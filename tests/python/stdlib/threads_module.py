"""_thread: arguments, texts, handles, RLock, local data, what shows exceptions in threads."""
# needs: _thread
import _thread
import sys

# Modules of the library that are imported on the way are not those beside this file.
sys.path.pop(0)


class Collect:
    """Standard error, kept."""

    def __init__(self):
        self.text = ''

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def hidden(text):
    return text.replace(str(_thread.get_ident()), 'IDENT')


sys.stderr = Collect()


def error(f, *a, **k):
    try:
        print('ok', repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__ + ':', e)


L = _thread.lock
error(L, 1)
error(L, x=1)
error(_thread.allocate_lock, 1)
l = L()
for a in ((True, None), (True, 'x'), (True, float('nan')), (True, 1e+30), (True, 10 ** 30), (True, 9223372036.9), (True, 9223372036.0, 1), ('x', -1), (True, -2), (True, -0.5), (False, -2), (False, 0), (False, -1)):
    error(l.acquire, *a)
    if l.locked():
        l.release()
error(l.acquire, foo=1)
error(l.acquire, blocking=True, timeout=3)
error(l.release, 1)
error(l.release)
error(l.release)
error(l.__exit__)
error(l.__exit__, 1, 2, 3, 4)
error(l.__enter__)
error(l.__exit__, None, None, None)
print(repr(l).replace(hex(id(l)), 'X'))
r = _thread.RLock()
print(repr(r).replace(hex(id(r)), 'X'))
r.acquire()
r.acquire()
print(repr(r).replace(hex(id(r)), 'X').replace(str(_thread.get_ident()), 'I'))
error(r._is_owned)
error(r._recursion_count)
s = r._release_save()
print(s[0], s[1] == _thread.get_ident())
error(r._release_save)
error(r.release)
error(r._acquire_restore, s)
error(r._acquire_restore, 5)
error(r._acquire_restore, (1,))
print(r._recursion_count(), r.locked())
H = _thread._ThreadHandle
error(H, 1)
h = H()
print(h)
error(h.join)
error(h.is_done)
print(h.ident)
error(h.join, 'x')
error(h.join, -1)
error(h._set_done)
error(h.join)
m = _thread._make_thread_handle(_thread.get_ident())
print(repr(m).replace(str(_thread.get_ident()), 'I'))
error(m.join)
error(m._set_done)
error(m.join)
error(m.is_done)
error(_thread._make_thread_handle, 'x')
error(_thread.start_joinable_thread, 5)
error(_thread.start_joinable_thread, print, handle=5)
error(_thread.start_joinable_thread)
h = _thread.start_joinable_thread(lambda: None)
print(type(h))
error(h.join)
error(h.join)
print(h.is_done(), h.ident > 0)
error(_thread.start_joinable_thread, lambda: None, handle=h)
h = H()
h2 = _thread.start_joinable_thread(lambda: None, h, False)
print(h is h2)
h.join()
for a in ((5, ()), (print, 5), (print, (), 5), (print,), (), (print, (), {}, 1), (print, [])):
    error(_thread.start_new_thread, *a)
error(_thread.stack_size)
error(_thread.stack_size, -1)
error(_thread.stack_size, 100)
error(_thread.stack_size, 1 << 20)
error(_thread.stack_size)
error(_thread.stack_size, 0)
error(_thread.stack_size, 'x')
error(_thread.stack_size, 10 ** 30)
error(_thread.interrupt_main, 0)
error(_thread.interrupt_main, 65)
error(_thread.interrupt_main, 'x')
error(_thread.interrupt_main, 15)
error(_thread.interrupt_main)
try:
    for i in range(10000000):
        pass
except KeyboardInterrupt as e:
    print('KI', e.args)
error(_thread._excepthook, 5)
error(_thread.exit)
error(_thread.exit, 1)
error(_thread.exit_thread)
E = _thread._ExceptHookArgs
error(E, (1, 2, 3, 4))
v = ValueError('x')
_thread._excepthook(E((ValueError, v, None, None)))


class T:
    name = 'tname'


_thread._excepthook(E((ValueError, v, None, T)))
_thread._excepthook(E((SystemExit, SystemExit(), None, T)))
_thread._excepthook(E((ValueError, None, None, None)))
lo = _thread._local
error(lo, 1)
error(lo, x=1)


class S(lo):

    def __init__(self, *a, **k):
        print('init', a, k)
        self.v = a
    z = 5

    @property
    def p(self):
        return 'prop'

    def m(self):
        return self.v
    __slots__ = ()


s = S(1, k=2)
print(s.v, s.__dict__, s.m(), s.p, s.z, S.z)
error(lambda: s.q)
error(setattr, s, 'p', 1)
error(delattr, s, 'q')
error(setattr, s, '__dict__', {})
error(delattr, s, '__dict__')
s.y = 1
del s.v
print(vars(s))
error(lambda: s.__class__)
h = _thread.start_joinable_thread(lambda: print(vars(s)))
h.join()
l = lo()
l.a = 1
print(dir(l)[-3:], l.__dict__)
error(lambda: l.b)
error(lambda: l.__dict__.update(c=3) or l.c)
error(lo.__getattribute__, l, 5)
error(lo.__setattr__, l, 5, 5)
error(_thread.set_name)
error(_thread.set_name, 'abc')
print(_thread._get_name())
error(_thread.set_name, 5)
_thread.set_name('a' * 14 + 'é' * 3)
print(ascii(_thread._get_name()))
error(_thread.set_name, 'a\x00b')
print(_thread._count(), _thread.daemon_threads_allowed(), _thread._is_main_interpreter(), _thread._get_main_thread_ident() == _thread.get_ident(), _thread.get_native_id() > 0)
print(_thread.error is RuntimeError, _thread.LockType is L, _thread.TIMEOUT_MAX, _thread._NAME_MAXLEN)
error(_thread._shutdown)
error(sys.setswitchinterval, 0)
error(sys.setswitchinterval, -1)
error(sys.setswitchinterval, 'x')
print(sys.getswitchinterval())
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
sys.setswitchinterval(1e-09)
print(sys.getswitchinterval())
print(sys._current_frames().keys() == {_thread.get_ident()}, list(sys._current_exceptions().values()))
print(hidden(sys.stderr.text))

# === What a lock saves, and other arguments ===
for state in [(1, 2), [3, 4], range(5, 7), (1, 2**64 + 7), [1], (), 'ab', (1, 'a'), ('a', 1), None, b'ab']:
    lock = _thread.RLock()
    try:
        lock._acquire_restore(state)
        print(state, repr(lock).split(' at ')[0], lock._recursion_count())
    except Exception as e:
        print(type(e).__name__, e)
for call in (lambda h: h.join(1, 2), lambda h: _thread._make_thread_handle(2**63), lambda h: _thread._make_thread_handle(-(2**70)), lambda h: _thread._ExceptHookArgs((1, 2, 3, 4), {'a': 1}), lambda h: setattr(_thread._local(), '__dict__', 1)):
    try:
        print(call(_thread._ThreadHandle()))
    except Exception as e:
        print(type(e).__name__, e)
print(_thread.lock.__text_signature__, _thread._local.__text_signature__, _thread._local.__basicsize__)
