"""Statements over several lines in a traceback."""


def build(**values):
    return {
        name: 1 / value
        for name, value in values.items()
    }


result = build(
    first=1,
    second=2,
    third=(
        0
    ),
)
