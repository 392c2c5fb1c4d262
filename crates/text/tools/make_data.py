"""Writes tests/data/*.txt: the reference's answers that the tests compare with.

    python3.14 crates/text/tools/make_data.py [name ...]

Each line of a file is one case, its fields separated by tabs. Strings are written as
hexadecimal character numbers joined by commas, so that any character can stand in them.
"""

import math
import pathlib
import random
import struct
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


def floats(count, seed):
    """Floats of all kinds: edges, short decimals, exact ties, random bits."""
    rng = random.Random(seed)
    edges = [0.0, -0.0, 1.0, -1.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float("inf"),
             float("-inf"), float("nan"), 0.1, 1 / 3, 1e16, 1e15, 9999999999999998.0, 1e-4, 1e-5, 9.5, 99.5, 0.5,
             1.5, 2.5, 0.25, 0.125, 1e22, 1e23, 123456789.125, 4.35, 2.675, 5e-5, 9.999e-5, 1e-10, 9.99e-11,
             999999.5, 0.0001, 0.00012345, 12345678901234567890.0, 2.0**53, 2.0**63, 2.0**64, 1e100, 5e-310]
    out = edges + [-e for e in edges]
    while len(out) < count:
        match rng.randrange(6):
            case 0:
                out.append(struct.unpack("<d", rng.randbytes(8))[0])
            case 1:
                out.append(round(rng.uniform(-1000, 1000), rng.randrange(6)))
            case 2:
                out.append(rng.randrange(-4096, 4096) / 2 ** rng.randrange(12))
            case 3:
                out.append(float(rng.randrange(10**rng.randrange(1, 20))))
            case 4:
                out.append(rng.randrange(1, 10**rng.randrange(1, 18)) * 10.0 ** rng.randrange(-30, 30))
            case 5:
                out.append(10.0 ** rng.randrange(-320, 308))
    return out


def bits(value):
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:x}"


def float_result(value):
    return "nan" if value != value else bits(value)


@data
def float_repr():
    """bits, repr, hex, integer ratio"""
    for value in floats(2500, 2):
        yield [bits(value), repr(value), value.hex(),
               attempt(value.as_integer_ratio, show=lambda r: f"{r[0]}/{r[1]}")]


@data
def float_format():
    """bits, %-conversion, text"""
    rng = random.Random(3)
    for value in floats(800, 4):
        for _ in range(5):
            precision = rng.choice([0, 1, 2, 3, 5, 6, 10, 15, 16, 17, 20, 30, rng.randrange(400)])
            form = f"%{rng.choice(['', '#'])}.{precision}{rng.choice('eEfFgG')}"
            yield [bits(value), form[1:], form % value]


@data
def float_round():
    """bits, digits, rounded bits"""
    rng = random.Random(5)
    for value in floats(1500, 6):
        for digits in {rng.choice([1, 2, 3, -1, -2, -3]), rng.randrange(-20, 25), rng.randrange(-320, 330)}:
            yield [bits(value), str(digits), attempt(round, value, digits, show=float_result)]


FLOAT_TEXTS = [
    "", " ", "x", "1_", "1__0", "_1", "1_0.0_1e1_0", "1e", "\u00e9", "\ud800", " 1 ", "\u06611", "infinity", "+nan",
    "-inf", "nan(1)", "0x1", "1.e5", ".5", ".", "1_.5", "1._5", "1e_5", "\x001", "1\x00", "1\u00a0", "in f",
    "\uff11\uff12", "\u22121", "\x1c1", "\x1c1\u00a0", "\x851", "+-1", "--1", "+", "1e+", "1e+5", "1E-5", "+.5e1", ".e1",
    "1e400", "1e-400", "-1e400", "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999",
    "0." + "0" * 400 + "1e401", "1" + "0" * 400 + "e-400", "9007199254740993", "9007199254740992.999999",
    "9007199254740993." + "0" * 800 + "1", "2.2250738585072011e-308", "5e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "1.7976931348623158e308", "1.7976931348623159e308", "INFINITY", "InF", "nAn", "infinit",
    "1 2", "1\n", "\t\n\v\f\r 1.5\t", "1,5", "1e5.5", "1d5", "1f", "infinityx", "++inf", "1_000.000_1", "\u0661\u066b5",
]


