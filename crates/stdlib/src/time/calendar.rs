//! Times as years, months, days and so on, by the system's functions.
#![expect(unsafe_code, reason = "calls the system's calendar functions")]

use std::ffi::{CStr, CString};

use taipan_vm::builtins::float::Float;
use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::object::Object;
use taipan_vm::{PyResult, Thread, Value};

use super::clocks;
use super::struct_time::{self, StructTime};

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A broken-down time with the text that its zone name points to.
pub(super) struct Moment {
    fields: libc::tm,
    zone: Option<CString>,
}

fn empty() -> libc::tm {
    // SAFETY: a struct of numbers and a pointer, for which zero is fine.
    unsafe { std::mem::zeroed() }
}

/// Seconds since the epoch: those of an argument, or now.
pub(super) fn seconds_of(t: &mut Thread, value: Option<&Value>) -> PyResult<libc::time_t> {
    let Some(value) = value else { return Ok(clocks::read(libc::CLOCK_REALTIME).div_euclid(1_000_000_000)) };
    if let Some(seconds) = Float::of(value).map(Float::get) {
        if seconds.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        let floor = seconds.floor();
        // The limits are powers of two, which floats hold exactly.
        if floor < i64::MIN as f64 || floor >= -(i64::MIN as f64) {
            return Err(out_of_range(t));
        }
        return Ok(floor as libc::time_t);
    }
    let seconds = t.as_i64(value);
    match t.catch(seconds, Class::OverflowError)? {
        Some(seconds) => Ok(seconds),
        None => Err(out_of_range(t)),
    }
}

fn out_of_range(t: &mut Thread) -> Exception {
    t.overflow_error("timestamp out of range for platform time_t")
}

/// The local time, or Greenwich's.
fn broken_down(seconds: libc::time_t, local: bool) -> std::io::Result<libc::tm> {
    let mut fields = empty();
    // SAFETY: valid pointers; the zone's name is the system's own and stays.
    let made = unsafe {
        if local { libc::localtime_r(&seconds, &mut fields) } else { libc::gmtime_r(&seconds, &mut fields) }
    };
    if made.is_null() { Err(std::io::Error::last_os_error()) } else { Ok(fields) }
}

/// The local time, or Greenwich's, with an OSError for years that the system can't count.
pub(super) fn moment(t: &mut Thread, seconds: libc::time_t, local: bool) -> PyResult<Moment> {
    match broken_down(seconds, local) {
        Ok(fields) => Ok(Moment { fields, zone: None }),
        Err(error) => Err(t.io_error(&error, None)),
    }
}

/// A zone's name; empty without one.
fn zone_name(fields: &libc::tm) -> String {
    if fields.tm_zone.is_null() {
        return String::new();
    }
    // SAFETY: the system points to a C string, and `Moment` keeps the one it points to.
    unsafe { CStr::from_ptr(fields.tm_zone) }.to_string_lossy().into_owned()
}

/// A `struct_time` of a time.
pub(super) fn to_struct(t: &mut Thread, moment: &Moment) -> PyResult {
    let fields = &moment.fields;
    let items = [
        i64::from(fields.tm_year) + 1900,
        i64::from(fields.tm_mon) + 1,
        i64::from(fields.tm_mday),
        i64::from(fields.tm_hour),
        i64::from(fields.tm_min),
        i64::from(fields.tm_sec),
        // Monday comes first.
        i64::from((fields.tm_wday + 6) % 7),
        i64::from(fields.tm_yday) + 1,
        i64::from(fields.tm_isdst),
    ];
    let zone = Str::new(t, &zone_name(fields))?;
    struct_time::new(t, items.map(Value::small_int).to_vec(), zone, Value::small_int(fields.tm_gmtoff))
}

/// A number that a C `int` holds.
fn c_int(t: &mut Thread, value: &Value) -> PyResult<i32> {
    let wide = t.as_i64(value)?;
    match i32::try_from(wide) {
        Ok(number) => Ok(number),
        Err(_) if wide < 0 => Err(t.overflow_error("signed integer is less than minimum")),
        Err(_) => Err(t.overflow_error("signed integer is greater than maximum")),
    }
}

