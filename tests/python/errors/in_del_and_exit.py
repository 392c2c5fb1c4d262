"""Errors in __del__ are reported and ignored; the program goes on to its own end."""


class Fails:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<Fails %s>" % self.name

    def __del__(self):
        raise ValueError("in __del__ of " + self.name)


class Context:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit", t.__name__)
        raise TypeError("in __exit__")


with Context():
    {}["missing"]
