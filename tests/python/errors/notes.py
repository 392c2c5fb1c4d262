"""Notes are printed below the exception."""


def annotate(e):
    e.add_note("first note")
    e.add_note("second\nwith two lines")
    return e


try:
    raise annotate(ValueError("inner"))
except ValueError as e:
    e.add_note("third")
    e.__notes__.append(5)
    raise annotate(TypeError("outer")) from e
