"""Assignment to a keyword, in an f-string."""
value = 1
print(f"{value} and {value = } and {value + }")
