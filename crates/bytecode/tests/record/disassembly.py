"""Writes what CPython's `dis.dis` prints for .pyc files.

    python3.14 crates/bytecode/tests/record/disassembly.py DIRECTORY [--every N] [--full]

Each FILE.pyc gets a FILE.dis beside it, or FILE.full.dis with caches, offsets and positions.
"""

import argparse
import dis
import marshal
import pathlib
import re


def record(directory, every=1, full=False):
    options = {"show_caches": True, "show_offsets": True, "show_positions": True} if full else {}
    for path in sorted(directory.rglob("*.pyc"))[::every]:
        code = marshal.loads(path.read_bytes()[16:])
        target = path.with_suffix(".full.dis" if full else ".dis")
        with target.open("w", encoding="utf-8", errors="surrogatepass") as file:
            dis.dis(code, file=file, **options)
        # Addresses differ from run to run.
        text = target.read_text(encoding="utf-8", errors="surrogatepass")
        target.write_text(re.sub(r" at 0x[0-9a-f]+", " at 0x0", text), encoding="utf-8", errors="surrogatepass")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--full", action="store_true")
    arguments = parser.parse_args()
    record(arguments.directory, arguments.every, arguments.full)