@data
def float_parse():
    """text, result"""
    rng = random.Random(7)
    texts = list(FLOAT_TEXTS)
    texts += [repr(v) for v in floats(300, 8)]
    texts += ["".join(rng.choice("0123456789._eE+- ") for _ in range(rng.randint(1, 9))) for _ in range(2500)]
    for text in texts:
        yield [hexes(text), attempt(float, text, show=float_result)]


@data
def float_fromhex():
    """text, result"""
    rng = random.Random(9)
    texts = [
        "0x1p0", "0x.8p1", "1.8", "-0x1.fffffffffffffp+1023", "0x2p1023", "0x1p-1075", "0x1.8p-1075", "0x1p-1074",
        "inf", "nan", "-nan", "", "0x", "0xp1", "0x1p", "0x1pp", "0x1.p1", "ABC", "0x1p99999999999999999999",
        "0x1p-99999999999999999999", "0x0p99999999999999999999", " 0x1 ", "0x1.00000000000008p0",
        "0x1.000000000000081p0", "0x1.0000000000000_8p0", "1_0", "\u00a01", "0x" + "0" * 30 + "1", "Infinity",
        "infinit", "0x1.fffffffffffff8p+1023", "0x1.fffffffffffff7fp+1023", "0x." + "0" * 300 + "1p1210", ".", "0x.",
        "0x1" + "0" * 300 + "p-1200", "0x1.8p-1074", "0x2.8p-1074", "0x0.ffffffffffffffp-1022", "0X1P1", "+0x1", "+-1",
        "0x0.0000000000001fp-1022", "0x1..2", "0x1.2.3", "0x1p+", "0x1p1.0", "-0x0p0", "0x1.00000000000018p0",
    ]
    for _ in range(1500):
        whole = "".join(rng.choice("0123456789abcdef") for _ in range(rng.randint(0, 20)))
        part = "".join(rng.choice("0123456789abcdef08") for _ in range(rng.randint(0, 20)))
        texts.append(f"{rng.choice(['', '0x', '-0x'])}{whole}.{part}p{rng.randrange(-1150, 1050)}")
    for text in texts:
        yield [hexes(text), attempt(float.fromhex, text, show=float_result)]


def ints(count, seed):
    """Integers of all sizes, many next to powers of two and ten."""
    rng = random.Random(seed)
    out = [0, 1, -1, 2, -2, 10, 255, 256, 2**61 - 1, 2**61 - 2, 2**61, -(2**61) + 1, 2**63 - 1, -(2**63), 2**63, 2**64,
           2**64 - 1, -(2**64), 2**127, 2**128 - 1, 2**128, -(2**128), 10**18, 10**19, 10**38, 10**39, 2**1023, 2**1024,
           2**1024 - 2**970, 2**1024 - 2**970 - 1, 2**53 + 1, 2**54 + 2, 2**54 + 6]
    while len(out) < count:
        sign = rng.choice([1, -1])
        match rng.randrange(5):
            case 0:
                out.append(sign * rng.randrange(100))
            case 1:
                out.append(sign * (2 ** rng.randrange(200) + rng.randrange(-2, 3)))
            case 2:
                out.append(sign * rng.getrandbits(rng.randrange(1, 70)))
            case 3:
                out.append(sign * rng.getrandbits(rng.randrange(1, 1200)))
            case 4:
                out.append(sign * 10 ** rng.randrange(60))
    return out


@data
def int_text():
    """value in hexadecimal, decimal, bit length, bit count, hash, float bits, isqrt, bin, oct, ~value"""
    for value in ints(500, 10):
        yield [hex(value), str(value), str(value.bit_length()), str(value.bit_count()), str(hash(value)),
               attempt(float, value, show=float_result), attempt(math.isqrt, value), bin(value), oct(value), str(~value)]


