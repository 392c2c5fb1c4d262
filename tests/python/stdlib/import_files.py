"""Modules and packages in files, by every form of import. They lie under tests/modules."""
import sys

sys.path.insert(0, "tests/modules")
sys.dont_write_bytecode = True

def attempt(code):
    try: exec(code, globals())
    except BaseException as e:
        print(code, "->", type(e).__name__, e, getattr(e, "name", None), (getattr(e,"path",None) or "").rsplit("/",1)[-1], getattr(e, "name_from", None))
import pkg
print(sorted(n for n in vars(pkg) if not n.startswith("__")), pkg.a.x, pkg.b.y, pkg.t2)
for code in ["import nothing", "import pkg.nothing", "import pkg.a.b", "import pkg.notpkg.x", "from pkg import nothing", "from pkg.a import nope", "import pkg.b2", "import pkg.sub.deep",
  "import circ1", "import bad", "import raises", "import raisesi", "import raises", "from . import x", "from .x import y", "from .. import z", "import ns.inner.mod; print(ns.inner.mod.V, ns.__path__ is not None)", "from pkg import *; print(b.y)",
  "__import__('')", "__import__('pkg', level=-1)", "__import__(5)", "__import__('pkg.a', fromlist=['x']).x", "import ns.nothing", "from ns import nothing", "import sys.foo", "import _io.foo", "from sys import nope", "__import__('a\\0b')", "import pkg.a as q; print(q.__name__)", "from pkg import a, b; print(a.x)","import pkg.sub as s; print(s.__name__)"]:
    attempt(code)
print([m for m in sys.modules if m.startswith(("pkg","ns","circ","bad","raises"))])
sys.modules["blocked"] = None
attempt("import blocked")
sys.modules["pkg.blocked"] = None
attempt("from pkg import blocked")
attempt("import pkg.blocked")
class Fake:
    x = 5
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return name
sys.modules["fake"] = Fake()
attempt("from fake import x, other; print(x, other)")
del sys.modules["pkg"]
attempt("import pkg.a; print(pkg)")
