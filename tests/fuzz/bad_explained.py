"""Differences between the reference and Taipan under bad input that stay, each with its reason: for `bad_input.py`.

A row is a pattern of the callable or section, one of what the reference answered, one of what Taipan answered (all found
anywhere in the text), and the reason. `bad_input.py` counts what they explain by reason; nothing else is left out.
"""
import re

STREAMS = r"(Buffered\w+|TextIOWrapper|newline_decoder)"
EXPLAINED = [
    # What is not there yet.
    (r"", r"", r"No module named 'annotationlib'", "text among types becomes a ForwardRef, a class of the Python library"),
    (
        r"^_codecs\.encode$",
        r"utf_8_encode\(\) argument 1 must",
        r"encode\(\) argument 'input' must",
        "the codecs that the registry finds are of the Python library",
    ),
    (r"^time\.strptime$", r"", r"No module named '_strptime'", "times are parsed by the Python library"),
    (
        r"^(union|TypeVar|ParamSpec)\.__(or|ror|class_getitem|typing_subst)__$",
        r"^Boom: (__eq__|getattribute)$|^TypeError: 'NoneType' object is not callable$|^tuple \(1, <Clears>\)$",
        r"",
        "typing, a module of the Python library, compares types with its special forms",
    ),
    # What is native here and Python there, or the other way round.
    (
        r"__reduce(_ex)?__$",
        r"<function (_reconstructor|__newobj__|_template_unpickle)",
        r"<built-in function",
        "what pickle calls is native where the reference has Python functions",
    ),
    (
        r"(getattr|hasattr|setattr|delattr|__(getattribute|setattr|delattr)__)$",
        r"^Boom: __hash__$",
        r"has no attribute|^NoneType None|^bool False$|^Boom: __getattr__$",
        "a subclass of str names an attribute by its text, not by its own hash",
    ),
    (r"", r"\\ud800", r"\\ufffd", "messages hold no lone surrogates: U+FFFD stands for them"),
    (
        r"^module( type|\.__init__)$",
        r"Boom: __repr__ during AttributeError",
        r"Boom: __repr__",
        "modules are shown by native code where the reference runs importlib",
    ),
    # Memory and machine.
    (r"", r"repr: MemoryError", r"MemoryError", "results of gigabytes are made in two pieces, under a limit of 4 GB"),
    (
        r"^(itertools\.)?(combinations(_with_replacement)?|permutations)( type)?$",
        r"^MemoryError: $",
        r" object at 0x> \[StopIteration: \]$",
        "the reference makes room for every index of what is longer than it can be",
    ),
    (r"", r"deallocated bytearray object has exported buffers", r"MemoryError", "the reference complains of its own buffer"),
    (r"^marshal\.dumps$", r"^bytes", r"^bytes", "marks for repeated objects depend on reference counts"),
    (r"^math\.(acosh|asinh|cbrt|erfc)$", r"^float", r"^float", "the last digit of what the C library computes there"),
    (r"^_thread\._get_name$", r"^str", r"^str", "the name of the process that runs"),
    (r"^sys\.is_remote_debug_enabled$", r"^bool True$", r"^bool False$", "no debugger can attach from outside"),
    # How the reference's types are put together.
    (r"__getattribute__$", r"^known$", r"^unknown$", "types that repeat object's method would count as having their own"),
    (r"\.(__vectorcalloffset__|__text_signature__)$", r"^known$", r"^unknown$", "members that name places in C structures"),
    (r"^((facts|wrong self) of )?partial\.__(set|del)attr__$", r"^known$", r"^unknown$", "the reference repeats object's methods"),
    (r"\.__del__$", r"^known$", r"^unknown$", "warnings about what was never awaited come without a method"),
    (STREAMS + r"\.__new__$", r"^unknown$", r"^known$", "the reference makes streams by object.__new__"),
    ("^type of .*" + STREAMS, r"object\.__new__|object is not safe|<", r"__new__", "the reference makes streams by object.__new__"),
    (r"^attribute class\.__name__$", r"", r"then str ", "names of classes are plain strings"),
    (r"maketrans$", r"method maketrans of type object", r"function maketrans", "the reference binds a static method to its type"),
    (r"\.(f_builtins|f_globals|__builtins__|__globals__)$", r"__doc__", r"__doc__", "shows a module's docstring and loader"),
    (r"^f_locals\.__ior__$", r"^SystemError", r"", "a fault of the reference: a result with an exception set"),
]
COMPILED = [(*map(re.compile, row[:3]), row[3]) for row in EXPLAINED]


def reason_of(name, call, expected, got):
    """Why a difference stays; None for one that should not be."""
    for where, old, new, reason in COMPILED:
        if where.search(name) and old.search(expected) and new.search(got):
            return reason
    return None