@data
def int_binary():
    """a, operation, b, result"""
    import operator
    rng = random.Random(11)
    values = ints(350, 12)
    exact = {"//": operator.floordiv, "%": operator.mod, "&": operator.and_, "|": operator.or_, "^": operator.xor,
             "gcd": math.gcd}
    for a in values:
        b = rng.choice(values)
        for name, function in exact.items():
            yield [str(a), name, str(b), attempt(function, a, b)]
        yield [str(a), "/", str(b), attempt(operator.truediv, a, b, show=float_result)]
        near = a + rng.randrange(-2**40, 2**40) if a else 3
        yield [str(a), "/", str(near), attempt(operator.truediv, a, near, show=float_result)]
        count = rng.choice([0, 1, 5, 31, 62, 63, 64, 65, 130, -1, rng.randrange(300)])
        yield [str(a), "<<", str(count), attempt(operator.lshift, a, count)]
        yield [str(a), ">>", str(count), attempt(operator.rshift, a, count)]
        power = rng.randrange(12)
        yield [str(a), "**", str(power), str(a**power)]
        places = rng.choice([0, 1, 2, 3, rng.randrange(30), 400])
        yield [str(a), "round", str(places), str(round(a, -places))]
        for value in floats(60, rng.random())[-2:] + [float(rng.getrandbits(60)), rng.choice([1e308, -1e19, 0.5, 2.0**63])]:
            yield [str(a), "cmp", bits(value), "-" if value != value else str((a > value) - (a < value))]
        if a.bit_length() < 1023:
            value = math.nextafter(float(a), rng.choice([math.inf, -math.inf, float(a)]))
            yield [str(a), "cmp", bits(value), str((a > value) - (a < value))]
    for a, count in [(1, 2**62), (1, 2**70), (0, 2**70), (-5, 2**70), (5, 2**70), (-1, -(2**70))]:
        if a != 1 or count != 2**62:
            yield [str(a), "<<", str(count), attempt(operator.lshift, a, count)] if a in (0, 1) else \
                  [str(a), ">>", str(count), attempt(operator.rshift, a, count)]


@data
def int_pow_mod():
    """base, exponent, modulus, result"""
    rng = random.Random(13)
    values = ints(500, 14)
    for base in values:
        for modulus in [rng.choice(values), rng.randrange(-20, 20)]:
            exponent = rng.choice([0, 1, -1, 2, -3, rng.randrange(50), rng.getrandbits(70)])
            yield [str(base), str(exponent), str(modulus), attempt(pow, base, exponent, modulus)]


@data
def int_bytes():
    """value, length, little, signed, bytes in hexadecimal; the reading back under the other sign"""
    rng = random.Random(15)
    for value in ints(700, 16):
        exact = (value.bit_length() + 7) // 8
        for length in {exact, exact + 1, max(exact - 1, 0), rng.randrange(20)}:
            order, signed = rng.choice(["little", "big"]), rng.random() < 0.6
            shown = attempt(lambda: value.to_bytes(length, order, signed=signed), show=bytes.hex)
            back = "" if shown.startswith("!") else str(int.from_bytes(bytes.fromhex(shown), order, signed=not signed))
            yield [str(value), str(length), order, str(signed), shown, back]


@data
def int_parse():
    """text, base, result"""
    rng = random.Random(17)
    cases = [(t, b) for t in [
        "", "x", "0x", "0b", "010", "00", "0_0", "0x_1", "_1", "1_", "1__0", "1", "z", "0b2", "0b1", "\u00e9", "\u0661",
        "\ud800", "+ 1", "-0x1f", " 12 ", "\x001", "1\x00", "0_7", "0o17", "0O17", "- 1", "0_", "\u00a012", "\x1c1",
        "\x1c1\u00a0", "0x__1", "0_x1", "-0", "+7", "--7", "0X1F", "\uff10x1", "0b_1_0", "1.0", "1e3", "\t\n 5\r", "0o8",
        "x" * 300, "9" * 18, "9" * 19, "-9223372036854775808", "9223372036854775807", "9223372036854775808", "0" * 30 + "1",
    ] for b in (10, 0, 16, 8, 2, 36, 1, 37)]
    cases += [("9" * 4300, 10), ("9" * 4301, 10), ("1" * 4301 + "z", 10), ("1" * 4301 + " ", 10), ("1" * 4301 + "_", 10),
              ("0" * 5000, 10), ("1_" * 2150 + "11", 10), ("-" + "1" * 4301, 7), ("1" * 4301, 32)]
    for _ in range(1500):
        text = "".join(rng.choice("0123456789_abxzo-+ ") for _ in range(rng.randint(1, 7)))
        cases.append((text, rng.choice([0, 10, 16, 2, 8, 36, 11])))
    for text, base in cases:
        yield [hexes(text), str(base), attempt(int, text, base, show=hex)]


