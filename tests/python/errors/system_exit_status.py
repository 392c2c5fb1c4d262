"""sys.exit with a number."""
import sys

print("output")
try:
    sys.exit(3)
finally:
    print("finally runs")
