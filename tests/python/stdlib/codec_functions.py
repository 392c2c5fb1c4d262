"""_codecs: the builtin encodings, the registry, error handlers, tables."""
# needs: _codecs

import _codecs as c


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print(ascii(result))


# === Encoding and decoding ===
texts = ["", "abc", "aé€😀", "\ud800x", "tab\t\\ '\n\x00\x7f\x80"]
handlers = [None, "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]
for name in ["utf_8", "utf_7", "ascii", "latin_1", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "unicode_escape", "raw_unicode_escape"]:
    encode = getattr(c, name + "_encode")
    for text in texts:
        print(name, end=" ")
        attempt(encode, text)
    for handler in handlers:
        attempt(encode, "é\ud800€", handler)
    for bad in [(), (5,), (b"x",), ("x", 5), ("x", "strict", 1, 2)]:
        attempt(encode, *bad)
data = [b"", b"abc", b"a\xe9\xff\xe2\x82\xac", b"\xe2\x82", b"\xff\xfea\x00\x00", b"\xfe\xff\x00a\xd8", b"\\x41\\u20ac\\n\\", b"+AOkgrA-x+-", b"\x00\xd8a\x00"]
for name in ["utf_8", "utf_7", "ascii", "latin_1", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "unicode_escape", "raw_unicode_escape"]:
    decode = getattr(c, name + "_decode")
    for item in data:
        print(name, end=" ")
        attempt(decode, item)
        if name not in ("ascii", "latin_1"):
            attempt(decode, item, "strict", True)
            attempt(decode, item, "replace", False)
    for bad in [(), (5,), (None,), (b"x", 5)]:
        attempt(decode, *bad)
for byteorder in [-1, 0, 1]:
    print(c.utf_16_encode("a€", "strict", byteorder), c.utf_32_encode("a", "strict", byteorder))
    for item in [b"", b"a", b"a\x00", b"\xff\xfea\x00", b"\xfe\xff\x00a"]:
        attempt(c.utf_16_ex_decode, item, "ignore", byteorder)
        attempt(c.utf_32_ex_decode, item + b"\x00\x00", "ignore", byteorder, True)

# === Escapes, buffers ===
for item in [b"", b"a'b\"\n\x00\xff\\", b"x"]:
    print(c.escape_encode(item), c.readbuffer_encode(item))
for item in [b"\\n\\x41\\101\\377", "\\t", b"\\", b"\\x4"]:
    attempt(c.escape_decode, item)
    attempt(c.escape_decode, item, "replace")
attempt(c.escape_encode, bytearray(b"x"))
attempt(c.readbuffer_encode, "é")
attempt(c.readbuffer_encode, 5)

# === Tables ===
table = "".join(map(chr, range(0x40, 0x60))) + "\ufffe€"
print(c.charmap_decode(b"\x00\x01\x21", "strict", table))
for errors in ["strict", "ignore", "replace", "backslashreplace"]:
    attempt(c.charmap_decode, b"\x00\x20\xff\x01", errors, table)
    attempt(c.charmap_decode, b"abc", errors, {97: "xyz", 98: None, 99: 0x20AC})
    attempt(c.charmap_encode, "abcd", errors, {97: 120, 98: None, 99: b"long", 63: 63, 92: 47, 120: 46, 54: 54, 50: 50, 52: 52})
for mapping in [{97: "x"}, {97: -1}, {97: 256}, {97: 1.5}, {97: 0x110000}, 5, None]:
    attempt(c.charmap_decode, b"a", "strict", mapping)
    attempt(c.charmap_encode, "a", "strict", mapping)
built = c.charmap_build(table)
print(c.charmap_encode("@A€", "strict", built))
attempt(c.charmap_encode, "xA", "strict", built)

# === The registry ===
calls = []


def search(name):
    calls.append(name)
    if name in ("mine", "a_b.c"):
        return (lambda text, errors="strict": (text.upper().encode() + errors.encode(), len(text)),
                lambda data, errors="strict": (bytes(data).decode().lower() + errors, len(data)), None, None)
    if name == "wrong":
        return 5
    if name == "fails":
        raise KeyError(name)


c.register(search)
print(c.lookup("mine")[2:], c.encode("text", "mine"), c.encode("text", "Mine", "ignore"), c.decode(b"TEXT", "MINE"), calls)
print("text".encode("mine") if False else "", c.encode("x", "A b.C"))
for name in ["wrong", "fails", "nothing", "a\0b", 5]:
    attempt(c.lookup, name)
attempt(c.register, 5)
attempt(c.encode, 5, "mine")
attempt(c.decode, "x", "utf-8")
attempt(c.encode, "é", "ascii")
attempt(c.encode, "é", "ascii", "replace")
print(c.encode("é"), c.decode(b"\xc3\xa9"), c.lookup("UTF8").name, c.lookup("latin1").name)
print(c.unregister(search), c.unregister(5))
attempt(c.lookup, "mine")
for name in ["unknown-encoding", "a\0b"]:
    attempt("x".encode, name)
    attempt(b"x".decode, name)

# === Error handlers ===
def handler(error):
    print(type(error).__name__, error.encoding, error.start, error.end, error.reason, ascii(error.object))
    return ("<%d>" % error.start, error.end)


c.register_error("test.mine", handler)
print("aé€b".encode("ascii", "test.mine"), b"a\xff\xfeb".decode("ascii", "test.mine"), c.lookup_error("test.mine") is handler)
print("é".encode("latin-1", "test.mine"), "€é".encode("latin-1", "test.mine"), c.charmap_encode("a", "test.mine", {60: 1, 48: 2, 62: 3}))
answers = [("?", 100), ("?", -100), (b"??", 1), ("é", 1), (5, 1), ("x", "y"), "x", None, ("x",), ("", 1)]
for answer in answers:
    c.register_error("test.answer", lambda error, answer=answer: answer)
    attempt("é".encode, "ascii", "test.answer")
    attempt(b"\xff".decode, "ascii", "test.answer")
c.register_error("test.raises", lambda error: 1 / 0)
attempt("é".encode, "ascii", "test.raises")
attempt("é".encode, "ascii", "test.unknown")
attempt(c.lookup_error, "test.unknown")
attempt(c.register_error, "x", 5)
print(c._unregister_error("test.mine"), c._unregister_error("test.mine"))
attempt(c._unregister_error, "strict")
encode_error = UnicodeEncodeError("ascii", "aé€b", 1, 3, "why")
decode_error = UnicodeDecodeError("utf-8", b"a\xff\xed\xa0\x80", 1, 2, "why")
translate_error = UnicodeTranslateError("aé", 1, 2, "why")
for name in ["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"]:
    function = c.lookup_error(name)
    print(name, function.__name__)
    for error in [encode_error, decode_error, translate_error, ValueError("x"), 5]:
        attempt(function, error)
attempt(c.charmap_build, "")
attempt(c.lookup_error, "x" * 500)
print(ascii(c.utf_16_ex_decode.__text_signature__))