@data
def hashes():
    """kind, arguments, hash"""
    rng = random.Random(18)
    for value in floats(1500, 19):
        if value == value:
            yield ["float", bits(value), str(hash(value))]
    for _ in range(600):
        members = [rng.choice([rng.randrange(-5, 5), rng.getrandbits(60), -rng.getrandbits(40)])
                   for _ in range(rng.randrange(8))]
        yield ["tuple", " ".join(map(str, members)), str(hash(tuple(members)))]
        yield ["frozenset", " ".join(map(str, set(members))), str(hash(frozenset(members)))]
    for _ in range(200):
        real, imaginary = rng.randrange(-100, 100), rng.randrange(-100, 100)
        yield ["complex", f"{real} {imaginary}", str(hash(complex(real, imaginary)))]


def specs(rng, count):
    """Specifications: mostly sound ones, some malformed."""
    out = []
    for _ in range(count):
        fill = rng.choice(["", "", "", "x", "0", "\u00e9", "\u4e00"])
        align = rng.choice(["<", ">", "^", "="]) if fill else rng.choice(["", "", "<", ">", "^", "="])
        precision = rng.choice(["", "", ".0", ".1", ".3", ".6", ".20", ".,", "._", ".5,", ".7_"])
        spec = (fill + align + rng.choice(["", "", "+", "-", " "]) + rng.choice(["", "", "", "z"])
                + rng.choice(["", "", "#"]) + rng.choice(["", "", "0"]) + rng.choice(["", "5", "12", "25"])
                + rng.choice(["", "", ",", "_"]) + precision
                + rng.choice(["", "", *"bcdeEfFgGnosxX%"]))
        out.append(spec)
        if rng.random() < 0.2 and spec:
            at = rng.randrange(len(spec))
            out.append(spec[:at] + rng.choice("#0,._zsx+<5\u0661\x01\u00e9") + spec[at:])
    return out


ODD_SPECS = ["q", ".", ",_", "_,", ",,", "__", ".,,", ".2,_", ".2_,", "99999999999999999999", "xx", "=+010", ",n", "_n",
             "\u00e9", "\x01", ",\u00e9", "c,", "\u0661\u0660", "<<", "<<<<<", "0<5", "00005", ".9999999999f",
             ".3000000000f", "020,.10_f", "020.10,f", "010_x", "#010_x", "\x7f", "5.", ".,n", "#018_b", "c5"]


@data
def spec_int():
    """value, specification, text"""
    rng = random.Random(20)
    values = ints(150, 21) + [97, 0x10ffff, 0x110000, 10**400, 0, -1, 1234567]
    for spec in ODD_SPECS + specs(rng, 2500):
        value = rng.choice(values) if rng.random() < 0.7 else rng.randrange(-10000, 200000)
        yield [str(value), hexes(spec), attempt(format, value, spec, show=hexes)]


@data
def spec_float():
    """bits, specification, text"""
    rng = random.Random(22)
    values = floats(500, 23)
    for spec in ODD_SPECS + specs(rng, 3500):
        value = rng.choice(values)
        yield [bits(value), hexes(spec), attempt(format, value, spec, show=hexes)]


