"""multibyte.py DUMP: writes src/source/multibyte_table.rs, where CPython's encodings of several bytes a character differ
from those of the library that decodes them. DUMP is what the example `encodings` prints.

    cargo run -q -p taipan-compiler --example encodings > DUMP
    python3.14 tests/record/multibyte.py DUMP          (from crates/compiler)
"""
import collections
import encodings.aliases
import os
import sys

# CPython's name, the library's.
ENCODINGS = [
    ("gbk", "gb18030"), ("gb2312", "gb18030"), ("gb18030", "gb18030"), ("big5", "Big5"), ("big5hkscs", "Big5"),
    ("cp950", "Big5"), ("cp932", "Shift_JIS"), ("shift_jis", "Shift_JIS"), ("euc_jp", "EUC-JP"),
    ("euc_kr", "EUC-KR"), ("cp949", "EUC-KR"),
]
# In these a character's bytes say which set they are of.
STATEFUL = ["hz", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr"]
HEAD = '''//! Where CPython's encodings of several bytes a character differ from those of `encoding_rs`, made by
//! `tests/record/multibyte.py`. Keys are the bytes of a character as one number, the first byte highest.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// One of CPython's encodings, by what differs from one of the library's.
pub(super) struct Variant {
    pub(super) name: &'static str,
    pub(super) base: &'static Encoding,
    /// First and last of the sequences that stand for nothing.
    pub(super) absent: &'static [(u32, u32)],
    /// Sequences that stand for other characters: first and last of a run, and a character for each; of a run of one all
    /// its characters.
    pub(super) changed: &'static [(u32, u32, &'static str)],
}

/// CPython's name of the encoding that is called `alias`, in lower case with `_` for all that is no letter or digit.
pub(super) fn canonical(alias: &str) -> Option<&'static str> {
    Some(match alias {
'''


def read(path):
    library = collections.defaultdict(dict)
    with open(path, encoding="ascii") as stream:
        for line in stream:
            encoding, key, text = line.rstrip("\n").split("\t")
            library[encoding][bytes.fromhex(key)] = "".join(chr(int(code, 16)) for code in text.split())
    return library


def decoded(data, name):
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def sequences(name):
    """What the reference makes of each sequence that is a character."""
    table = {}
    for first in range(0x80, 0x100):
        text = decoded(bytes([first]), name)
        if text is not None:
            table[bytes([first])] = text
            continue
        for second in range(0x100):
            text = decoded(bytes([first, second]), name)
            if text is not None:
                table[bytes([first, second])] = text
    if name == "euc_jp":
        for second in range(0xA1, 0xFF):
            for third in range(0xA1, 0xFF):
                text = decoded(bytes([0x8F, second, third]), name)
                if text is not None:
                    table[bytes([0x8F, second, third])] = text
    if name == "gb18030":
        for code in [*range(0x80, 0xD800), *range(0xE000, 0x10000)]:
            data = chr(code).encode(name)
            if len(data) == 4:
                table[data] = chr(code)
    return table


def runs(keys, absent):
    found = []
    for key in keys:
        number = int.from_bytes(key, "big")
        if key not in absent:
            open_run = False
        elif found and open_run and len(key) == length:
            found[-1][1] = number
        else:
            found.append([number, number])
            open_run, length = True, len(key)
    return found


def together(rows):
    """Rows of one sequence as runs of sequences that follow each other, with a character each."""
    found = []
    for key, text in rows:
        if found and len(text) == 1 and found[-1][1] == key - 1 and len(found[-1][2]) == key - found[-1][0]:
            found[-1][1:] = key, found[-1][2] + text
        else:
            found.append([key, key, text])
    return found


def literal(text):
    return '"' + "".join("\\u{%x}" % ord(character) for character in text) + '"'


def main(path):
    library = read(path)
    names = collections.defaultdict(set)
    for alias, name in encodings.aliases.aliases.items():
        names[name].add(alias)
    out = [HEAD]
    for name in sorted([name for name, _ in ENCODINGS] + STATEFUL):
        patterns = " | ".join('"%s"' % alias for alias in sorted(names[name] | {name}))
        out.append('        %s => "%s",\n' % (patterns, name))
    out.append("        _ => return None,\n    })\n}\n\n/// By name.\npub(super) static VARIANTS: [Variant; %d] = [\n" % len(ENCODINGS))
    for name, base in sorted(ENCODINGS):
        ours, theirs = sequences(name), library[base]
        if name not in ("gb18030", "gbk", "gb2312"):
            theirs = {key: text for key, text in theirs.items() if len(key) < 4}
        elif name != "gb18030":
            theirs = {key: text for key, text in theirs.items() if len(key) < 3}
        # Two bytes that the reference reads as two characters are never looked up together.
        theirs = {key: text for key, text in theirs.items() if len(key) == 1 or key[:1] not in ours}
        absent = {key for key in theirs if key not in ours}
        changed = sorted((key, text) for key, text in ours.items() if theirs.get(key) != text)
        order = lambda key: (len(key), key)
        ranges = runs(sorted(theirs, key=order), absent)
        out.append('    Variant {\n        name: "%s",\n        base: %s,\n' % (name, base.upper().replace("-", "_")))
        out.append("        absent: &[%s],\n" % ", ".join("(%#x, %#x)" % tuple(each) for each in sorted(ranges)))
        rows = sorted((int.from_bytes(key, "big"), text) for key, text in changed)
        changes = ["(%#x, %#x, %s)" % (first, last, literal(text)) for first, last, text in together(rows)]
        out.append("        changed: &[%s],\n    },\n" % ", ".join(changes))
        print(name, len(ranges), "ranges absent,", len(rows), "changed")
    out.append("];\n")
    place = os.path.join(os.path.dirname(__file__), "..", "..", "src", "source", "multibyte_table.rs")
    with open(place, "w", encoding="utf-8") as stream:
        stream.write("".join(out))


main(sys.argv[1])
