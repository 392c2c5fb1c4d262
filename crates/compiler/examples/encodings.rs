//! Prints what `encoding_rs` makes of every sequence of one to four bytes in the encodings that sources are decoded with:
//! encoding, bytes, characters. What `tests/record/multibyte.py` compares with the reference.

use std::io::Write;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

fn tell(out: &mut impl Write, encoding: &'static Encoding, bytes: &[u8]) -> std::io::Result<()> {
    let mut text = [0; 16];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut text, true);
    if result == encoding_rs::DecoderResult::InputEmpty && read == bytes.len() {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = String::from_utf8_lossy(&text[..written]);
        let characters: Vec<String> =
            text.chars().map(|character| format!("{:x}", u32::from(character))).collect();
        writeln!(out, "{}\t{hex}\t{}", encoding.name(), characters.join(" "))?;
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for encoding in [GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR] {
        for first in 0x80..=0xff {
            tell(&mut out, encoding, &[first])?;
            for second in 0..=0xff {
                tell(&mut out, encoding, &[first, second])?;
            }
        }
    }
    for second in 0xa1..=0xfe {
        for third in 0xa1..=0xfe {
            tell(&mut out, EUC_JP, &[0x8f, second, third])?;
        }
    }
    for first in 0x81..=0x84 {
        for second in b'0'..=b'9' {
            for third in 0x81..=0xfe {
                for fourth in b'0'..=b'9' {
                    tell(&mut out, GB18030, &[first, second, third, fourth])?;
                }
            }
        }
    }
    Ok(())
}
