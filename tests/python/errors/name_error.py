"""A NameError at module level, with a hint."""
counter = 1
print(countr)
