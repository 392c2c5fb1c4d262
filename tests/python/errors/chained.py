"""Causes and contexts as they are printed at exit."""


def first():
    raise KeyError("first")


def second():
    try:
        first()
    except KeyError as e:
        raise ValueError("second") from e


def third():
    try:
        second()
    except ValueError:
        raise TypeError("third")


def fourth():
    try:
        third()
    except TypeError:
        raise OSError("fourth") from None


def fifth():
    try:
        fourth()
    finally:
        raise RuntimeError("fifth")


fifth()
