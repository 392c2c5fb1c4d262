"""time: clocks, struct_time and formats, in Greenwich's time zone."""
import time


def show(expression):
    try:
        text = repr(eval(expression))
    except Exception as e:
        text = "%s: %s" % (type(e).__name__, e)
    print(expression, "->", text)


# === Breaking down ===
for expression in [
    "time.gmtime(0)", "time.gmtime('a')", "time.gmtime(1e30)", "time.gmtime(10**30)", "time.gmtime(1,2)", "time.gmtime(None)[0]>2000", "time.gmtime(1.9)", "time.gmtime(-1)", "time.gmtime(float('nan'))", "time.gmtime(2**62)", "time.gmtime(951782400)", "time.localtime('a')", "time.gmtime(0).tm_zone", "time.gmtime(0).tm_gmtoff", "time.gmtime(0).x",
    "time.mktime((1,2,3))", "time.mktime(1)", "time.mktime((10**20,1,1,0,0,0,0,0,0))", "time.mktime(time.localtime(86400*365))", "time.mktime()",
    "time.asctime(time.gmtime(0))", "time.asctime(1)", "time.asctime((2000,13,1,0,0,0,0,0,0))", "time.asctime((2000,1,1,25,0,0,0,0,0))", "time.asctime((1,2))", "time.asctime(1,2)", "time.asctime((2**31+1900,1,1,0,0,0,0,1,0))", "time.asctime((12345,1,1,0,0,0,0,1,0))", "time.asctime((-5,1,1,0,0,0,0,1,0))", "time.ctime('a')", "time.ctime(1e30)", "time.ctime(1,2)", "time.ctime(0) == time.asctime(time.localtime(0))",
]:
    show(expression)

# === Formats ===
for expression in [
    "time.strftime()", "time.strftime(1)", "time.strftime('a',1,2)", "time.strftime('%Y-%m-%d %H:%M:%S %j %a %A %b %B %y %w %p %U %W %%',time.gmtime(0))", "time.strftime('%Y',(1,2,3))", "time.strftime('\\xe9%Y\\u20ac',time.gmtime(0))", "time.strftime('%',time.gmtime(0))", "time.strftime('',time.gmtime(0))", "time.strftime('%Y\\0x',time.gmtime(0))", "time.strftime('%Y',(2000,0,0,0,0,0,0,0,0))", "time.strftime('%d',(2000,0,32,0,0,0,0,0,0))", "time.strftime('%d',(2000,0,0,24,0,0,0,0,0))", "time.strftime('%d',(2000,0,0,0,60,0,0,0,0))", "time.strftime('%d',(2000,0,0,0,0,62,0,0,0))", "time.strftime('%d',(2000,0,0,0,0,0,-2,0,0))", "time.strftime('%d',(2000,0,0,0,0,0,0,367,0))", "time.strftime('%d',(2000,13,0,0,0,0,0,0,0))", "time.strftime('\\ud800',time.gmtime(0))", "time.strftime('a'*2000,time.gmtime(0))=='a'*2000",
]:
    show(expression)

# === struct_time ===
for expression in [
    "time.struct_time(range(9))", "time.struct_time(range(11))", "time.struct_time(range(8))", "time.struct_time(range(12))", "time.struct_time(1)", "time.struct_time()", "time.struct_time(range(9)).tm_zone", "time.struct_time(range(11)).tm_gmtoff", "len(time.struct_time(range(11)))", "time.struct_time.n_fields,time.struct_time.n_sequence_fields,time.struct_time.n_unnamed_fields,time.struct_time.__match_args__", "time.struct_time(range(9),{'tm_zone':'x'}).tm_zone", "time.struct_time(range(9)).__reduce__()", "time.struct_time(range(9)).__replace__(tm_year=5)", "time.struct_time(range(9)).__replace__(x=5)", "time.struct_time(range(9))==tuple(range(9))", "time.struct_time(range(9))[3:5]", "hash(time.struct_time(range(9)))==hash(tuple(range(9)))", "time.struct_time(range(9)) < (1,)", "isinstance(time.struct_time(range(9)), tuple)", "time._STRUCT_TM_ITEMS", "time.struct_time.__mro__", "type('X', (time.struct_time,), {})",
]:
    show(expression)

# === Clocks ===
for expression in [
    "time.clock_gettime('a')", "time.clock_gettime(9999)", "time.clock_gettime()", "type(time.clock_gettime(time.CLOCK_REALTIME))", "type(time.clock_gettime_ns(time.CLOCK_MONOTONIC))", "0 < time.clock_getres(time.CLOCK_REALTIME) < 1", "time.clock_getres()", "time.clock_getres(9999)", "time.clock_settime(9999,0)", "time.clock_settime(1)", "time.get_clock_info('x')", "time.get_clock_info(1)", "time.get_clock_info()", "time.get_clock_info('time').adjustable, time.get_clock_info('monotonic').monotonic", "type(time.get_clock_info('time')).__name__", "time.pthread_getcpuclockid()", "time.pthread_getcpuclockid('a')", "time.tzset(1)", "time.tzset()", "len(time.tzname), type(time.timezone), type(time.daylight), type(time.altzone)", "time.sleep()", "time.sleep('a')", "time.sleep(-1)", "time.sleep(1e300)", "time.sleep(float('nan'))", "time.sleep(0)", "time.sleep(1,2)", "time.time(1)", "time.thread_time_ns()>0", "abs(time.time_ns() / 1e9 - time.time()) < 1", "time.perf_counter_ns() <= time.perf_counter_ns()",
]:
    show(expression)
