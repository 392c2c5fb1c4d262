"""Sources in encodings of several bytes a character (PEP 263), and what is refused."""

SAMPLES = [
    ("gbk", b"\xd6\xd0\xce\xc4\x81@\xa9c"),
    ("gb2312", b"\xd6\xd0\xce\xc4\xa1\xa4\xa1\xaa"),
    ("gb18030", b"\xd6\xd0\xce\xc4\xa2\xe3\x952\x826\x815\xf47\xa6\xd9\xa3\xa0"),
    ("big5", b"\xa4\xa4\xa4\xe5\xa1E\xa1\xc2\xc6\xa1"),
    ("big5hkscs", b"\xa4\xa4\xa4\xe5\x88b\x87@"),
    ("cp950", b"\xa4\xa4\xa4\xe5\xc7\xe9\xc6\xa1"),
    ("cp932", b"\x93\xfa\x96{\x87@\xb1\x81`\x80\xff\xf0@"),
    ("shift_jis", b"\x93\xfa\x96{\xb1\x81`\x81_"),
    ("euc_jp", b"\xc6\xfc\xcb\xdc\x8e\xb1\xa1\xc1\x8f\xb0\xa1"),
    ("euc_kr", b"\xc7\xd1\xb1\xb9\xa4\xd3"),
    ("cp949", b"\xc7\xd1\xb1\xb9\x8cc"),
    ("hz", b"~{VPND~}~~ ~\nx"),
    ("iso2022_jp", b"\x1b$BF|K\\\x1b(B~\x1b(J~\x1b$@F|\x1b(B"),
    ("iso2022_jp_1", b"\x1b$BF|K\\\x1b$(D0!\x1b(B"),
    ("iso2022_jp_2", b"\x1b$BF|K\\\x1b$(D0!\x1b$BCf\x1b$(CGQ\x1b$(D+1\x1b(B\x1b.A\x1bNi\x1b.F\x1bNa"),
    ("iso2022_jp_ext", b"\x1b$BF|K\\\x1b(I1\x1b(B"),
    ("iso2022_kr", b"\x1b$)C\x0eGQ19\x0f x"),
    ("koi8-r", b"\xc4\xd2"),
    ("cp1252", b"\x80\xe4"),
]


def tell(source):
    try:
        namespace = {}
        exec(compile(source, "<made>", "exec"), namespace)
        print("  ", ascii(namespace["s"]))
    except SyntaxError as error:
        print("  ", type(error).__name__, ascii(error.args))


# === Texts ===

for name, data in SAMPLES:
    print(name)
    tell(b"# coding: " + name.encode() + b"\ns = '''" + data + b"'''\n")

# === Bytes that are no text ===

WRONG = [b"\xff\xff", b"\x81 ", b"\xa1 ", b"\xfe\xfea", b"\x8f\xa1 ", b"\x84\x31\xa4@", b"~x", b"\x1b$Zx", b"\x1b$Bx ", b"\x8e "]
for name, _ in SAMPLES[:17]:
    for data in WRONG:
        print(name, data)
        tell(b"# coding: " + name.encode() + b"\ns = '" + data + b"'\n")

# === Names ===

for name in [
    "GBK", "cp936", "ms936", "GB2312-80", "euc-cn", "gb18030-2000", "Big5-TW", "big5-hkscs", "950", "Shift-JIS", "sjis", "s_jis",
    "windows-31j", "mskanji", "EUC-JP", "ujis", "u-jis", "EUC_KR", "ks_c-5601", "uhc", "hz-gb-2312", "ISO-2022-JP",
    "csiso2022jp", "iso-2022-jp-2", "iso2022-kr", "x-sjis", "gbk2", "no-such", "latin-1-x", "__latin1__", "utf-8-x", "mbcs", "undefined",
]:
    print(name)
    tell(b"# -*- coding: " + name.encode() + b" -*-\ns = 'x'\n")
try:
    compile(b"\xef\xbb\xbf# coding: gbk\ns = 'x'\n", "<made>", "exec")
except SyntaxError as error:
    print(error.msg)
