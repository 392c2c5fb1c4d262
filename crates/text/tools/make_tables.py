"""Writes src/unicode/tables.rs and src/unicode/database_tables.rs from the running Python.

    python3.14 crates/text/tools/make_tables.py

What a character is and maps to is asked of the reference itself, so that the tables hold
what its strings answer. The run refuses a Python whose Unicode is not 16.0.0.
"""

import _sre
import pathlib
import unicodedata

assert unicodedata.unidata_version == "16.0.0", unicodedata.unidata_version

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "unicode"
LIMIT = 0x110000
SHIFT = 7
BLOCK = 1 << SHIFT

FLAGS = [
    "ALPHA", "DECIMAL", "DIGIT", "NUMERIC", "SPACE", "PRINTABLE", "LOWER", "UPPER", "TITLE",
    "ID_START", "ID_CONTINUE", "CASED", "CASE_IGNORABLE", "LINE_BREAK", "SPECIAL",
]
BIT = {name: 1 << index for index, name in enumerate(FLAGS)}


def flags_of(c):
    """The answers of the string predicates for one character, as bits."""
    bits = 0
    ends_word = ("1" + c + "\u03a3").lower().endswith("\u03c2")
    ignorable = ("A" + c + "\u03a3").lower().endswith("\u03c2") and not ends_word
    for name, holds in [
        ("ALPHA", c.isalpha()), ("DECIMAL", c.isdecimal()), ("DIGIT", c.isdigit()),
        ("NUMERIC", c.isnumeric()), ("SPACE", c.isspace()), ("PRINTABLE", c.isprintable()),
        ("LOWER", c.islower()), ("UPPER", c.isupper()),
        ("TITLE", unicodedata.category(c) == "Lt"),
        ("ID_START", c.isidentifier()), ("ID_CONTINUE", ("a" + c).isidentifier()),
        ("CASED", (c + "a").title().endswith("a")), ("CASE_IGNORABLE", ignorable),
        ("LINE_BREAK", len(("a" + c + "a").splitlines()) == 2),
    ]:
        if holds:
            bits |= BIT[name]
    return bits


def split(records):
    """Two-stage table of a list with one record number per character."""
    blocks, index, seen = [], [], {}
    for start in range(0, LIMIT, BLOCK):
        block = tuple(records[start:start + BLOCK])
        if block not in seen:
            seen[block] = len(blocks)
            blocks.append(block)
        index.append(seen[block])
    return index, [number for block in blocks for number in block]


def rows(numbers, width=24):
    out = []
    for start in range(0, len(numbers), width):
        out.append("    " + ", ".join(map(str, numbers[start:start + width])) + ",")
    return "\n".join(out)


def table(name, kind, numbers, doc):
    return f"/// {doc}\npub(super) static {name}: [{kind}; {len(numbers)}] = [\n{rows(numbers)}\n];\n"


def width(numbers):
    return "u8" if max(numbers) < 256 else "u16"


def type_tables():
    records, known, numbers, special, folds = [], {}, [], [], []
    for code in range(LIMIT):
        c = chr(code)
        bits = flags_of(c)
        simple = _sre.unicode_tolower(code) - code
        full = [c.lower(), c.upper(), c.title(), c.casefold()]
        deltas = [ord(text) - code if len(text) == 1 else 0 for text in full]
        if any(len(text) != 1 for text in full) or simple != deltas[0]:
            bits |= BIT["SPECIAL"]
            special.append((code, simple, full))
            deltas = [0, 0, 0, 0]
        digit = int(c) if c.isdecimal() else unicodedata.digit(c, 255)
        record = (bits, *deltas, digit)
        if record not in known:
            known[record] = len(records)
            records.append(record)
        numbers.append(known[record])
    index, data = split(numbers)
    text = "//! Character types of Unicode 16.0, made by tools/make_tables.py: do not edit.\n\n"
    text += "use super::types::{Record, Special};\n\n"
    for name in FLAGS:
        text += f"pub(super) const {name}: u16 = {BIT[name]:#x};\n"
    text += f"\npub(super) const SHIFT: u32 = {SHIFT};\n\n"
    text += f"/// What characters of one kind share.\npub(super) static RECORDS: [Record; {len(records)}] = [\n"
    for bits, lower, upper, title, fold, digit in records:
        text += (f"    Record {{ flags: {bits:#x}, lower: {lower}, upper: {upper}, title: {title}, "
                 f"fold: {fold}, digit: {digit} }},\n")
    text += "];\n\n"
    text += ("/// Characters with a mapping that one difference cannot express, in order.\n"
             f"pub(super) static SPECIALS: [Special; {len(special)}] = [\n")
    for code, simple, full in special:
        maps = ", ".join("[" + ", ".join(map(str, [*map(ord, t), 0, 0, 0][:3])) + "]" for t in full)
        text += f"    Special {{ code: {code}, simple_lower: {code + simple}, maps: [{maps}] }},\n"
    text += "];\n\n"
    text += table("INDEX", width(index), index, "Block number of each run of 128 characters.") + "\n"
    text += table("DATA", width(data), data, "Record number of each character, by block.") + "\n"
    text += numeric_table()
    (HERE / "tables.rs").write_text(text)
    print(len(records), "records", len(special), "special", len(index), len(data))