@data
def spec_complex():
    """bits of both parts, specification, text"""
    rng = random.Random(24)
    values = floats(100, 25)
    for spec in ODD_SPECS + specs(rng, 1000):
        real, imaginary = rng.choice(values), rng.choice(values)
        yield [bits(real), bits(imaginary), hexes(spec), attempt(format, complex(real, imaginary), spec, show=hexes)]


@data
def spec_str():
    """text, specification, result"""
    rng = random.Random(26)
    texts = words(60, 9, 27)
    for spec in ODD_SPECS + specs(rng, 1500):
        text = rng.choice(texts)
        yield [hexes(text), hexes(spec), attempt(format, text, spec, show=hexes)]


@data
def percent():
    """format, kind of value, value, result; `/` separates the values of a tuple"""
    rng = random.Random(28)
    kinds = {"i": ints(80, 29) + [97, 0x110000, -1, 10**400], "f": floats(150, 30), "s": words(40, 6, 31)}
    cases = []
    for _ in range(4000):
        form = "%" + "".join(rng.sample("-+ #0", rng.choice([0, 0, 1, 2, 3]))) + rng.choice(["", "", "5", "12", "0", "*"]) \
            + rng.choice(["", "", ".", ".0", ".3", ".10", ".25", ".*"]) + rng.choice(["", "", "", "l", "h", "ll"]) \
            + rng.choice("diuoxXeEfFgGcsra%q")
        kind = "s" if form[-1] in "sra" else "f" if form[-1] in "eEfFgG" else "i"
        cases.append((form, kind, rng.choice(kinds[kind])))
    for form in ["%", "%5", "%.", "%l", "%*", "%.*", "abc", "a%%b%dc", "%d%", "%s%q", "%99999999999999999999d", "%\u00e9", "%\ud800",
                 "%.99999999999999999999d", "%.3000000000d", "%.2147483647d", "%\x01", "%1$d", "%*(a)d", "%5%", "%%%d%%", "%d%d"]:
        cases.append((form, "i", 7))
    for form, kind, value in cases:
        stars = [rng.randrange(-12, 12) for _ in range(form.count("*"))]
        arguments = (*stars, value)
        shown = "/".join([*map(str, stars), {"i": str, "f": bits, "s": hexes}[kind](value)])
        yield [hexes(form), kind, shown, attempt(lambda: form % arguments, show=hexes)]


@data
def template():
    """template, its pieces as the reference splits them, or its error"""
    import _string
    rng = random.Random(32)
    templates = ["", "{", "}", "{{", "}}", "a{{b}}c", "{}}", "{0", "{0!", "{0!r", "{0!rx}", "{0!}", "{0!:}", "{0!r:>5}", "{0:{1}}",
                 "{0:{1", "{0:}}", "{0[}", "{0[}]}", "{a{b}}", "{!r}", "{0:a{{b}}}", "{!s:", "{0::}", "{0}}{", "{a[}]}!", "x{[!]}"]
    templates += ["".join(rng.choice("{}{}[]!:.a0r ") for _ in range(rng.randint(1, 9))) for _ in range(2500)]

    def split(text):
        out = []
        for literal, name, spec, conversion in _string.formatter_parser(text):
            if literal:
                out.append("L" + hexes(literal))
            if name is not None:
                out.append(f"F{hexes(name)};{hexes(conversion or '')};{hexes(spec)}")
        return " ".join(out)

    for text in templates:
        yield [hexes(text), attempt(split, text)]


@data
def field_name():
    """field name, its selector and steps, or the error"""
    import _string
    rng = random.Random(33)
    names = ["", "a", "[0]", ".b", "0x", "0[a", "0.", "a]b", "1[2]3", "\u0661", "0[", "0[]", "99999999999999999999", "0[9999999999999999999]"]
    names += ["".join(rng.choice("01a.[].[]") for _ in range(rng.randint(1, 8))) for _ in range(1200)]

    def split(name):
        shown = lambda part: f"#{part}" if isinstance(part, int) else hexes(part)
        first, rest = _string.formatter_field_name_split(name)
        return " ".join([shown(first), *(("." if attribute else "[") + shown(part) for attribute, part in rest)])

    for name in names:
        yield [hexes(name), attempt(split, name)]


