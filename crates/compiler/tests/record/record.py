"""record.py: makes again what the compiler's tests expect, with the reference that runs it.

    python3.14 tests/record/record.py       (from crates/compiler)

Writes tests/data/*.dump from tests/data/*.py, and the outcomes in tests/data/refused.txt and
tests/data/warned.txt after the sources that stand there already.
"""
import os
import warnings

from codedump import dump

DATA = os.path.join(os.path.dirname(__file__), "..", "data")


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\0", "\\0")


def unescape(text):
    pieces, characters = [], iter(text)
    for character in characters:
        if character == "\\":
            character = {"n": "\n", "t": "\t", "0": "\0", "\\": "\\"}[next(characters)]
        pieces.append(character)
    return "".join(pieces)


def outcome(source):
    try:
        compile(source.encode(), "<test>", "exec", 0, True)
    except SyntaxError as error:
        place = error.lineno or 0, error.offset or 0, error.end_lineno or 0, error.end_offset or 0
        return "%s: %s @%d:%d-%d:%d" % (type(error).__name__, error.msg, *place)
    except (MemoryError, RecursionError, ValueError) as error:
        return "%s: %s" % (type(error).__name__, error)
    return "accepted"


def warned(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source.encode(), "<test>", "exec", 0, True)
    return " / ".join("%d %s: %s" % (w.lineno, w.category.__name__, w.message) for w in caught)


def record_table(name, answer):
    path = os.path.join(DATA, name)
    with open(path, encoding="utf-8") as stream:
        sources = [line.split("\t")[0].rstrip("\n") for line in stream]
    with open(path, "w", encoding="utf-8") as stream:
        for source in sources:
            stream.write("%s\t%s\n" % (source, escape(answer(unescape(source)))))


def main():
    warnings.simplefilter("ignore")
    for name in sorted(os.listdir(DATA)):
        base, extension = os.path.splitext(name)
        if extension != ".py":
            continue
        with open(os.path.join(DATA, name), "rb") as stream:
            source = stream.read()
        out = []
        dump(name, compile(source, name, "exec", 0, True), out)
        with open(os.path.join(DATA, base + ".dump"), "w", encoding="utf-8") as stream:
            stream.write("\n".join(out) + "\n")
    record_table("refused.txt", outcome)
    record_table("warned.txt", warned)


main()
