from circ1 import A
