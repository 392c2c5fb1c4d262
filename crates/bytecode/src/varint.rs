//! Six-bit variable-length integers, the alphabet of both tables of a code object. Location tables
//! write them little end first, exception tables big end first; bit 6 of a byte says that more follow.

const MORE: u8 = 0x40;
const PAYLOAD: u8 = 0x3f;

/// Appends `value`, least significant group first (location tables).
pub(crate) fn write_little(out: &mut Vec<u8>, mut value: u32) {
    while value > u32::from(PAYLOAD) {
        out.push(MORE | (value as u8 & PAYLOAD));
        value >>= 6;
    }
    out.push(value as u8);
}

/// Appends `value` with its sign in the lowest bit, least significant group first.
pub(crate) fn write_little_signed(out: &mut Vec<u8>, value: i32) {
    let magnitude = value.unsigned_abs() << 1;
    write_little(out, if value < 0 { magnitude | 1 } else { magnitude });
}

/// Reads what [`write_little`] wrote; bits past the 32nd are dropped. `None` at the end of the input.
pub(crate) fn read_little(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let mut value = 0u32;
    let mut shift = 0u32;
    loop {
        let byte = *bytes.next()?;
        value |= u32::from(byte & PAYLOAD).checked_shl(shift).unwrap_or(0);
        shift = shift.saturating_add(6);
        if byte & MORE == 0 {
            return Some(value);
        }
    }
}

/// Reads what [`write_little_signed`] wrote.
pub(crate) fn read_little_signed(bytes: &mut std::slice::Iter<'_, u8>) -> Option<i32> {
    let value = read_little(bytes)?;
    let magnitude = (value >> 1) as i32;
    Some(if value & 1 == 0 { magnitude } else { -magnitude })
}

/// Appends `value`, most significant group first; `mark` goes into the first byte (exception tables).
pub(crate) fn write_big(out: &mut Vec<u8>, value: u32, mut mark: u8) {
    for shift in [30u32, 24, 18, 12, 6] {
        if value >> shift != 0 {
            out.push(((value >> shift) as u8 & PAYLOAD) | MORE | mark);
            mark = 0;
        }
    }
    out.push((value as u8 & PAYLOAD) | mark);
}

/// Reads what [`write_big`] wrote, any mark ignored. `None` at the end of the input or past 32 bits.
pub(crate) fn read_big(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let mut value = 0u32;
    loop {
        let byte = *bytes.next()?;
        if value >> 26 != 0 {
            return None;
        }
        value = value << 6 | u32::from(byte & PAYLOAD);
        if byte & MORE == 0 {
            return Some(value);
        }
    }
}
