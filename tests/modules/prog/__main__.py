print("prog main", __name__, __package__, __file__.rsplit("/",1)[1]); import sys; print(sys.argv[1:], sys.path[0]); from . import other
