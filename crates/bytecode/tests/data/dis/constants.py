numbers = (0, -1, 300, 1 << 70, -(1 << 100), 1.5, -0.0, 1e300, 1e16, 1e-7, 3.14159, 1e22, 2j, -1.5 + 0j, 1e400)
texts = ("plain", 'it\'s', '"', '\'"', "tab\tnew\nline\\", "é", "\xa0", "\u200b", "\u0301", "\U0001f600", "\ud800",
         "\x00\x7f", "\ue000", "日本", "𐀀", "")
data = (b"bytes", b"\x00\xff'", b'"', b"'\"", b"\t\n\r\\")
others = (None, True, False, ..., (), (1,), ((1, 2), ("a", None)))
member = numbers in {1}, numbers in {2.5}
sliced = texts[1:2], texts[::2], texts[:-1], texts[1000:None:"step"]
tstring = t"{numbers!r:>{10}} and {texts=}"
fstring = f"{numbers!s:>10}{texts!a}{data}"
