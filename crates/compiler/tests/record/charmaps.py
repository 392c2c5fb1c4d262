"""charmaps.py: writes src/source/charmaps.rs, the encodings of one byte a character.

    python3.14 tests/record/charmaps.py       (from crates/compiler)
"""
import codecs
import encodings.aliases
import os

HEAD = '''//! Encodings of one byte a character that a source may declare, made by
//! `tests/record/charmaps.py`. Bytes below 0x80 are ASCII in all of them.

/// The characters of the bytes from 0x80 on in the encoding that is called `name`, in lower case and with
/// `_` for `-`. U+FFFD stands for none.
pub(super) fn high_half(name: &str) -> Option<&'static str> {
    Some(match name {
'''


def characters(name):
    """The 256 characters of an encoding, U+FFFD for none; None if it is no such encoding."""
    decoded = []
    for byte in range(256):
        try:
            decoded.append(bytes([byte]).decode(name))
        except UnicodeDecodeError:
            decoded.append("\ufffd")
    plain = decoded[:128] == [chr(code) for code in range(128)]
    simple = all(len(character) == 1 for character in decoded) and decoded.count("\ufffd") < 100
    return "".join(decoded) if plain and simple else None


def main():
    aliases = {}
    for alias, name in encodings.aliases.aliases.items():
        aliases.setdefault(name, set()).add(alias)
    for name in ("cp737", "cp856", "cp874", "cp875", "cp1006", "koi8_r", "koi8_t", "koi8_u", "mac_croatian", "mac_romanian", "mac_farsi", "mac_arabic"):
        aliases.setdefault(name, set())
    path = os.path.join(os.path.dirname(__file__), "..", "..", "src", "source", "charmaps.rs")
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD)
        for name in sorted(aliases):
            if name in ("ascii", "latin_1", "shift_jis", "cp932"):
                continue
            try:
                half = characters(name) if codecs.lookup(name)._is_text_encoding else None
            except LookupError:
                half = None
            if half is None:
                continue
            names = " | ".join('"%s"' % each for each in sorted({name} | aliases[name]))
            shown = "".join(c if c.isprintable() and not c.isspace() and c.isalpha() and ord(c) < 0x590 else "\\u{%x}" % ord(c) for c in half[128:])
            out.write('        %s => {\n            "%s"\n        }\n' % (names, shown))
        out.write("        _ => return None,\n    })\n}\n")


main()
