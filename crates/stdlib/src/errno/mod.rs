//! `errno`: the system's error numbers by name.

/// Names that mean the same as another one, which `errorcode` has instead.
const SYNONYMS: [&str; 3] = ["EDEADLK", "EOPNOTSUPP", "EWOULDBLOCK"];

macro_rules! numbers {
    ($($name:ident)*) => {
        &[$((stringify!($name), libc::$name)),*]
    };
}

/// The numbers that Unix systems have.
static COMMON: &[(&str, i32)] = numbers! {
    EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF EBADMSG EBUSY ECANCELED ECHILD
    ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDOM EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN
    EHOSTUNREACH EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE
    EMULTIHOP ENAMETOOLONG ENETDOWN ENETRESET ENETUNREACH ENFILE ENOBUFS ENODATA ENODEV ENOENT ENOEXEC
    ENOLCK ENOLINK ENOMEM ENOMSG ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY
    ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENXIO EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE
    EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EREMOTE EROFS ESHUTDOWN ESOCKTNOSUPPORT ESPIPE ESRCH ESTALE
    ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUSERS EWOULDBLOCK EXDEV
};

/// The numbers that only Linux has.
#[cfg(target_os = "linux")]
static SYSTEM: &[(&str, i32)] = numbers! {
    E2BIG EADV EBADE EBADFD EBADR EBADRQC EBADSLT EBFONT ECHRNG ECOMM EDEADLOCK EDOTDOT EHWPOISON
    EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC
    ELIBMAX ELIBSCN ELNRNG EMEDIUMTYPE ENAVAIL ENOANO ENOCSI ENOKEY ENOMEDIUM ENONET ENOPKG ENOTNAM ENOTUNIQ
    EREMCHG EREMOTEIO ERESTART ERFKILL ESRMNT ESTRPIPE EUCLEAN EUNATCH EXFULL
};

/// Other systems have no more.
#[cfg(not(target_os = "linux"))]
static SYSTEM: &[(&str, i32)] = &[];

/// Numbers that have a name in Python but not in the system.
static UNNAMED: &[(&str, i32)] = &[("EFTYPE", 134)];

/// The system's error numbers by their names, and errorcode, a dict of the names by number.
#[taipan_macros::module("errno")]
pub mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{COMMON, SYNONYMS, SYSTEM, UNNAMED};

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let names = Dict::new(t)?;
        for &(name, number) in COMMON.iter().chain(SYSTEM).chain(UNNAMED) {
            let number = Value::small_int(i64::from(number));
            if !SYNONYMS.contains(&name) {
                let name = t.intern(name)?;
                t.set_item(&names, &number, &name)?;
            }
            t.add_to_module(module, name, number)?;
        }
        t.add_to_module(module, "errorcode", names)
    }
}
