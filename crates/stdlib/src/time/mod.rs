//! `time`: clocks, sleeping, and times as people write them.

mod calendar;
mod clocks;
mod struct_time;

use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{PyResult, Thread, Value};

use crate::seconds;

/// Sets the module's names for the local time zone.
fn set_zone(t: &mut Thread, module: &Value) -> PyResult<()> {
    let (standard, summer) = calendar::zones(t)?;
    let names = vec![Str::new(t, &standard.1)?, Str::new(t, &summer.1)?];
    let names = Tuple::new(t, names)?;
    let daylight = i64::from(standard.0 != summer.0);
    t.add_to_module(module, "timezone", Value::small_int(standard.0))?;
    t.add_to_module(module, "altzone", Value::small_int(summer.0))?;
    t.add_to_module(module, "daylight", Value::small_int(daylight))?;
    t.add_to_module(module, "tzname", names)
}

/// Clocks, sleeping, and times as people write them: seconds since 1970, and tuples of year, month, day and so on.
#[taipan_macros::module("time")]
pub mod module {
    use std::time::Instant;

    use super::*;

    /// Seconds since the epoch.
    #[function("()", told = "($self, /)")]
    fn time(_: &mut Thread) -> PyResult<f64> {
        Ok(clocks::seconds(clocks::read(libc::CLOCK_REALTIME)))
    }

