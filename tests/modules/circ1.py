import circ2; A = 1
