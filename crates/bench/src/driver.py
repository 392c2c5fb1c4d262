def _taipan_bench():
    import sys
    import time

    source = @SOURCE@
    path = @PATH@
    _, mark, loops, warmups, values, least = sys.argv
    sys.argv = [path]
    if @DIRECTORY@ is not None:
        sys.path[0:1] = [@DIRECTORY@]
    wall_clock, cpu_clock = time.perf_counter, time.process_time

    def tell(*fields):
        sys.stdout.write("\n" + mark + " " + " ".join(fields) + "\n")
        sys.stdout.flush()

    names = {"__name__": "__taipan_bench__", "__file__": path, "__doc__": None}
    exec(compile(source, path, "exec", dont_inherit=True), names)
    run, size = names["run"], names["SIZE"]
    result = ascii(run(size))
    tell("result", result)
    if "CHECKSUM" in names and ascii(names["CHECKSUM"]) != result:
        tell("checksum", ascii(names["CHECKSUM"]))

    def measure(kind, loops):
        last = None
        repeat = range(loops)
        wall = wall_clock()
        cpu = cpu_clock()
        for _ in repeat:
            last = run(size)
        cpu = cpu_clock() - cpu
        wall = wall_clock() - wall
        if ascii(last) != result:
            tell("changed", ascii(last))
        tell(kind, str(loops), repr(wall), repr(cpu))
        return wall

    loops, least = int(loops), float(least)
    if loops == 0:
        loops = 1
        while True:
            wall = measure("calibration", loops)
            if wall >= least or loops >= 1 << 40:
                break
            guess = int(loops * least / wall) + 1 if wall > 0 else loops * 10
            loops = max(loops + 1, min(guess, loops * 10))
    else:
        for _ in range(int(warmups)):
            measure("warmup", loops)
        for _ in range(int(values)):
            measure("value", loops)


_taipan_bench()
