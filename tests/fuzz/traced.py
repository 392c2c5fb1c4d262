"""Differential testing of tracing: random programs report their events, on several interpreters.

    python3 tests/fuzz/traced.py python3.14 ./taipan --seeds 0:100
    python3 tests/fuzz/traced.py python3.14 ./taipan --kind monitor --seeds 0:100 --keep findings

Kinds: `trace` (sys.settrace), `opcode` (the same with `f_trace_opcodes`), `profile` (sys.setprofile), `monitor`
(sys.monitoring: every event but INSTRUCTION). Each event is told with its function, line or offset. The collector is off:
when it runs depends on what the observers themselves allocate. Status 1 when there is a finding.
"""
import argparse
import pathlib
import shlex
import sys
import tempfile

from generate import generate
from run import TIMED_OUT, answer, difference

MOST = 200_000  # events of one program
HEAD = """\
import gc, sys
gc.disable()
events = []
program = compile(open(__file__ + ".body").read(), "body", "exec")
"""
OBSERVER = """\
def observe(frame, event, argument):
    code = frame.f_code
    if event == "return":
        argument = type(argument).__name__
    elif event == "exception":
        argument = argument[0].__name__
    else:
        argument = None
    if len(events) < %d:
        events.append((code.co_name, event, frame.f_lineno, frame.f_lasti, argument))
    frame.f_trace_opcodes = %s
    return observe
sys.%s(observe)
"""
MONITOR = """\
M, E = sys.monitoring, sys.monitoring.events
M.use_tool_id(2, "fuzz")
def callback(name):
    def observe(code, *arguments):
        if len(events) < %d:
            shown = [a if isinstance(a, int) else type(a).__name__ for a in arguments]
            events.append((name, code.co_name, *shown))
    return observe
wanted = 0
for name, event in vars(E).items():
    if name.isupper() and event and name not in ("BRANCH", "INSTRUCTION"):
        M.register_callback(2, event, callback(name))
        if name not in ("C_RETURN", "C_RAISE"):
            wanted |= event
M.set_events(2, wanted)
"""
RUN = """\
try:
    exec(program, {"__name__": "__main__"})
except BaseException as error:
    events.append(type(error).__name__)
%s
for event in events:
    print(event)
"""
KINDS = {
    "trace": (OBSERVER % (MOST, False, "settrace"), "sys.settrace(None)"),
    "opcode": (OBSERVER % (MOST, True, "settrace"), "sys.settrace(None)"),
    "profile": (OBSERVER % (MOST, False, "setprofile"), "sys.setprofile(None)"),
    "monitor": (MONITOR % MOST, "M.set_events(2, 0)"),
}


def judge(seed, kind, options, folder):
    """None when all agree or the first is too slow, else a description."""
    path = folder / ("%s_%d.py" % (kind, seed))
    body = path.with_suffix(".py.body")
    start, end = KINDS[kind]
    path.write_text(HEAD + start + RUN % end)
    source = generate(seed)
    if "    with tracing(" in source or "    with Monitor(" in source:
        return None  # it watches itself
    if "__reduce_ex__(" in source:
        return None  # CPython pickles with Python code
    body.write_text(source)
    expected = answer(options.commands[0], path, options.limit)
    found = None
    for command in options.commands[1:] if expected != TIMED_OUT else ():
        got = answer(command, path, 2 * options.limit)
        if got != expected:
            found = "%s: %s" % (shlex.join(command), difference(expected, got))
            break
    if found and options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        for file in path, body:
            (options.keep / file.name).write_text(file.read_text())
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commands", nargs="+", type=shlex.split, metavar="COMMAND")
    parser.add_argument("--kind", choices=sorted(KINDS), action="append", help="may be repeated; else all")
    parser.add_argument("--seeds", default="0:100", metavar="A:B", help="from A to below B")
    parser.add_argument("--limit", type=float, default=20, help="seconds for one run")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR")
    options = parser.parse_args()
    first, last = map(int, options.seeds.split(":"))
    findings = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last):
            for kind in options.kind or sorted(KINDS):
                found = judge(seed, kind, options, pathlib.Path(folder))
                if found:
                    findings += 1
                    print("seed %d, %s: %s" % (seed, kind, found), flush=True)
    print("%d programs, %d findings" % (last - first, findings))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
