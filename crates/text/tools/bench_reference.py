"""The operations of benches/text.rs in the running Python, in nanoseconds.

    python3.14 crates/text/tools/bench_reference.py
"""

import timeit

line = "the quick brown fox jumps over the lazy dog again and again until it rests"
text = (line * 200)[:10_000]
wide = text.replace("z", "\u017e")
names = {
    "small": 42, "ten": 1_234_567_890, "big": 3**75, "huge": 3**3000, "third": 0.1 + 0.2, "whole": 1234.0,
    "number": 1234.5678, "r": 2.67545, "line": line, "text": text, "wide": wide, "raw": text.encode(),
    "raw_wide": wide.encode(), "i": 12345,
}
for name, code in {
    "int_str_small": "str(small)", "int_str_10_digits": "str(ten)", "int_str_120_bits": "str(big)",
    "int_str_1432_digits": "str(huge)", "int_parse_10_digits": "int('1234567890')", "float_repr": "repr(third)",
    "float_repr_whole": "repr(whole)", "float_parse": "float('3.14159265358979')", "float_percent_2f": "'%.2f' % number",
    "float_round_2": "round(r, 2)", "spec_float_10_2f": "f'{number:10.2f}'", "spec_int_08d": "f'{i:08d}'",
    "find_short": "line.find('lazy')", "find_10k_absent": "text.find('cats')", "find_10k_absent_wide": "wide.find('cats')",
    "find_10k_char_wide": "wide.find('@')", "count_10k": "text.count('again')", "split_space_line": "line.split()",
    "split_comma_line": "line.split(' ')", "split_10k": "text.split(' ')", "replace_10k": "text.replace('fox', 'wolf')",
    "lines_10k": "text.splitlines()", "upper_10k": "text.upper()", "upper_10k_wide": "wide.upper()",
    "isalpha_10k_wide": "wide.isprintable()", "repr_line": "repr(line)", "utf8_decode_10k_ascii": "raw.decode()",
    "utf8_decode_10k_wide": "raw_wide.decode()", "utf8_encode_10k_wide": "wide.encode()",
}.items():
    timer = timeit.Timer(code, globals=names)
    count, _ = timer.autorange()
    print(f"{name:24} {min(timer.repeat(5, max(count // 5, 1))) / max(count // 5, 1) * 1e9:10.1f}")
