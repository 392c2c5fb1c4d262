print("b", __name__); import pkg.a; y = 2; from .a import nothing
