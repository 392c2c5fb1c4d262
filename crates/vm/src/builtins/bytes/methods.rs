//! What Python sees of bytes and bytearrays. Most of it is the same for both: one table, made twice.

/// Makes the table of methods of a byte string, `$extra` items included.
macro_rules! byte_string_methods {
    ($(#[$doc:meta])* $Type:ident; { $($imports:item)* } $($extra:item)*) => {
        $(#[$doc])*
        #[taipan_macros::methods]
        pub(crate) mod table {
            use taipan_text::search as algorithms;

            use crate::builtins::bytes::predicates;
            use crate::builtins::bytes::sequence::{self, ByteString};
            use crate::builtins::bytes::{BytesLike, buffer, find, hex, parts, percent};
            use crate::builtins::str::codec;
            use crate::builtins::str::pad::Side;
            use crate::builtins::str::search::{End, position};
            use crate::native::PyResult;
            use crate::native::convert::OptionalIndex;
            use crate::thread::Thread;
            use crate::value::Value;
            $($imports)*

            $($extra)*

            #[special]
            fn __eq__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::equality(t, this, other, |this, other| this == other)
            }

            #[special]
            fn __ne__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::equality(t, this, other, |this, other| this != other)
            }

            #[special]
            fn __lt__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::compare(t, this, other, |this, other| this < other)
            }

            #[special]
            fn __le__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::compare(t, this, other, |this, other| this <= other)
            }

            #[special]
            fn __gt__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::compare(t, this, other, |this, other| this > other)
            }

            #[special]
            fn __ge__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::compare(t, this, other, |this, other| this >= other)
            }

            #[special("($self, flags, /)")]
            fn __buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
                crate::native::convert::special_self::<$Type>(t, this, "__buffer__")?;
                let values = args.no_keywords(t, "wrapper __buffer__")?;
                let flags = buffer::buffer_flags(t, values)?;
                buffer::view(t, this, flags)
            }

            #[special]
            fn __len__(t: &mut Thread, this: &$Type) -> PyResult<usize> {
                Ok(this.data(t).len())
            }

            #[special]
            fn __getitem__(t: &mut Thread, this: &$Type, key: &Value) -> PyResult {
                sequence::get(t, this, key)
            }

            #[special]
            fn __contains__(t: &mut Thread, this: &$Type, key: &Value) -> PyResult<bool> {
                find::contains(t, this, key)
            }

            #[special]
            fn __add__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::concatenate(t, this, other)
            }

            #[special]
            fn __mul__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::repeat(t, this, other)
            }

            #[special]
            fn __rmul__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                sequence::repeat(t, this, other)
            }

            #[special]
            fn __mod__(t: &mut Thread, this: &$Type, other: &Value) -> PyResult {
                percent::format_bytes(t, this, other)
            }

            #[special]
            fn __rmod__(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
                match $Type::of(other) {
                    Some(format) => percent::format_bytes(t, format, this),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            }

            /// A copy whose first byte is an upper case letter, if it is a letter, and whose others are lower case.
            #[method("($self, /)")]
            fn capitalize(t: &mut Thread, this: &$Type) -> PyResult {
                sequence::map(t, this, predicates::capitalize())
            }

            /// The bytes in the middle of a field of so many.
            #[method("($self, width, fillchar=b' ', /)")]
            fn center(t: &mut Thread, this: &$Type, width: isize, fillchar: Option<&Value>) -> PyResult {
                parts::pad(t, this, width, fillchar, Side::Both)
            }

            /// How often sub, bytes or one byte as an integer, occurs between start and end, without overlaps.
            #[method("($self, sub[, start[, end]], /)")]
            fn count(
                t: &mut Thread,
                this: &$Type,
                sub: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<usize> {
                let _held = buffer::hold(this);
                find::count(t, this, sub, [start, end])
            }

            /// The text that the bytes encode. `errors` says what becomes of bytes that encode nothing:
            /// 'strict' raises UnicodeDecodeError; 'ignore', 'replace' and names registered with codecs.register_error go on.
            #[method("($self, /, encoding='utf-8', errors='strict')")]
            fn decode(
                t: &mut Thread,
                this: &$Type,
                encoding: Option<&crate::builtins::str::Str>,
                errors: Option<&crate::builtins::str::Str>,
            ) -> PyResult {
                let data = sequence::held(t, this);
                codec::decode(t, &data, encoding, errors)
            }

            /// Whether the bytes between start and end end with suffix, bytes or any of a tuple of them.
            #[method("($self, suffix[, start[, end]], /)")]
            fn endswith(
                t: &mut Thread,
                this: &$Type,
                suffix: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<bool> {
                let _held = buffer::hold(this);
                find::affixed(t, this, suffix, [start, end], End::Right)
            }

            /// A copy with tabs expanded to spaces, up to the next multiple of tabsize.
            #[method("($self, /, tabsize=8)")]
            fn expandtabs(t: &mut Thread, this: &$Type, tabsize: i32) -> PyResult {
                let text = algorithms::expand_tabs(this.data(t), usize::try_from(tabsize).unwrap_or(0));
                sequence::finish::<$Type>(t, text)
            }

            /// Where sub, bytes or one byte as an integer, first occurs between start and end; -1 if nowhere.
            #[method("($self, sub[, start[, end]], /)")]
            fn find(
                t: &mut Thread,
                this: &$Type,
                sub: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<i64> {
                let _held = buffer::hold(this);
                Ok(position(find::find(t, this, sub, [start, end], End::Left)?))
            }

            /// What pairs of hexadecimal digits stand for; white space may separate pairs.
            #[classmethod("($type, string, /)")]
            fn fromhex(t: &mut Thread, class: &Value, string: &Value) -> PyResult {
                let data = hex::parse(t, string)?;
                hex::instance::<$Type>(t, class, data)
            }

            /// The bytes as pairs of hexadecimal digits. A separator stands between groups of bytes_per_sep bytes, counted
            /// from the right, or from the left when the number is negative.
            #[method("($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
            fn hex(t: &mut Thread, this: &$Type, sep: Option<&Value>, bytes_per_sep: i32) -> PyResult {
                let _held = buffer::hold(this);
                let data = sequence::held(t, this);
                hex::hex(t, &data, sep, bytes_per_sep)
            }

            /// As find, but raises ValueError when sub does not occur.
            #[method("($self, sub[, start[, end]], /)")]
            fn index(
                t: &mut Thread,
                this: &$Type,
                sub: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<usize> {
                let _held = buffer::hold(this);
                let place = find::find(t, this, sub, [start, end], End::Left)?;
                find::found(t, place)
            }

            /// Whether there are bytes and all of them are ASCII letters or digits.
            #[method("($self, /)")]
            fn isalnum(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::every(this.data(t), u8::is_ascii_alphanumeric))
            }

            /// Whether there are bytes and all of them are ASCII letters.
            #[method("($self, /)")]
            fn isalpha(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::every(this.data(t), u8::is_ascii_alphabetic))
            }

            /// Whether every byte is ASCII; true of no bytes.
            #[method("($self, /)")]
            fn isascii(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(this.data(t).is_ascii())
            }

            /// Whether there are bytes and all of them are ASCII digits.
            #[method("($self, /)")]
            fn isdigit(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::every(this.data(t), u8::is_ascii_digit))
            }

            /// Whether there are ASCII letters and all of them are lower case.
            #[method("($self, /)")]
            fn islower(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::cased_without(this.data(t), u8::is_ascii_uppercase))
            }

            /// Whether there are bytes and all of them are ASCII white space.
            #[method("($self, /)")]
            fn isspace(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::every(this.data(t), predicates::is_space))
            }

            /// Whether there are words and each begins, and only begins, with an upper case letter.
            #[method("($self, /)")]
            fn istitle(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::is_title(this.data(t)))
            }

            /// Whether there are ASCII letters and all of them are upper case.
            #[method("($self, /)")]
            fn isupper(t: &mut Thread, this: &$Type) -> PyResult<bool> {
                Ok(predicates::cased_without(this.data(t), u8::is_ascii_lowercase))
            }

            /// The bytes-like objects of an iterable, one behind the other, with these bytes between them.
            #[method("($self, iterable_of_bytes, /)")]
            fn join(t: &mut Thread, this: &$Type, iterable_of_bytes: &Value) -> PyResult {
                let _held = buffer::hold(this);
                crate::builtins::bytes::join::join(t, this, iterable_of_bytes)
            }

            /// The bytes at the left of a field of so many.
            #[method("($self, width, fillchar=b' ', /)")]
            fn ljust(t: &mut Thread, this: &$Type, width: isize, fillchar: Option<&Value>) -> PyResult {
                parts::pad(t, this, width, fillchar, Side::Right)
            }

            /// A copy with ASCII letters in lower case.
            #[method("($self, /)")]
            fn lower(t: &mut Thread, this: &$Type) -> PyResult {
                sequence::map(t, this, u8::to_ascii_lowercase)
            }

            /// A copy without white space, or without any of bytes, at its start.
            #[method("($self, bytes=None, /)")]
            fn lstrip(t: &mut Thread, this: &$Type, bytes: Option<&Value>) -> PyResult {
                parts::strip(t, this, bytes, true, false)
            }

            /// A table for translate that maps each byte of frm to that of to.
            #[staticmethod("(frm, to, /)")]
            fn maketrans(t: &mut Thread, frm: &Value, to: &Value) -> PyResult {
                parts::make_table(t, frm, to)
            }

            /// The part before the first separator, the separator, and the part behind it; the whole and two empty ones if
            /// there is none.
            #[method("($self, sep, /)")]
            fn partition(t: &mut Thread, this: &$Type, sep: &Value) -> PyResult {
                parts::partition(t, this, sep, End::Left)
            }

            /// A copy with every occurrence of old replaced by new; with a count that is not negative, at most so many
            /// from the left.
            #[method("($self, old, new, count=-1, /)")]
            fn replace(
                t: &mut Thread,
                this: &$Type,
                old: BytesLike,
                new: BytesLike,
                count: isize,
            ) -> PyResult {
                find::replace(t, this, &old, &new, count)
            }

            /// A copy without the prefix, if the bytes begin with it.
            #[method("($self, prefix, /)")]
            fn removeprefix(t: &mut Thread, this: &$Type, prefix: &Value) -> PyResult {
                find::without_affix(t, this, prefix, End::Left)
            }

            /// A copy without the suffix, if the bytes end with it.
            #[method("($self, suffix, /)")]
            fn removesuffix(t: &mut Thread, this: &$Type, suffix: &Value) -> PyResult {
                find::without_affix(t, this, suffix, End::Right)
            }

            /// Where sub, bytes or one byte as an integer, last occurs between start and end; -1 if nowhere.
            #[method("($self, sub[, start[, end]], /)")]
            fn rfind(
                t: &mut Thread,
                this: &$Type,
                sub: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<i64> {
                let _held = buffer::hold(this);
                Ok(position(find::find(t, this, sub, [start, end], End::Right)?))
            }

            /// As rfind, but raises ValueError when sub does not occur.
            #[method("($self, sub[, start[, end]], /)")]
            fn rindex(
                t: &mut Thread,
                this: &$Type,
                sub: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<usize> {
                let _held = buffer::hold(this);
                let place = find::find(t, this, sub, [start, end], End::Right)?;
                find::found(t, place)
            }

            /// The bytes at the right of a field of so many.
            #[method("($self, width, fillchar=b' ', /)")]
            fn rjust(t: &mut Thread, this: &$Type, width: isize, fillchar: Option<&Value>) -> PyResult {
                parts::pad(t, this, width, fillchar, Side::Left)
            }

            /// The part before the last separator, the separator, and the part behind it; two empty ones and the whole if
            /// there is none.
            #[method("($self, sep, /)")]
            fn rpartition(t: &mut Thread, this: &$Type, sep: &Value) -> PyResult {
                parts::partition(t, this, sep, End::Right)
            }

            /// As split, but counting splits from the right.
            #[method("($self, /, sep=None, maxsplit=-1)")]
            fn rsplit(t: &mut Thread, this: &$Type, sep: Option<&Value>, maxsplit: isize) -> PyResult {
                let _held = buffer::hold(this);
                parts::split(t, this, sep, maxsplit, End::Right)
            }

            /// A copy without white space, or without any of bytes, at its end.
            #[method("($self, bytes=None, /)")]
            fn rstrip(t: &mut Thread, this: &$Type, bytes: Option<&Value>) -> PyResult {
                parts::strip(t, this, bytes, false, true)
            }

            /// The parts between separators, a list. Without a separator, runs of ASCII white space separate and none
            /// stands at the ends. At most maxsplit splits are made, from the left; -1 is no limit.
            #[method("($self, /, sep=None, maxsplit=-1)")]
            fn split(t: &mut Thread, this: &$Type, sep: Option<&Value>, maxsplit: isize) -> PyResult {
                let _held = buffer::hold(this);
                parts::split(t, this, sep, maxsplit, End::Left)
            }

            /// The lines, a list; with their ends if keepends is true.
            #[method("($self, /, keepends=False)")]
            fn splitlines(t: &mut Thread, this: &$Type, keepends: bool) -> PyResult {
                parts::split_lines(t, this, keepends)
            }

            /// Whether the bytes between start and end begin with prefix, bytes or any of a tuple of them.
            #[method("($self, prefix[, start[, end]], /)")]
            fn startswith(
                t: &mut Thread,
                this: &$Type,
                prefix: &Value,
                start: Option<OptionalIndex>,
                end: Option<OptionalIndex>,
            ) -> PyResult<bool> {
                let _held = buffer::hold(this);
                find::affixed(t, this, prefix, [start, end], End::Left)
            }

            /// A copy without white space, or without any of bytes, at both ends.
            #[method("($self, bytes=None, /)")]
            fn strip(t: &mut Thread, this: &$Type, bytes: Option<&Value>) -> PyResult {
                parts::strip(t, this, bytes, true, true)
            }

            /// A copy with upper case made lower and lower case made upper.
            #[method("($self, /)")]
            fn swapcase(t: &mut Thread, this: &$Type) -> PyResult {
                sequence::map(t, this, predicates::swap_case)
            }

            /// A copy whose words begin with an upper case letter and go on in lower case.
            #[method("($self, /)")]
            fn title(t: &mut Thread, this: &$Type) -> PyResult {
                sequence::map(t, this, predicates::title())
            }

            /// A copy without the bytes in delete, the others mapped by a table of 256 bytes, unless that is None.
            #[method("($self, table, /, delete=b'')")]
            fn translate(t: &mut Thread, this: &$Type, table: &Value, delete: Option<&Value>) -> PyResult {
                parts::translate(t, this, table, delete)
            }

            /// A copy with ASCII letters in upper case.
            #[method("($self, /)")]
            fn upper(t: &mut Thread, this: &$Type) -> PyResult {
                sequence::map(t, this, u8::to_ascii_uppercase)
            }

            /// The bytes at the right of a field of so many, zeros between their sign and the rest.
            #[method("($self, width, /)")]
            fn zfill(t: &mut Thread, this: &$Type, width: isize) -> PyResult {
                let width = usize::try_from(width).unwrap_or(0);
                if width <= this.data(t).len() {
                    return this.same(t);
                }
                sequence::check_length::<$Type>(t, width)?;
                let text = algorithms::zfill(this.data(t), width);
                sequence::finish::<$Type>(t, text)
            }
        }
    };
}
pub(crate) use byte_string_methods;

byte_string_methods! {
    /// The methods of bytes.
    Bytes;
    {
        use taipan_text::unicode;

        use crate::builtins::bytes::{Bytes, create, iterator::BytesIterator};
        use crate::builtins::tuple::Tuple;
        use crate::native::Args;
        use crate::object::Kind;
    }

    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        create::create(t, class, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Bytes) -> PyResult<String> {
        unicode::bytes_repr(this.as_slice(), true).map_err(|error| t.text_error(error))
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Bytes) -> PyResult<String> {
        sequence::warn_of_str::<Bytes>(t)?;
        unicode::bytes_repr(this.as_slice(), true).map_err(|error| t.text_error(error))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Bytes) -> PyResult<i64> {
        Ok(this.hash(t).cast_signed())
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Bytes) -> PyResult {
        BytesIterator::new(t, Kind::BytesIterator, this.to_value())
    }

    /// The arguments for __new__ that make it again.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Bytes) -> PyResult {
        let copy = Bytes::new(t, this.as_slice())?;
        Tuple::new(t, [copy])
    }

    /// The bytes themselves.
    #[method("($self, /)")]
    fn __bytes__(_t: &mut Thread, this: &Bytes) -> PyResult {
        Ok(this.to_value())
    }
}
