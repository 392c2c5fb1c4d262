"""Bad input: everything native is called with wrong types, wrong counts, unexpected keywords, huge and empty values,
containers that hold themselves and instances with hostile special methods, on several interpreters.

    python3 tests/fuzz/bad_input.py python3.14 target/release/taipan
    python3 tests/fuzz/bad_input.py python3.14 target/release/taipan --only math,sample:deque

Each COMMAND runs `bad_calls.py`; what the first one prints is what the others must print. Findings are shown with the
call that differs, at most --show of each callable. Differences that bad_explained.py gives a reason for are counted by
reason at the end. Status 1 when there is another.
"""
import argparse
import collections
import os
import pathlib
import resource
import shlex
import subprocess
import sys
import tempfile

from bad_explained import reason_of

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}
MEMORY = 4 << 30


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))


def run(command, what, path, limit):
    """Writes what a command prints about `what` to a file; how it ended, None for well."""
    with open(path, "wb") as out, open(str(path) + ".err", "w+b") as err, tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [*command, "-B", HERE / "bad_calls.py", what],
                env=ENVIRONMENT | {k: v for k, v in os.environ.items() if k.startswith("TAIPAN_")},
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, timeout=limit, preexec_fn=limits,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "timed out after " + last_line(path)
        err.seek(0)
        text = err.read().decode("utf-8", "replace").strip()
    if done.returncode or "panicked" in text:
        return "status %s after %s\n    %s" % (done.returncode, last_line(path), "\n    ".join(text.splitlines()[-6:]))
    return None


def last_line(path):
    with open(path, "rb") as file:
        lines = file.read().splitlines()
    return lines[-1].decode("utf-8", "replace")[:200] if lines else "nothing"


def sections(path):
    """What each call came to, by callable and call."""
    found, section = {}, {}
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        for line in file:
            if line.startswith("# "):
                section = found.setdefault(line[2:].strip(), {})
            else:
                call, _, outcome = line.rstrip("\n").partition(" -> ")
                section[call] = outcome
    return found


def differences(expected, got, whole):
    """Callables with their calls that differ, each with what was expected and what came; what only one of them tells
    counts when both ended well."""
    old, new = sections(expected), sections(got)
    for name in old.keys() | new.keys() if whole else old.keys() & new.keys():
        if name not in new or name not in old:
            yield name, [("", "known" if name in old else "unknown", "known" if name in new else "unknown")]
            continue
        # Calls by keyword follow what the callable tells of its parameters, which is compared by itself.
        common = old[name].keys() & new[name].keys()
        differing = [call for call in old[name] if call in common and old[name][call] != new[name][call]]
        if differing:
            yield name, [(call, old[name][call], new[name][call]) for call in differing]


def judge(what, options, folder, explained):
    """How many findings, and how many calls. Differences with a known reason are counted in `explained`."""
    expected = folder / "expected"
    well = run(options.commands[0], what, expected, options.limit)
    if well is not None:
        print("%s: the first command: %s" % (what, well), flush=True)
    found = 0
    for command in options.commands[1:]:
        got = folder / "got"
        ended = run(command, what, got, options.limit)
        if ended:
            found += 1
            print("%s: %s: %s" % (what, shlex.join(command), ended), flush=True)
        for name, differing in sorted(differences(expected, got, well is None and ended is None)):
            calls = []
            for difference in differing:
                reason = reason_of(name, *difference)
                if reason is None:
                    calls.append(difference)
                else:
                    explained[reason] += 1
            if not calls:
                continue
            found += len(calls)
            print("%s: %s: %d differences" % (what, name, len(calls)))
            for call, old, new in calls[: options.show]:
                print("    %s\n        expected %s\n        got      %s" % (call, old[:400], new[:400]), flush=True)
    with open(expected, "rb") as file:
        return found, sum(1 for line in file if not line.startswith(b"# "))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("commands", nargs="+", type=shlex.split, metavar="COMMAND")
    parser.add_argument("--only", metavar="NAMES", help="modules and sample:NAME, with commas between; sample: for all samples")
    parser.add_argument("--limit", type=float, default=600, help="seconds for one run")
    parser.add_argument("--show", type=int, default=3, help="differences shown of each callable")
    options = parser.parse_args()
    listed = subprocess.run([*options.commands[0], HERE / "bad_calls.py", "--list"], capture_output=True, text=True, check=True)
    names, only = listed.stdout.splitlines(), options.only and options.only.split(",")
    if only:
        names = [name for name in names if name in only or "sample:" in only and name.startswith("sample:")]
    findings = calls = 0
    explained = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for what in names:
            found, made = judge(what, options, pathlib.Path(folder), explained)
            findings += found
            calls += made
    for reason, count in sorted(explained.items()):
        print("%d differences: %s" % (count, reason))
    print("%d calls, %d findings" % (calls, findings))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
