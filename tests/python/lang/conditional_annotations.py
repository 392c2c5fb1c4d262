# What a program puts in the place of the set of annotations that were reached.

for value in ("0", "{}", "[]", "''", "1.5", "frozenset()", "None", "set()"):
    for place in ("__conditional_annotations__", 'globals()["__conditional_annotations__"]'):
        try:
            space = {}
            exec("%s = %s\nx: int\ny: str" % (place, value), space)
            print(value, space["__annotate__"](1))
        except TypeError as e:
            print(value, e)
