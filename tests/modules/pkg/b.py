print("b", __name__); import pkg.a as pa; y = 2
