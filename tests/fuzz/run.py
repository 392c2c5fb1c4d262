"""Differential testing: the same random programs on several interpreters.

    python3 tests/fuzz/run.py python3.14 ./taipan --seeds 0:1000
    python3 tests/fuzz/run.py ./taipan "env TAIPAN_FORM=faithful ./taipan" --seeds 0:1000 --keep findings

Each COMMAND gets the program's path as its last argument. The first one's standard output, standard
error and status are what the others must show. A finding's program goes to the folder given with
--keep, and with --reduce also a shorter one that still differs. Status 1 when there is a finding.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from generate import generate

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONHASHSEED": "1"}
TIMED_OUT = "timed out"


def answer(command, path, limit):
    """What a command answers to the program: (stdout, stderr, status), or TIMED_OUT."""
    try:
        done = subprocess.run(
            [*command, path], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return TIMED_OUT
    # What a dying generator could not raise is reported with its address.
    return done.stdout, re.sub(rb"0x[0-9a-f]+", b"0x", done.stderr), done.returncode


def compare(commands, path, limit):
    """None when all agree, TIMED_OUT when the first is too slow to judge, else a description."""
    expected = answer(commands[0], path, limit)
    if expected == TIMED_OUT:
        return TIMED_OUT
    for command in commands[1:]:
        got = answer(command, path, limit)
        if got == TIMED_OUT:  # a busy machine is no finding
            got = answer(command, path, 2 * limit)
        if got != expected:
            return "%s: %s" % (shlex.join(command), difference(expected, got))
    return None


def difference(expected, got):
    if got == TIMED_OUT:
        return TIMED_OUT
    for name, old, new in zip(("stdout", "stderr"), expected, got):
        old, new = (text.decode("utf-8", "replace").splitlines() for text in (old, new))
        for number, pair in enumerate(zip(old + [None] * len(new), new + [None] * len(old)), 1):
            if pair[0] != pair[1]:
                return "%s line %d\n    expected %s\n    got      %s" % (name, number, *map(show, pair))
    return "status %s, expected %s" % (got[2], expected[2])


def show(line):
    return "nothing" if line is None else line[:300]


def reduce(commands, path, limit):
    """Drops lines with what is indented under them, as long as the commands still differ."""
    tries = 300
    lines = path.read_text().splitlines()
    changed = True
    while changed and tries > 0:
        changed = False
        i = len(lines) - 1
        while i >= 0:
            indent = len(lines[i]) - len(lines[i].lstrip())
            end = i + 1
            while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
                end += 1
            for kept in ([], [" " * indent + "pass"]):
                shorter = lines[:i] + kept + lines[end:]
                if kept == lines[i:end] or not compiles(shorter):
                    continue
                tries -= 1
                if still_differs(commands, path, shorter, limit):
                    lines = shorter
                    changed = True
                    break
            i = min(i, len(lines)) - 1
    path.write_text("\n".join(lines) + "\n")


def compiles(lines):
    try:
        compile("\n".join(lines), "reduced", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def still_differs(commands, path, lines, limit):
    path.write_text("\n".join(lines) + "\n")
    return compare(commands, path, limit) not in (None, TIMED_OUT)


def judge(seed, options, folder):
    path = folder / ("seed_%d.py" % seed)
    path.write_text(generate(seed))
    found = compare(options.commands, path, options.limit)
    if found not in (None, TIMED_OUT) and options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / path.name).write_text(path.read_text())
        if options.reduce:
            reduce(options.commands, path, options.limit)
            (options.keep / (path.stem + "_reduced.py")).write_text(path.read_text())
    path.unlink()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commands", nargs="+", type=shlex.split, metavar="COMMAND")
    parser.add_argument("--seeds", default="0:100", metavar="A:B", help="from A to below B")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=10, help="seconds for one run")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--reduce", action="store_true", help="with --keep: also a shortened program")
    options = parser.parse_args()
    first, last = map(int, options.seeds.split(":"))
    findings = slow = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        seeds = range(first, last)
        for seed, found in zip(seeds, pool.map(lambda s: judge(s, options, pathlib.Path(folder)), seeds)):
            if found == TIMED_OUT:
                slow += 1
            elif found is not None:
                findings += 1
                print("seed %d: %s" % (seed, found), flush=True)
    print("%d programs, %d findings, %d not judged for time" % (last - first, findings, slow))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
