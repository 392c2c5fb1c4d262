"""SystemExit with a number beyond a byte."""
raise SystemExit(2**70 + 259)