/// The time that a tuple of nine numbers stands for.
pub(super) fn from_tuple(t: &mut Thread, value: &Value, function: &str) -> PyResult<Moment> {
    let Some(items) = Tuple::of(value) else {
        return Err(t.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != struct_time::ITEMS {
        return Err(t.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0; struct_time::ITEMS];
    for (number, item) in numbers.iter_mut().zip(items.items()) {
        *number = c_int(t, item)?;
    }
    let [year, month, day, hour, minute, second, weekday, yearday, summer] = numbers;
    let Some(year) = year.checked_sub(1900) else { return Err(t.overflow_error("year out of range")) };
    let mut fields = empty();
    fields.tm_year = year;
    fields.tm_mon = month.wrapping_sub(1);
    fields.tm_mday = day;
    fields.tm_hour = hour;
    fields.tm_min = minute;
    fields.tm_sec = second;
    fields.tm_wday = weekday.wrapping_add(1) % 7;
    fields.tm_yday = yearday.wrapping_sub(1);
    fields.tm_isdst = summer;
    let mut zone = None;
    if let Some(this) = StructTime::of(value) {
        if let Some(distance) = this.distance.get().filter(|distance| !distance.is_none()) {
            fields.tm_gmtoff = t.as_i64(&distance)?;
        }
        let name = this.zone.get();
        zone = name.as_ref().and_then(Str::of).and_then(|name| CString::new(name.to_wtf8()).ok());
    }
    let mut moment = Moment { fields, zone };
    if let Some(zone) = &moment.zone {
        moment.fields.tm_zone = zone.as_ptr();
    }
    Ok(moment)
}

/// Checks that every field is within its bounds; zeros that programs leave stand for the first of the month and the like.
fn check(t: &mut Thread, fields: &mut libc::tm) -> PyResult<()> {
    if fields.tm_mon == -1 {
        fields.tm_mon = 0;
    }
    if fields.tm_mday == 0 {
        fields.tm_mday = 1;
    }
    if fields.tm_yday == -1 {
        fields.tm_yday = 0;
    }
    let checks = [
        (fields.tm_mon, 0..=11, "month"),
        (fields.tm_mday, 1..=31, "day of month"),
        (fields.tm_hour, 0..=23, "hour"),
        (fields.tm_min, 0..=59, "minute"),
        (fields.tm_sec, 0..=61, "seconds"),
        (fields.tm_wday, 0..=6, "day of week"),
        (fields.tm_yday, 0..=365, "day of year"),
    ];
    match checks.iter().find(|(number, bounds, _)| !bounds.contains(number)) {
        Some((.., what)) => Err(t.value_error(format!("{what} out of range"))),
        None => Ok(()),
    }
}

/// `Sun Jun  9 04:26:40 1993`.
pub(super) fn plain_text(t: &mut Thread, moment: &mut Moment) -> PyResult<String> {
    check(t, &mut moment.fields)?;
    let fields = &moment.fields;
    let (day, month) = (DAYS[fields.tm_wday as usize], MONTHS[fields.tm_mon as usize]);
    Ok(format!(
        "{day} {month}{:3} {:02}:{:02}:{:02} {}",
        fields.tm_mday,
        fields.tm_hour,
        fields.tm_min,
        fields.tm_sec,
        i64::from(fields.tm_year) + 1900
    ))
}

/// `mktime(tuple)`: seconds since the epoch.
pub(super) fn to_seconds(t: &mut Thread, moment: &mut Moment) -> PyResult<f64> {
    // The system sets it for every time that it can count.
    moment.fields.tm_wday = -1;
    // SAFETY: a valid pointer.
    let seconds = unsafe { libc::mktime(&mut moment.fields) };
    if seconds == -1 && moment.fields.tm_wday == -1 {
        return Err(t.overflow_error("mktime argument out of range"));
    }
    Ok(seconds as f64)
}

/// Formats by the system's `strftime`, which sees only stretches of ASCII without NUL.
pub(super) fn format(t: &mut Thread, template: &Str, moment: &mut Moment) -> PyResult {
    check(t, &mut moment.fields)?;
    moment.fields.tm_isdst = moment.fields.tm_isdst.clamp(-1, 1);
    let codes: Vec<u32> = template.units().iter().collect();
    let plain = |code: &u32| (1..0x80).contains(code);
    let mut out = Vec::new();
    let mut rest = codes.as_slice();
    while !rest.is_empty() {
        let length = rest.iter().position(|code| !plain(code)).unwrap_or(rest.len());
        let (ascii, others) = rest.split_at(length);
        if !ascii.is_empty() {
            let bytes: Vec<u8> = ascii.iter().map(|&code| code as u8).collect();
            let text = by_system(t, bytes, &moment.fields)?;
            out.extend(String::from_utf8_lossy(&text).chars().map(u32::from));
        }
        let length = others.iter().position(plain).unwrap_or(others.len());
        out.extend_from_slice(&others[..length]);
        rest = &others[length..];
    }
    Str::from_characters(t, &out)
}

fn by_system(t: &mut Thread, template: Vec<u8>, fields: &libc::tm) -> PyResult<Vec<u8>> {
    let length = template.len();
    let Ok(template) = CString::new(template) else { unreachable!("there is no NUL in it") };
    let mut room = 1024;
    loop {
        let mut buffer = Vec::new();
        if buffer.try_reserve_exact(room).is_err() {
            return Err(t.memory_error());
        }
        buffer.resize(room, 0u8);
        // SAFETY: the system writes at most `room` bytes.
        let written = unsafe { libc::strftime(buffer.as_mut_ptr().cast(), room, template.as_ptr(), fields) };
        // An empty answer is either that or too little room.
        if written > 0 || room >= 256 * length {
            buffer.truncate(written);
            return Ok(buffer);
        }
        room *= 2;
    }
}

/// A zone: its distance west of Greenwich in seconds, and its name.
type Zone = (i64, String);

/// The zones of the year's beginning and of its middle, the one without summer time first, as `tzset()` leaves them.
pub(super) fn zones(t: &mut Thread) -> PyResult<(Zone, Zone)> {
    const YEAR: libc::time_t = (365 * 24 + 6) * 3600;
    unsafe extern "C" {
        safe fn tzset();
    }
    tzset();
    let begin = seconds_of(t, None)? / YEAR * YEAR;
    let zone = |seconds| broken_down(seconds, true).map(|fields| (-fields.tm_gmtoff, zone_name(&fields)));
    let zones = (zone(begin), zone(begin + YEAR / 2));
    let (Ok(january), Ok(july)) = zones else { return Err(t.runtime_error("unable to get the time zone")) };
    let day = 24 * 3600;
    if january.0.abs() > day || july.0.abs() > day {
        return Err(t.runtime_error("invalid GMT offset"));
    }
    // In the south summer begins the year.
    Ok(if january.0 < july.0 { (july, january) } else { (january, july) })
}

/// A number of nanoseconds, any int.
pub(super) fn nanoseconds(t: &mut Thread, value: &Value) -> PyResult<i64> {
    if int::of(value).is_none() {
        let found = t.type_name(value);
        return Err(t.type_error(format!("expect int, got {found}")));
    }
    t.as_i64(value)
}
