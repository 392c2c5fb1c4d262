import a.b.c
import a.b as d, e
from a import b, c as f
from . import g
from ..h import *
