thing = "t"
