"""Records what CPython 3.14 answers to every fixture: standard output, standard error, exit status.

    python3.14 tests/record.py              record all fixtures (`just bless-fixtures`)
    python3.14 tests/record.py lang/match   record those whose name starts so
    python3.14 tests/record.py --check      compare only; status 1 when a recording is out of date

Each fixture runs twice, under two hash seeds, and must answer the same both times: what is recorded
depends on nothing but the program. Fixtures run from the repository's root, whose path is taken out of
what they print, so that tracebacks name them alike everywhere; nothing else is normalised. The command in the environment's
TAIPAN_REFERENCE runs them, when it is set; else the interpreter that runs this script.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "python"
EXPECTED = ROOT / "tests" / "expected"
REFERENCE = os.environ.get("TAIPAN_REFERENCE", sys.executable)
TIME_LIMIT = 10
# Programs under errors/ end in an uncaught exception; all others end well and in silence on stderr.
ENDS_BADLY = "errors"
README = """# Recorded answers of CPython 3.14

One file per stream for each program under `tests/python`: `NAME.out`, `NAME.err` when something was
written there, `NAME.status` when it is not 0. Remade by

    just bless-fixtures

which runs `python3.14 tests/record.py`; that script's text says how programs are run.
"""


def environment(seed):
    return {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": seed,
    }


def run(path, seed):
    try:
        done = subprocess.run(
            [REFERENCE, path.relative_to(ROOT)],
            cwd=ROOT,
            env=environment(seed),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIME_LIMIT,
        )
    except subprocess.TimeoutExpired:
        return None
    here = os.fsencode(ROOT) + b"/"
    return done.stdout.replace(here, b""), done.stderr.replace(here, b""), done.returncode


def name_of(path):
    return path.relative_to(FIXTURES).with_suffix("").as_posix()


def answer(path):
    """The files that record this fixture's answer, or the reason why there is none."""
    first, second = run(path, "1"), run(path, "2")
    if first is None or second is None:
        return "took longer than %d s" % TIME_LIMIT
    if first != second:
        return "answers differ between two hash seeds"
    out, err, status = first
    badly = name_of(path).split("/")[0] == ENDS_BADLY
    if badly != (status != 0) or (err and not badly):
        return "ends with status %d\n%s" % (status, err.decode("utf-8", "replace"))
    files = {".out": out}
    if err:
        files[".err"] = err
    if status:
        files[".status"] = b"%d\n" % status
    return files


def recorded(name):
    found = {}
    for suffix in (".out", ".err", ".status"):
        path = EXPECTED / (name + suffix)
        if path.exists():
            found[suffix] = path.read_bytes()
    return found


def write(name, files):
    for suffix in (".out", ".err", ".status"):
        path = EXPECTED / (name + suffix)
        if suffix in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[suffix])
        else:
            path.unlink(missing_ok=True)


def remove_orphans(names, check):
    """Recordings whose fixture is gone."""
    orphans = 0
    for path in sorted(EXPECTED.rglob("*.*")):
        name = path.relative_to(EXPECTED).with_suffix("").as_posix()
        if path.name != "README.md" and name not in names:
            orphans += 1
            print("orphan:", path.relative_to(ROOT))
            if not check:
                path.unlink()
    return orphans


def main(arguments):
    if sys.version_info[:2] != (3, 14):
        raise SystemExit("record.py: needs Python 3.14, this is %d.%d" % sys.version_info[:2])
    check = "--check" in arguments
    prefixes = [a for a in arguments if a != "--check"]
    everything = sorted(FIXTURES.rglob("*.py"))
    chosen = [p for p in everything if not prefixes or name_of(p).startswith(tuple(prefixes))]
    bad = changed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, files in zip(chosen, pool.map(answer, chosen)):
            name = name_of(path)
            if isinstance(files, str):
                bad += 1
                print("%s: %s" % (name, files))
            elif files != recorded(name):
                changed += 1
                print("%s: %s" % (name, "out of date" if check else "recorded"))
                if not check:
                    write(name, files)
    changed += remove_orphans({name_of(p) for p in everything}, check)
    if not check:
        EXPECTED.mkdir(parents=True, exist_ok=True)
        (EXPECTED / "README.md").write_text(README)
    print("%d fixtures, %d changed, %d refused" % (len(chosen), changed, bad))
    return 1 if bad or (check and changed) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
