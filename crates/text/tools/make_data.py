"""Writes tests/data/*.txt: the reference's answers that the tests compare with.

    python3.14 crates/text/tools/make_data.py [name ...]

Each line of a file is one case, its fields separated by tabs. Strings are written as
hexadecimal character numbers joined by commas, so that any character can stand in them.
"""

import pathlib
import random
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data"
MAKERS = {}


def data(function):
    MAKERS[function.__name__] = function
    return function


def hexes(text):
    return ",".join(f"{ord(c):x}" for c in text)


def failure(error):
    return f"{type(error).__name__}: {error}"


def attempt(function, *args, show=str):
    """The shown result, or the exception with its text behind a `!`."""
    try:
        return show(function(*args))
    except Exception as error:  # whatever the reference raises is the expected answer
        return "!" + failure(error)


ALPHABET = "aAzZ09 _'\"\\\t\n\r\x00\x1f\x7f\x85\xa0\xad\xb5\xdf\xe9\u0130\u0149\u01c5\u02b0\u0301\u0345\u03a3" \
    "\u03c3\u03c2\u0660\u1e9e\u1fb3\u2028\u2160\u2177\u24b6\ufb03\ud800\udfff\ufeff\U00010400\U0001d7ce" \
    "\U0001f600\U000e0001\u00bd\u4e00\u3000-.'"


def words(count, longest, seed):
    rng = random.Random(seed)
    return ["".join(rng.choice(ALPHABET) for _ in range(rng.randint(0, longest))) for _ in range(count)]


@data
def strings():
    """text, then lower upper title casefold capitalize swapcase repr ascii, then the predicates."""
    for s in ["", *ALPHABET, *words(1500, 8, 1)]:
        maps = [s.lower(), s.upper(), s.title(), s.casefold(), s.capitalize(), s.swapcase(), repr(s), ascii(s)]
        tests = [s.isalpha(), s.isalnum(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isspace(),
                 s.isprintable(), s.isidentifier(), s.islower(), s.isupper(), s.istitle(), s.isascii()]
        yield [hexes(s), *map(hexes, maps), "".join("01"[t] for t in tests)]


@data
def characters():
    """A digest per 4096 characters: crc32 of all single-character answers, and of unicodedata's."""
    import unicodedata
    import zlib
    for start in range(0, 0x110000, 0x1000):
        lines, base = [], []
        for code in range(start, start + 0x1000):
            c = chr(code)
            maps = [c.lower(), c.upper(), c.title(), c.casefold()]
            bits = [c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isspace(), c.isprintable(),
                    c.islower(), c.isupper(), c.istitle(), c.isidentifier(), ("a" + c).isidentifier()]
            lines.append(" ".join(map(hexes, maps)) + " " + "".join("01"[b] for b in bits))
            numeric = unicodedata.numeric(c, None)
            base.append(" ".join([unicodedata.category(c), unicodedata.bidirectional(c),
                                  str(unicodedata.combining(c)), str(unicodedata.mirrored(c)),
                                  unicodedata.east_asian_width(c), str(unicodedata.decimal(c, "-")),
                                  str(unicodedata.digit(c, "-")),
                                  "-" if numeric is None else f"{numeric:.6f}"]))
        yield [f"{start:x}", str(zlib.crc32("\n".join(lines).encode())), str(zlib.crc32("\n".join(base).encode()))]


def main(names):
    for name in names or MAKERS:
        lines = ["\t".join(fields) + "\n" for fields in MAKERS[name]()]
        (OUT / f"{name}.txt").write_text("".join(lines), encoding="utf-8", errors="backslashreplace", newline="\n")
        print(name, len(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
