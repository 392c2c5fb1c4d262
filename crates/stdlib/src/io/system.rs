//! The system's calls on file descriptors. Those that may wait are made through [`waiting`], and made again when a signal
//! interrupted them, after its handler has run.
#![expect(unsafe_code, reason = "calls the system")]

use std::ffi::CString;
use std::io::Error;

use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::errors::Exception;
use taipan_vm::{PyResult, Thread, Value};

/// The most that one call reads or writes, as the system has it.
const MOST: usize = 0x7fff_f000;

/// Makes a call that may wait; other threads run meanwhile.
fn waiting<R>(t: &mut Thread, call: impl FnOnce() -> R) -> R {
    t.unlocked(call)
}

/// Makes a call until no signal interrupts it: the result, or the error number.
fn repeated(t: &mut Thread, mut call: impl FnMut() -> isize) -> PyResult<Result<usize, i32>> {
    loop {
        let (result, error) = waiting(t, || {
            let result = call();
            (result, Error::last_os_error().raw_os_error().unwrap_or(0))
        });
        match usize::try_from(result) {
            Ok(result) => return Ok(Ok(result)),
            Err(_) if error == libc::EINTR => t.check_signals()?,
            Err(_) => return Ok(Err(error)),
        }
    }
}

/// The OSError of an error number.
#[cold]
pub(super) fn error(t: &mut Thread, number: i32) -> Exception {
    t.os_error_of(number, None, None)
}

/// The OSError of an error number, about a file.
#[cold]
pub(super) fn error_about(t: &mut Thread, number: i32, file: &Value) -> Exception {
    t.os_error_of(number, Some(file), None)
}

/// Opens a file: its descriptor, which child processes don't inherit.
pub(super) fn open(t: &mut Thread, path: &[u8], flags: i32, file: &Value) -> PyResult<i32> {
    let Ok(path) = CString::new(path) else { return Err(t.value_error("embedded null byte")) };
    let mode: libc::c_uint = 0o666;
    // SAFETY: the path is a C string.
    let opened = repeated(t, || unsafe { libc::open(path.as_ptr(), flags, mode) as isize })?;
    opened.map(|descriptor| descriptor as i32).map_err(|number| error_about(t, number, file))
}

/// Reads behind what a vector holds, up to so many bytes, without touching memory that nothing is read into: the number of
/// bytes, `None` if nothing is there yet.
pub(super) fn read_behind(
    t: &mut Thread,
    descriptor: i32,
    data: &mut Vec<u8>,
    count: usize,
) -> PyResult<Option<usize>> {
    if count > Bytes::MOST {
        return Err(t.overflow_error("byte string is too large"));
    }
    if data.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    let length = count.min(MOST);
    let start = data.spare_capacity_mut().as_mut_ptr();
    // SAFETY: there is room for so many bytes.
    let result = repeated(t, || unsafe { libc::read(descriptor, start.cast(), length) })?;
    let read = finish(t, result)?;
    // SAFETY: so many bytes were written behind those that were there.
    unsafe { data.set_len(data.len() + read.unwrap_or(0)) };
    Ok(read)
}

/// Writes memory: the number of bytes, `None` if nothing can be written yet.
pub(super) fn write(t: &mut Thread, descriptor: i32, data: &[u8]) -> PyResult<Option<usize>> {
    let (start, length) = (data.as_ptr(), data.len().min(MOST));
    // SAFETY: valid memory and its length.
    let result = repeated(t, || unsafe { libc::write(descriptor, start.cast(), length) })?;
    finish(t, result)
}

fn finish(t: &mut Thread, result: Result<usize, i32>) -> PyResult<Option<usize>> {
    match result {
        Ok(count) => Ok(Some(count)),
        Err(libc::EAGAIN) => Ok(None),
        Err(number) => Err(error(t, number)),
    }
}

/// Closes a descriptor: the error number if that failed. It is not tried again, since the descriptor is gone.
pub(super) fn close(t: &mut Thread, descriptor: i32) -> Result<(), i32> {
    // SAFETY: plain system call.
    let (result, number) = waiting(t, || unsafe {
        let result = libc::close(descriptor);
        (result, Error::last_os_error().raw_os_error().unwrap_or(0))
    });
    if result < 0 && number != libc::EINTR { Err(number) } else { Ok(()) }
}

/// Moves in a file: the new position, or the error number.
pub(super) fn seek(descriptor: i32, offset: i64, whence: i32) -> Result<i64, i32> {
    // SAFETY: plain system call.
    let position = unsafe { libc::lseek(descriptor, offset, whence) };
    if position < 0 { Err(last_number()) } else { Ok(position) }
}

/// Makes a file a given size: the error number if that failed.
pub(super) fn truncate(descriptor: i32, size: i64) -> Result<(), i32> {
    // SAFETY: plain system call.
    if unsafe { libc::ftruncate(descriptor, size) } < 0 { Err(last_number()) } else { Ok(()) }
}

/// Whether a descriptor is a terminal's.
pub(super) fn is_terminal(descriptor: i32) -> bool {
    // SAFETY: plain system call.
    unsafe { libc::isatty(descriptor) == 1 }
}

/// What the system says about an open file.
#[derive(Clone, Copy)]
pub(super) struct Status {
    pub(super) is_directory: bool,
    /// Whether it may be a terminal.
    pub(super) is_device: bool,
    pub(super) size: i64,
    pub(super) block_size: i64,
}

/// Asks about an open file: the error number if that failed.
pub(super) fn status(descriptor: i32) -> Result<Status, i32> {
    // SAFETY: the structure is filled by the call, and read only if it was.
    unsafe {
        let mut found: libc::stat = std::mem::zeroed();
        if libc::fstat(descriptor, &mut found) < 0 {
            return Err(last_number());
        }
        Ok(Status {
            is_directory: found.st_mode & libc::S_IFMT == libc::S_IFDIR,
            is_device: found.st_mode & libc::S_IFMT == libc::S_IFCHR,
            size: found.st_size,
            block_size: found.st_blksize,
        })
    }
}

/// Keeps child processes from inheriting a descriptor: the error number if that failed.
pub(super) fn keep_from_children(descriptor: i32) -> Result<(), i32> {
    // SAFETY: plain system call.
    if unsafe { libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC) } < 0 {
        Err(last_number())
    } else {
        Ok(())
    }
}

/// The encoding of the user's locale.
pub(super) fn locale_encoding() -> String {
    static ENCODING: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let plain = || {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        set.is_none_or(|locale| locale == "C" || locale == "POSIX")
    };
    ENCODING
        .get_or_init(|| {
            // The plain locale stands for one of UTF-8 (PEP 538, PEP 540).
            if plain() {
                return "utf-8".to_owned();
            }
            // SAFETY: both answers are C strings that live until the next such call; nothing else sets locales.
            let name = unsafe {
                libc::setlocale(libc::LC_CTYPE, c"".as_ptr());
                std::ffi::CStr::from_ptr(libc::nl_langinfo(libc::CODESET)).to_string_lossy().into_owned()
            };
            if name == "ANSI_X3.4-1968" { "utf-8".to_owned() } else { name }
        })
        .clone()
}

fn last_number() -> i32 {
    Error::last_os_error().raw_os_error().unwrap_or(0)
}
