//! Character names, for `\\N{…}`, `namereplace` and `unicodedata`.

/// First, last: the ideographs whose names are their numbers.
const TANGUT: [(u32, u32); 2] = [(0x1_7000, 0x1_87F7), (0x1_8D00, 0x1_8D08)];
const TANGUT_PREFIX: &str = "TANGUT IDEOGRAPH-";

/// `unicodedata.name`
pub fn name(code: u32) -> Option<String> {
    unicode_names2::name(char::from_u32(code)?).map(|name| name.to_string())
}

/// The character of a name or alias, in any case (`unicodedata.lookup`, named sequences apart).
pub fn lookup(name: &str) -> Option<u32> {
    if let Some(prefix) = name.get(..TANGUT_PREFIX.len())
        && prefix.eq_ignore_ascii_case(TANGUT_PREFIX)
    {
        let digits = &name[TANGUT_PREFIX.len()..];
        let hexadecimal = digits.len() == 5 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)?;
        return TANGUT.iter().any(|&(first, last)| (first..=last).contains(&code)).then_some(code);
    }
    unicode_names2::character(name).map(u32::from)
}
