"""SystemExit with a text goes to stderr, status 1."""
print("output")
raise SystemExit("a message for the user")
