"""_signal: handlers, timers, sets of signals."""
# needs: _signal, _thread, time
import _signal as s


def error(f, *a, **k):
    try:
        r = f(*a, **k)
        print('ok', repr(r) if not callable(r) else r.__name__)
    except BaseException as e:
        print(type(e).__name__ + ':', e)


error(s.signal)
error(s.signal, 2)
error(s.signal, 0, print)
error(s.signal, 65, print)
error(s.signal, 9, print)
error(s.signal, 32, print)
error(s.signal, 'x', print)
error(s.signal, 10, 5)
error(s.signal, 10, None)
error(s.signal, 10, s.SIG_IGN)
error(s.getsignal, 10)
error(s.signal, 10, s.SIG_DFL)
error(s.getsignal, 2)
error(s.getsignal, 0)
error(s.getsignal, 65)
error(s.getsignal, 'x')
error(s.getsignal, 32)
error(s.getsignal, 13)
error(s.getsignal, 25)


def h(n, f):
    print('handler', n, type(f).__name__, f.f_code.co_name)


error(s.signal, 10, h)
error(s.raise_signal, 10)
error(s.raise_signal, 0)
error(s.raise_signal, 100)
error(s.raise_signal, 'x')


def boom(n, f):
    raise ValueError('boom')


s.signal(12, boom)
error(s.raise_signal, 12)
for i in (0, 1, 2, 9, 11, 32, 34, 64, 65, -1, 'x'):
    error(s.strsignal, i)
print(len(s.valid_signals()), sorted(s.valid_signals())[:3], type(s.valid_signals()))
error(s.default_int_handler)
error(s.default_int_handler, 2, None)
error(s.default_int_handler, 'x', None)
error(s.alarm, 0)
error(s.alarm, 'x')
error(s.alarm, 100)
error(s.alarm, 0)
error(s.alarm, -1)
error(s.alarm, 0)
error(s.setitimer, 0, 0)
error(s.setitimer, 5, 1)
error(s.setitimer, 0, 'x')
error(s.getitimer, 0)
error(s.getitimer, 9)
error(s.setitimer, 0, -1)
error(s.setitimer, 0, 100.5, 2)
print([round(x) for x in s.getitimer(0)])
print([round(x) for x in s.setitimer(0, 0)])
error(s.set_wakeup_fd, -1)
error(s.set_wakeup_fd, 'x')
error(s.set_wakeup_fd, 9999)
error(s.set_wakeup_fd, -1, warn_on_full_buffer=False)
error(s.set_wakeup_fd, -1, True)
error(s.siginterrupt, 10, True)
error(s.siginterrupt, 0, True)
error(s.siginterrupt, 9, True)
import _thread
error(s.pthread_kill, _thread.get_ident(), 10)
error(s.pthread_kill, _thread.get_ident(), 0)
error(s.pthread_kill, _thread.get_ident(), 100)
error(s.pthread_kill, 'x', 1)
error(s.pthread_sigmask, s.SIG_BLOCK, [10])
error(s.raise_signal, 10)
error(s.sigpending)
error(s.pthread_sigmask, s.SIG_UNBLOCK, {10})
error(s.sigpending)
error(s.pthread_sigmask, 99, [])
error(s.pthread_sigmask, 0, [0])
error(s.pthread_sigmask, 0, 5)
error(s.pthread_sigmask, 0, ['x'])
error(s.pthread_sigmask, 0, [70])
error(s.pthread_sigmask, 0, [2 ** 70])
error(s.pthread_sigmask, 2, [])
s.pthread_sigmask(s.SIG_BLOCK, [10, 12])
s.raise_signal(10)
error(s.sigwait, [10])
s.raise_signal(12)
r = s.sigwaitinfo([12])
print(type(r), r.si_signo, r.si_code, len(r))
error(s.sigtimedwait, [10], 0.01)
error(s.sigtimedwait, [10], -1)
error(s.sigtimedwait, [10], 'x')
s.raise_signal(10)
print(s.sigtimedwait([10], 5).si_signo)
s.pthread_sigmask(s.SIG_SETMASK, [])
error(s.sigwait, 5)
error(s.pidfd_send_signal, -1, 10)
error(s.pidfd_send_signal, -1, 10, 5)


def other():
    error(s.signal, 10, h)
    error(s.set_wakeup_fd, -1)
    error(s.getsignal, 10)


t = _thread.start_joinable_thread(other)
t.join()
print(s.ItimerError, s.ItimerError.__mro__[1], s.struct_siginfo)
s.signal(14, h)
s.setitimer(0, 0.01)
error(s.pause)
import time
seen = []
s.signal(14, lambda n, f: seen.append(n))
s.setitimer(0, 0.01, 0.01)
t0 = time.monotonic()
time.sleep(0.05)
s.setitimer(0, 0)
print(time.monotonic() - t0 >= 0.05, len(seen) >= 2)
print(s.getsignal(7), s.getsignal(11))