@data
def search():
    """text, operation, arguments joined by `;`, result"""
    rng = random.Random(34)
    letters = ["ab", "ab ", "a\u0100b", "\U0001f600a ", "a \t\n\r\x1c\x85\u2028b", "ab+-\t0"]

    def word(longest, alphabet):
        return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, longest)))

    parts = lambda found: "|".join(map(hexes, found))
    for _ in range(2600):
        alphabet = rng.choice(letters)
        text = word(24, alphabet)
        needle = word(3, alphabet) if rng.random() < 0.9 else word(9, rng.choice(letters))
        new = word(3, rng.choice(letters))
        limit = rng.choice([-1, -1, 0, 1, 2, 3])
        name = rng.choice(["find", "rfind", "count", "replace", "split", "rsplit", "space", "rspace", "lines", "keep",
                           "strip", "lstrip", "rstrip", "stripspace", "starts", "ends", "partition", "zfill", "tabs",
                           "center", "compare", "bspace", "blines"])
        raw = text.encode("utf-8")
        narrow = raw.decode("latin-1")
        arguments = {"replace": [needle, new, limit], "split": [needle, limit], "rsplit": [needle, limit], "space": [limit],
                     "rspace": [limit], "bspace": [limit], "zfill": [limit * 9], "tabs": [limit], "center": [needle[:1], limit * 11],
                     "lines": [], "keep": [], "stripspace": [], "blines": []}.get(name, [needle])
        match name:
            case "find" | "rfind" | "count":
                result = str(getattr(text, name)(needle))
            case "replace":
                result = hexes(text.replace(needle, new, limit))
            case "split" | "rsplit":
                if not needle:
                    continue
                result = parts(getattr(text, name)(needle, limit))
            case "space":
                result = parts(text.split(None, limit))
            case "rspace":
                result = parts(text.rsplit(None, limit))
            case "bspace":
                text, result = narrow, parts([b.decode("latin-1") for b in raw.split(None, limit)])
            case "lines" | "keep":
                result = parts(text.splitlines(name == "keep"))
            case "blines":
                text, result = narrow, parts([b.decode("latin-1") for b in raw.splitlines()])
            case "strip" | "lstrip" | "rstrip":
                result = hexes(getattr(text, name)(needle))
            case "stripspace":
                result = hexes(text.strip())
            case "starts":
                result = str(text.startswith(needle))
            case "ends":
                result = str(text.endswith(needle))
            case "partition":
                if not needle:
                    continue
                result = parts(text.rpartition(needle))
            case "zfill":
                result = hexes(text.zfill(limit * 9))
            case "tabs":
                result = hexes(text.expandtabs(limit))
            case "center":
                if len(needle) != 1 and not needle[:1]:
                    continue
                result = hexes(text.center(limit * 11, needle[:1]))
            case "compare":
                result = str((text > needle) - (text < needle))
        shown = ";".join(hexes(a) if isinstance(a, str) else str(a) for a in arguments)
        yield [hexes(text), name, shown, result]


ENCODINGS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
             "unicode_escape", "raw_unicode_escape"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]


def coded(function, *args, show):
    """The shown result, or what the Unicode error says."""
    try:
        return show(function(*args))
    except UnicodeError as error:
        return f"!{error.encoding} {error.start} {error.end} {error.reason}"
    except TypeError as error:
        return "!" + failure(error)


@data
def encode():
    """encoding, handler, text, bytes"""
    rng = random.Random(36)
    letters = ["ab\x7f", "a\xe9\xff", "a\u0100\uffff\xe9", "a\U0001f600\u0100", "a\ud800\udc80\udcff", "\ud83d\ude00z\xe9\U0010ffff"]
    for encoding in ENCODINGS:
        for _ in range(160):
            text = "".join(rng.choice(rng.choice(letters)) for _ in range(rng.randint(0, 7)))
            handler = rng.choice(HANDLERS)
            yield [encoding, handler, hexes(text), coded(text.encode, encoding, handler, show=bytes.hex)]


