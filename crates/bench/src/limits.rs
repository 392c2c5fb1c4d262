//! What this process sets for itself so that the processes it starts inherit it: the processors they run on, and the
//! size of a file they may write.
#![expect(unsafe_code, reason = "affinity and resource limits are system calls")]

use std::io;

/// No benchmark writes a larger file.
const LARGEST_FILE: libc::rlim_t = 1 << 30;

/// Bounds the files that the benchmarks write.
pub fn bound_files() {
    // SAFETY: reads and sets this process's own limit.
    unsafe {
        let mut limit: libc::rlimit = std::mem::zeroed();
        if libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) == 0 {
            limit.rlim_cur = LARGEST_FILE.min(limit.rlim_max);
            libc::setrlimit(libc::RLIMIT_FSIZE, &limit);
        }
    }
}

/// Reads a list of processors: `0,2-3`.
pub fn parse_cpus(text: &str) -> Option<Vec<usize>> {
    let mut cpus = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        if first > last || last >= 1024 {
            return None;
        }
        cpus.extend(first..=last);
    }
    Some(cpus)
}

/// Runs this process and those it starts on the given processors only.
///
/// # Errors
/// When the system has none of them, or no such call.
pub fn pin(cpus: &[usize]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: the set is zeroed, then filled with numbers below its size, which `parse_cpus` checked.
        let result = unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            for &cpu in cpus {
                libc::CPU_SET(cpu, &mut set);
            }
            libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &set)
        };
        if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = cpus;
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_processors_are_read() {
        assert_eq!(parse_cpus("0,2-3"), Some(vec![0, 2, 3]));
        assert_eq!(parse_cpus("1"), Some(vec![1]));
        for wrong in ["", "a", "3-1", "1,", "9999", "-1"] {
            assert_eq!(parse_cpus(wrong), None, "{wrong}");
        }
    }
}
