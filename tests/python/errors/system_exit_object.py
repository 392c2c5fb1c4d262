"""SystemExit with another object is printed."""
try:
    raise ValueError
except ValueError:
    raise SystemExit((1, "tuple"))
