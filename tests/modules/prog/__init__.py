print("prog init")
