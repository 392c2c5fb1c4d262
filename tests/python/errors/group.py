"""Exception groups as they are printed at exit."""


def fail(e):
    raise e


def gather(*errors):
    out = []
    for e in errors:
        try:
            fail(e)
        except Exception as caught:
            out.append(caught)
    return out


inner = ExceptionGroup("inner", gather(KeyError("k"), OSError(2, "gone")))
inner.add_note("a note")
try:
    raise ExceptionGroup("outer", gather(ValueError(1)) + [inner, TypeError("never raised")])
except* ValueError as g:
    raise RuntimeError("from the handler") from g