@data
def decode():
    """encoding, handler, bytes, text"""
    import codecs
    import warnings
    warnings.simplefilter("ignore")
    rng = random.Random(37)
    leads = [b"a", b"\xc3\xa9", b"\xe4\xb8\x80", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xc0\x80", b"\xe0\x80\x80", b"\xf4\x90\x80\x80", b"\xff",
             b"\x80", b"\xf0\x9f", b"\xe4\xb8", b"\xc3", b"\x00\xd8", b"\x00\xdc", b"=\xd8\x00\xde", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x00\x00",
             b"\xd8=", b"\xde\x00", b"\x00\x00\x11\x00", b"\x01\xf6", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"a\x00\x00\x00", b"\x00\xd8\x00\x00"]
    escapes = [b"a", b"\\\\", b"\\n", b"\\x41", b"\\x4", b"\\u0041", b"\\u00", b"\\U0001f600", b"\\U00110000", b"\\N{SPACE}", b"\\N{}", b"\\N{no", b"\\N", b"}",
               b"\\q", b"\\", b"\\18", b"\\777", b"\\\n", b"\xe9", b"\\N{tangut ideograph-17000}", b"\\N{BELL}", b"\\uD800", b"\\'", b"g"]
    for encoding in ENCODINGS:
        for _ in range(250 if "escape" not in encoding else 600):
            pool = escapes if "escape" in encoding else leads
            raw = b"".join(rng.choice(pool) for _ in range(rng.randint(0, 6)))
            handler = rng.choice(HANDLERS)
            yield [encoding, handler, raw.hex(), coded(raw.decode, encoding, handler, show=hexes)]
    for _ in range(300):
        raw = b"".join(rng.choice(escapes) for _ in range(rng.randint(0, 4)))
        for encoding, function in [("unicode_escape", codecs.unicode_escape_decode), ("raw_unicode_escape", codecs.raw_unicode_escape_decode)]:
            yield [encoding, "replace-part", raw.hex(), coded(function, raw, "replace", False, show=lambda r: f"{hexes(r[0])} {r[1]}")]
        yield ["bytes", "strict", raw.hex(), attempt(codecs.escape_decode, raw, show=lambda r: r[0].hex())]
        yield ["bytes", "escape", raw.hex(), codecs.escape_encode(raw)[0].hex()]
    for _ in range(300):
        raw = b"".join(rng.choice(leads) for _ in range(rng.randint(0, 4)))
        for encoding, function in [("utf-8", codecs.utf_8_decode), ("utf-16-le", codecs.utf_16_le_decode), ("utf-32-be", codecs.utf_32_be_decode)]:
            yield [encoding, "replace-part", raw.hex(), coded(function, raw, "replace", False, show=lambda r: f"{hexes(r[0])} {r[1]}")]


@data
def float_binary():
    """a, operation, b, result, all floats in bits"""
    import operator
    rng = random.Random(40)
    values = floats(300, 41)
    special = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 2.5, math.inf, -math.inf, math.nan, 1e200, 1e-200, 1e308]
    pairs = [(a, b) for a in special for b in special] + [(rng.choice(values), rng.choice(values)) for _ in range(900)]
    show = lambda v: "complex" if isinstance(v, complex) else float_result(v)
    for a, b in pairs:
        for name, function in [("//", operator.floordiv), ("%", operator.mod), ("**", operator.pow)]:
            yield [bits(a), name, bits(b), attempt(function, a, b, show=show)]