    /// Nanoseconds since the epoch.
    #[function("()", told = "($self, /)")]
    fn time_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clocks::read(libc::CLOCK_REALTIME))
    }

    /// Seconds of a clock that never goes back.
    #[function("()", told = "($self, /)")]
    fn monotonic(_: &mut Thread) -> PyResult<f64> {
        Ok(clocks::seconds(clocks::read(libc::CLOCK_MONOTONIC)))
    }

    /// Nanoseconds of a clock that never goes back.
    #[function("()", told = "($self, /)")]
    fn monotonic_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clocks::read(libc::CLOCK_MONOTONIC))
    }

    /// Seconds of the finest clock, for measuring.
    #[function("()", told = "($self, /)")]
    fn perf_counter(_: &mut Thread) -> PyResult<f64> {
        Ok(clocks::seconds(clocks::read(libc::CLOCK_MONOTONIC)))
    }

    /// Nanoseconds of the finest clock, for measuring.
    #[function("()", told = "($self, /)")]
    fn perf_counter_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clocks::read(libc::CLOCK_MONOTONIC))
    }

    /// Seconds of processor time that the process used.
    #[function("()", told = "($self, /)")]
    fn process_time(_: &mut Thread) -> PyResult<f64> {
        Ok(clocks::seconds(clocks::read(libc::CLOCK_PROCESS_CPUTIME_ID)))
    }

    /// Nanoseconds of processor time that the process used.
    #[function("()", told = "($self, /)")]
    fn process_time_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clocks::read(libc::CLOCK_PROCESS_CPUTIME_ID))
    }

    /// Seconds of processor time that this thread used.
    #[function("()", told = "($self, /)")]
    fn thread_time(_: &mut Thread) -> PyResult<f64> {
        Ok(clocks::seconds(clocks::read(libc::CLOCK_THREAD_CPUTIME_ID)))
    }

    /// Nanoseconds of processor time that this thread used.
    #[function("()", told = "($self, /)")]
    fn thread_time_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clocks::read(libc::CLOCK_THREAD_CPUTIME_ID))
    }

    /// Seconds of a clock.
    #[function("(clk_id, /)")]
    fn clock_gettime(t: &mut Thread, clk_id: &Value) -> PyResult<f64> {
        let clock = clocks::clock_of(t, clk_id)?;
        clocks::read_any(t, clock).map(clocks::seconds)
    }

    /// Nanoseconds of a clock.
    #[function("(clk_id, /)")]
    fn clock_gettime_ns(t: &mut Thread, clk_id: &Value) -> PyResult<i64> {
        let clock = clocks::clock_of(t, clk_id)?;
        clocks::read_any(t, clock)
    }

    /// The steps of a clock, in seconds.
    #[function("(clock, /)", told = "", parse = format)]
    fn clock_getres(t: &mut Thread, clock: &Value) -> PyResult<f64> {
        let number = t.as_i64(clock)?;
        match libc::clockid_t::try_from(number) {
            Ok(clock) => clocks::resolution(t, clock),
            Err(_) if number < 0 => Err(t.overflow_error("signed integer is less than minimum")),
            Err(_) => Err(t.overflow_error("signed integer is greater than maximum")),
        }
    }

    /// Sets a clock, to seconds.
    #[function("(clock, time, /)", told = "", parse = format)]
    fn clock_settime(t: &mut Thread, clock: &Value, time: &Value) -> PyResult<()> {
        let clock = clocks::clock_of(t, clock)?;
        let time = seconds::nanoseconds(t, time)?;
        clocks::set(t, clock, time)
    }

    /// Sets a clock, to nanoseconds.
    #[function("(clock, time, /)", told = "", parse = format)]
    fn clock_settime_ns(t: &mut Thread, clock: &Value, time: &Value) -> PyResult<()> {
        let clock = clocks::clock_of(t, clock)?;
        let time = calendar::nanoseconds(t, time)?;
        clocks::set(t, clock, time)
    }

    /// What the clock behind one of the functions of this module is like.
    #[function("(name, /)", told = "", parse = format)]
    fn get_clock_info(t: &mut Thread, name: &Str) -> PyResult {
        let name = name.to_plain(t)?;
        clocks::info(t, &name)
    }

    /// The clock of the processor time that a thread uses.
    #[cfg(target_os = "linux")]
    #[function("(thread, /)", told = "", parse = format)]
    fn pthread_getcpuclockid(t: &mut Thread, thread: &Value) -> PyResult<i64> {
        if taipan_vm::builtins::int::of(thread).is_none() {
            let found = t.type_name(thread);
            return Err(t.type_error(format!("pthread_getcpuclockid() argument 1 must be int, not {found}")));
        }
        let thread = t.as_i64(thread)?;
        clocks::of_thread(t, thread as u64)
    }

    /// Waits for a number of seconds.
    #[function("(object, /)", told = "($self, object, /)")]
    fn sleep(t: &mut Thread, object: &Value) -> PyResult<()> {
        let Some(wanted) = seconds::duration(t, object)? else {
            return Err(t.value_error("sleep length must be non-negative"));
        };
        match Instant::now().checked_add(wanted) {
            Some(deadline) => t.sleep_until(deadline),
            None => Err(t.overflow_error("timestamp too large to convert to C PyTime_t")),
        }
    }

    /// The time in Greenwich at a number of seconds since the epoch, or now.
    #[function("(seconds=None, /)", told = "", parse = format)]
    fn gmtime(t: &mut Thread, seconds: Option<&Value>) -> PyResult {
        let seconds = calendar::seconds_of(t, seconds)?;
        let moment = calendar::moment(t, seconds, false)?;
        calendar::to_struct(t, &moment)
    }

    /// The local time at a number of seconds since the epoch, or now.
    #[function("(seconds=None, /)", told = "", parse = format)]
    fn localtime(t: &mut Thread, seconds: Option<&Value>) -> PyResult {
        let seconds = calendar::seconds_of(t, seconds)?;
        let moment = calendar::moment(t, seconds, true)?;
        calendar::to_struct(t, &moment)
    }

    /// The seconds since the epoch of a local time.
    #[function("(object, /)", told = "($self, object, /)")]
    fn mktime(t: &mut Thread, object: &Value) -> PyResult<f64> {
        let mut moment = calendar::from_tuple(t, object, "mktime")?;
        calendar::to_seconds(t, &mut moment)
    }

    /// A time, or the local time now, as a text such as 'Sat Jun 06 16:26:11 1998'.
    #[function("(*args)", told = "")]
    fn asctime(t: &mut Thread, args: &[Value]) -> PyResult<String> {
        taipan_vm::native::convert::check_positional(t, "asctime", args.len(), 0, 1)?;
        let mut moment = match args.first() {
            Some(time) => calendar::from_tuple(t, time, "asctime")?,
            None => {
                let now = calendar::seconds_of(t, None)?;
                calendar::moment(t, now, true)?
            }
        };
        calendar::plain_text(t, &mut moment)
    }

    /// The local time at a number of seconds since the epoch, or now, as a text like asctime's.
    #[function("(seconds=None, /)", told = "", parse = format)]
    fn ctime(t: &mut Thread, seconds: Option<&Value>) -> PyResult<String> {
        let seconds = calendar::seconds_of(t, seconds)?;
        let mut moment = calendar::moment(t, seconds, true)?;
        calendar::plain_text(t, &mut moment)
    }

    /// A time, or the local time now, in a format of one's own: strftime(format) or strftime(format, time).
    #[function("(format[, time], /)", told = "", parse = format)]
    fn strftime(t: &mut Thread, format: &Str, time: Option<&Value>) -> PyResult {
        let mut moment = match time {
            Some(time) => calendar::from_tuple(t, time, "strftime")?,
            None => {
                let now = calendar::seconds_of(t, None)?;
                calendar::moment(t, now, true)?
            }
        };
        calendar::format(t, format, &mut moment)
    }

    /// The time that a text stands for in a format, by the module _strptime.
    #[function("(*args)", told = "")]
    fn strptime(t: &mut Thread, args: &[Value]) -> PyResult {
        let module = t.import_module("_strptime")?;
        let name = t.intern("_strptime_time")?;
        t.call_method(&module, &name, args)
    }

    /// Takes the local time zone from the environment anew.
    #[function("()", told = "($self, /)")]
    fn tzset(t: &mut Thread) -> PyResult<()> {
        let module = t.import_module("time")?;
        set_zone(t, &module)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for &(name, clock) in clocks::CONSTANTS {
            t.add_to_module(module, name, Value::small_int(i64::from(clock)))?;
        }
        let class = struct_time::class(t)?;
        t.add_to_module(module, "struct_time", class)?;
        let attributes = struct_time::ATTRIBUTES as i64;
        t.add_to_module(module, "_STRUCT_TM_ITEMS", Value::small_int(attributes))?;
        set_zone(t, module)
    }
}
