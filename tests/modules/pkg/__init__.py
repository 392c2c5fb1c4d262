print("pkg init", __name__, __package__, __path__ is not None, __file__.rsplit("/", 2)[1:])
from . import a
from .sub import thing as t2
__all__ = ["a", "b"]
