"""What was printed before the end is flushed, in order."""
import sys

print("one", end="")
sys.stdout.write(" two\n")
print("to stderr", file=sys.stderr)
print("three")
raise LookupError("after output")
