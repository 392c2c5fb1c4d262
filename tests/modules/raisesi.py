raise ImportError("mine")
