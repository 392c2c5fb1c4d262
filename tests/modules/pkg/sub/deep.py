from ..a import x; thing = x + 1; from ...toofar import z