@data
def complex_binary():
    """parts of a, operation, parts of b (one for a float), parts of the result"""
    import operator
    rng = random.Random(42)
    special = [0.0, -0.0, 1.0, -1.0, 2.0, 0.5, math.inf, -math.inf, math.nan, 1e200, 1e308, 3.0, 100.0, -7.0]
    values = floats(60, 43)
    pick = lambda: rng.choice(special) if rng.random() < 0.7 else rng.choice(values)
    show = lambda v: f"{float_result(v.real)} {float_result(v.imag)}"
    for _ in range(4000):
        name, function = rng.choice([("+", operator.add), ("-", operator.sub), ("*", operator.mul), ("/", operator.truediv), ("**", operator.pow)])
        a, b = complex(pick(), pick()), complex(pick(), pick())
        shape = rng.choice(["cc", "cc", "cf", "fc"]) if name != "**" else "cc"
        left = a if shape[0] == "c" else a.real
        right = b if shape[1] == "c" else b.real
        fields = [" ".join(bits(p) for p in ([v.real, v.imag] if isinstance(v, complex) else [v])) for v in (left, right)]
        yield [fields[0], name, fields[1], attempt(function, left, right, show=show)]
    for _ in range(300):
        a = complex(pick(), pick())
        yield [f"{bits(a.real)} {bits(a.imag)}", "abs", "", attempt(abs, a, show=float_result)]
        yield [f"{bits(a.real)} {bits(a.imag)}", "repr", "", repr(a)]


@data
def complex_parse():
    """text, parts of the result"""
    rng = random.Random(44)
    texts = ["1+2j", "1-2J", " ( 1+2j ) ", "(1+2j", "1+2j)", "j", "+j", "-j", "1j", "1", "", "+", "1+", "1+j", "1 +2j", "1_0+2_0j", "1__0j",
             "nan+infj", "infj", "inf", "-nanj", "1e5j", "1e5+1e-5j", "1+2", "1+2j3", "2j+1", "((1j))", "()", "\u0661+2j", "1+-2j", "1.j", ".j",
             ".5j", "1jj", "i", "\u00a01j\u00a0", "1j\x00", "\u00e9", "(1)", "1e", "1ej", "infinity+infinityj", "++1j", "1e+j", "1+nanj", "_1j", "( j)"]
    texts += ["".join(rng.choice("12.eE+-jJ()_ ") for _ in range(rng.randint(1, 8))) for _ in range(2500)]
    show = lambda v: f"{float_result(v.real)} {float_result(v.imag)}"
    for text in texts:
        yield [hexes(text), attempt(complex, text, show=show)]


@data
def normalize():
    """text, then NFC, NFD, NFKC, NFKD; and digests of all characters: start, crc32 of their forms"""
    import unicodedata
    import zlib
    rng = random.Random(50)
    forms = ["NFC", "NFD", "NFKC", "NFKD"]
    letters = [c for c in map(chr, range(0x30000)) if unicodedata.decomposition(c) or unicodedata.combining(c)]
    hangul = [chr(c) for c in [0x1100, 0x1112, 0x1161, 0x1175, 0x11A7, 0x11A8, 0x11C2, 0xAC00, 0xAC01, 0xD7A3]]
    for _ in range(2500):
        pool = rng.choice([letters, hangul, ["a", "\u0301", "\u0327", "\u0300", "e", "\u0345", "\u1100", "\ud800"], ALPHABET])
        text = "".join(rng.choice(pool) for _ in range(rng.randint(0, 7)))
        yield [hexes(text), *(hexes(unicodedata.normalize(form, text)) for form in forms)]
    for start in range(0, 0x110000, 0x1000):
        lines = []
        for code in range(start, start + 0x1000):
            c = chr(code)
            lines.append(" ".join([unicodedata.decomposition(c), *(hexes(unicodedata.normalize(form, c)) for form in forms)]))
        yield ["=", f"{start:x}", str(zlib.crc32("\n".join(lines).encode()))]


@data
def names():
    """start of 4096 characters, crc32 of their names"""
    import unicodedata
    import zlib
    for start in range(0, 0x110000, 0x1000):
        lines = [unicodedata.name(chr(code), "") for code in range(start, start + 0x1000)]
        yield [f"{start:x}", str(zlib.crc32("\n".join(lines).encode()))]


def main(names):
    for name in names or MAKERS:
        lines = ["\t".join(fields) + "\n" for fields in MAKERS[name]()]
        (OUT / f"{name}.txt").write_text("".join(lines), encoding="utf-8", errors="backslashreplace", newline="\n")
        print(name, len(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