def numeric_table():
    """Runs (first, last, value of first, step) of unicodedata.numeric."""
    values = [(code, unicodedata.numeric(chr(code))) for code in range(LIMIT)
              if unicodedata.numeric(chr(code), None) is not None]
    runs = []
    for code, value in values:
        if runs:
            first, last, start, step = runs[-1]
            if code == last + 1:
                if first == last and value - start in (0.0, 1.0):
                    runs[-1] = (first, code, start, value - start)
                    continue
                if first != last and value == start + step * (code - first):
                    runs[-1] = (first, code, start, step)
                    continue
        runs.append((code, code, value, 0.0))
    text = ("/// Numeric values: first and last character of a run, value of the first, step.\n"
            f"pub(super) static NUMERIC_RUNS: [(u32, u32, f64, f64); {len(runs)}] = [\n")
    for first, last, start, step in runs:
        text += f"    ({first}, {last}, {start!r}, {step!r}),\n".replace("e+", "e")
    return text + "];\n"


def database_tables():
    categories = sorted({unicodedata.category(chr(c)) for c in range(LIMIT)})
    bidis = sorted({unicodedata.bidirectional(chr(c)) for c in range(LIMIT)})
    widths = sorted({unicodedata.east_asian_width(chr(c)) for c in range(LIMIT)})
    records, known, numbers = [], {}, []
    for code in range(LIMIT):
        c = chr(code)
        record = (categories.index(unicodedata.category(c)), bidis.index(unicodedata.bidirectional(c)),
                  unicodedata.combining(c), unicodedata.mirrored(c),
                  widths.index(unicodedata.east_asian_width(c)))
        if record not in known:
            known[record] = len(records)
            records.append(record)
        numbers.append(known[record])
    index, data = split(numbers)
    text = "//! The character database of Unicode 16.0, made by tools/make_tables.py: do not edit.\n\n"
    text += "use super::database::Entry;\n\n"
    text += f"pub(super) const SHIFT: u32 = {SHIFT};\n\n"
    for name, names, doc in [("CATEGORIES", categories, "General categories"),
                             ("BIDIRECTIONAL", bidis, "Bidirectional classes"),
                             ("WIDTHS", widths, "East Asian widths")]:
        quoted = ", ".join(f'"{n}"' for n in names)
        text += f"/// {doc} by number.\npub(super) static {name}: [&str; {len(names)}] = [{quoted}];\n\n"
    text += f"/// What characters of one kind share.\npub(super) static ENTRIES: [Entry; {len(records)}] = [\n"
    for cat, bidi, comb, mirr, eaw in records:
        text += (f"    Entry {{ category: {cat}, bidirectional: {bidi}, combining: {comb}, "
                 f"mirrored: {'true' if mirr else 'false'}, width: {eaw} }},\n")
    text += "];\n\n"
    text += table("INDEX", width(index), index, "Block number of each run of 128 characters.") + "\n"
    text += table("DATA", width(data), data, "Entry number of each character, by block.")
    (HERE / "database_tables.rs").write_text(text)
    print(len(records), "entries", len(index), len(data))


def decomposition_tables():
    entries, data, tags = [], [], [""]
    for code in range(LIMIT):
        raw = unicodedata.decomposition(chr(code)).split()
        if not raw or 0xAC00 <= code < 0xD7A4:
            continue
        tag = raw.pop(0) if raw[0].startswith("<") else ""
        if tag not in tags:
            tags.append(tag)
        entries.append((code, tags.index(tag), len(data), len(raw)))
        data += [int(part, 16) for part in raw]
    pairs = []
    for code, tag, start, length in entries:
        if not tag and length == 2:
            first, second = data[start:start + 2]
            if unicodedata.normalize("NFC", chr(first) + chr(second)) == chr(code):
                pairs.append((first, second, code))
    text = "//! Decompositions of Unicode 16.0, made by tools/make_tables.py: do not edit.\n\n"
    quoted = ", ".join(f'"{tag}"' for tag in tags)
    text += f"/// Kinds of decomposition; canonical ones have no name.\npub(super) static TAGS: [&str; {len(tags)}] = [{quoted}];\n\n"
    for name, kind, rows, doc in [
        ("ENTRIES", "(u32, u8, u16, u8)", entries, "Character, kind, start and length in `PARTS`; Hangul syllables are computed."),
        ("PAIRS", "(u32, u32, u32)", sorted(pairs), "Two characters and the one they compose, in order."),
    ]:
        text += f"/// {doc}\npub(super) static {name}: [{kind}; {len(rows)}] = [\n"
        for start in range(0, len(rows), 5):
            text += "    " + " ".join(f"{row}," for row in rows[start:start + 5]) + "\n"
        text += "];\n\n"
    text += table("PARTS", "u32", data, "What characters decompose to, one level deep.")
    (HERE / "decomposition_tables.rs").write_text(text)
    print(len(entries), "decompositions", len(data), "parts", len(pairs), "pairs")


type_tables()
database_tables()
decomposition_tables()
