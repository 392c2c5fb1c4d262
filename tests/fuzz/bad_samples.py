"""An instance of every native type that has one, for `bad_input.py`, and what must not be called or compared."""
import sys


def optional(name):
    """A module, or None where this interpreter does not have it."""
    try:
        return __import__(name)
    except ImportError:
        return None


class Plain:
    def method(self):
        pass

    @property
    def value(self):
        return 1


class Slots:
    __slots__ = ("x",)


class Weak:
    pass


TARGET = Weak()


def generator():
    yield 1
    yield 2


async def coroutine():
    pass


async def asynchronous():
    yield 1


def started():
    made = generator()
    next(made)
    return made


def closing(made):
    made.close()
    return made


def traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def outer():
    inner = 1
    return lambda: inner


def awaiting():
    return closing(coroutine()).__await__()


def text_file(io):
    return io.TextIOWrapper(io.BytesIO(b"one\ntwo\n"), "utf-8")


# Name, the modules needed, maker.
SAMPLES = {
    "object": ((), object),
    "int": ((), lambda: 5),
    "bool": ((), lambda: True),
    "float": ((), lambda: 2.5),
    "complex": ((), lambda: 1 + 2j),
    "str": ((), lambda: "hello"),
    "bytes": ((), lambda: b"hello"),
    "bytearray": ((), lambda: bytearray(b"hello")),
    "memoryview": ((), lambda: memoryview(bytearray(b"hello"))),
    "list": ((), lambda: [3, 1, 2]),
    "tuple": ((), lambda: (3, 1, 2)),
    "dict": ((), lambda: {"a": 1, 1: "b"}),
    "set": ((), lambda: {1, 2}),
    "frozenset": ((), lambda: frozenset((1, 2))),
    "range": ((), lambda: range(5)),
    "slice": ((), lambda: slice(1, 2, 3)),
    "property": ((), lambda: property(lambda self: 1)),
    "staticmethod": ((), lambda: staticmethod(len)),
    "classmethod": ((), lambda: classmethod(len)),
    "super": ((), lambda: super(Plain, Plain())),
    "enumerate": ((), lambda: enumerate([1, 2])),
    "filter": ((), lambda: filter(None, [0, 1])),
    "map": ((), lambda: map(str, [0, 1])),
    "zip": ((), lambda: zip([1], [2])),
    "reversed": ((), lambda: reversed((1, 2))),
    "class": ((), lambda: type("Made", (), {"a": 1})),
    "BaseException": ((), lambda: BaseException(1)),
    "Exception": ((), lambda: Exception(1, "a")),
    "OSError": ((), lambda: OSError(2, "text", "name")),
    "StopIteration": ((), lambda: StopIteration(3)),
    "SystemExit": ((), lambda: SystemExit(3)),
    "ImportError": ((), lambda: ImportError("text", name="n", path="p")),
    "AttributeError": ((), lambda: AttributeError("text", name="n", obj=1)),
    "NameError": ((), lambda: NameError("text", name="n")),
    "KeyError": ((), lambda: KeyError("text")),
    "SyntaxError": ((), lambda: SyntaxError("text", ("file", 1, 2, "line", 1, 3))),
    "UnicodeDecodeError": ((), lambda: UnicodeDecodeError("utf-8", b"abc", 1, 2, "reason")),
    "UnicodeEncodeError": ((), lambda: UnicodeEncodeError("utf-8", "abc", 1, 2, "reason")),
    "UnicodeTranslateError": ((), lambda: UnicodeTranslateError("abc", 1, 2, "reason")),
    "BaseExceptionGroup": ((), lambda: BaseExceptionGroup("text", [KeyboardInterrupt()])),
    "ExceptionGroup": ((), lambda: ExceptionGroup("text", [ValueError(1), KeyError(2)])),
    "NoneType": ((), lambda: None),
    "ellipsis": ((), lambda: ...),
    "NotImplementedType": ((), lambda: NotImplemented),
    "function": ((), lambda: lambda a, b=1, *, c=2: a),
    "builtin_function": ((), lambda: len),
    "builtin_method": ((), lambda: [].append),
    "method": ((), lambda: Plain().method),
    "method_descriptor": ((), lambda: list.append),
    "class_method_descriptor": ((), lambda: dict.__dict__["fromkeys"]),
    "wrapper": ((), lambda: int.__add__),
    "method_wrapper": ((), lambda: (1).__add__),
    "getset": ((), lambda: int.__dict__["real"]),
    "member": ((), lambda: Slots.x),
    "module": ((), lambda: type(sys)("made", "doc")),
    "code": ((), lambda: outer.__code__),
    "cell": ((), lambda: outer().__closure__[0]),
    "generator": ((), generator),
    "started_generator": ((), started),
    "finished_generator": ((), lambda: closing(generator())),
    "coroutine": ((), lambda: closing(coroutine())),
    "await": ((), awaiting),
    "async_generator": ((), asynchronous),
    "asend": ((), lambda: asynchronous().asend(None)),
    "athrow": ((), lambda: asynchronous().athrow(ValueError)),
    "aclose": ((), lambda: asynchronous().aclose()),
    "frame": ((), lambda: started().gi_frame),
    "f_locals": ((), lambda: sys._getframe().f_locals),
    "traceback": ((), traceback),
    "mappingproxy": ((), lambda: type(sys.implementation).__dict__ and Plain.__dict__),
    "SimpleNamespace": ((), lambda: type(sys.implementation)(a=1)),
    "union": ((), lambda: int | str),
    "alias": ((), lambda: list[int]),
    "list_iterator": ((), lambda: iter([1, 2])),
    "list_reverse_iterator": ((), lambda: reversed([1, 2])),
    "tuple_iterator": ((), lambda: iter((1, 2))),
    "str_iterator": ((), lambda: iter("aé")),
    "ascii_iterator": ((), lambda: iter("ab")),
    "bytes_iterator": ((), lambda: iter(b"ab")),
    "bytearray_iterator": ((), lambda: iter(bytearray(b"ab"))),
    "set_iterator": ((), lambda: iter({1, 2})),
    "range_iterator": ((), lambda: iter(range(3))),
    "long_range_iterator": ((), lambda: iter(range(2**80, 2**80 + 3))),
    "callable_iterator": ((), lambda: iter(lambda: 1, 1)),
    "sequence_iterator": ((), lambda: iter(type("S", (), {"__getitem__": lambda self, i: [5, 6][i]})())),
    "memory_iterator": ((), lambda: iter(memoryview(b"ab"))),
    "dict_keys": ((), lambda: {"a": 1}.keys()),
    "dict_values": ((), lambda: {"a": 1}.values()),
    "dict_items": ((), lambda: {"a": 1}.items()),
    "key_iterator": ((), lambda: iter({"a": 1})),
    "value_iterator": ((), lambda: iter({"a": 1}.values())),
    "item_iterator": ((), lambda: iter({"a": 1}.items())),
    "reverse_key_iterator": ((), lambda: reversed({"a": 1})),
    "reverse_value_iterator": ((), lambda: reversed({"a": 1}.values())),
    "reverse_item_iterator": ((), lambda: reversed({"a": 1}.items())),
    "template": ((), lambda: t"a{1}b"),
    "interpolation": ((), lambda: t"{1}".interpolations[0]),
    "template_iterator": ((), lambda: iter(t"a{1}b")),
    "positions": ((), lambda: outer.__code__.co_positions()),
    "lines": ((), lambda: outer.__code__.co_lines()),
    "deque": (("_collections",), lambda c: c.deque([1, 2, 3], 5)),
    "deque_iterator": (("_collections",), lambda c: iter(c.deque([1, 2]))),
    "deque_reverse_iterator": (("_collections",), lambda c: reversed(c.deque([1, 2]))),
    "defaultdict": (("_collections",), lambda c: c.defaultdict(list, {"a": 1})),
    "OrderedDict": (("_collections",), lambda c: c.OrderedDict(a=1, b=2)),
    "odict_iterator": (("_collections",), lambda c: iter(c.OrderedDict(a=1))),
    "odict_keys": (("_collections",), lambda c: c.OrderedDict(a=1).keys()),
    "odict_values": (("_collections",), lambda c: c.OrderedDict(a=1).values()),
    "odict_items": (("_collections",), lambda c: c.OrderedDict(a=1).items()),
    "tuplegetter": (("_collections",), lambda c: c._tuplegetter(0, "doc")),
    "partial": (("_functools",), lambda f: f.partial(int, "7", base=8)),
    "lru_cache": (("_functools",), lambda f: f._lru_cache_wrapper(lambda *a, **k: 1, 2, False, tuple)),
    "key": (("_functools",), lambda f: f.cmp_to_key(lambda a, b: 0)(5)),
    "placeholder": (("_functools",), lambda f: f.Placeholder),
    "attrgetter": (("_operator",), lambda o: o.attrgetter("real")),
    "itemgetter": (("_operator",), lambda o: o.itemgetter(0)),
    "methodcaller": (("_operator",), lambda o: o.methodcaller("upper")),
    "lock": (("_thread",), lambda t: t.allocate_lock()),
    "RLock": (("_thread",), lambda t: t.RLock()),
    "local": (("_thread",), lambda t: t._local()),
    "thread_handle": (("_thread",), lambda t: t._ThreadHandle()),
    "ref": (("_weakref",), lambda w: w.ref(TARGET)),
    "dead_ref": (("_weakref",), lambda w: w.ref(Weak())),
    "proxy": (("_weakref",), lambda w: w.proxy(TARGET)),
    "dead_proxy": (("_weakref",), lambda w: w.proxy(Weak())),
    "struct_time": (("time",), lambda t: t.gmtime(0)),
    "version_info": ((), lambda: sys.version_info),
    "flags": ((), lambda: sys.flags),
    "TypeVar": (("_typing",), lambda t: t.TypeVar("T", bound=int)),
    "ParamSpec": (("_typing",), lambda t: t.ParamSpec("P")),
    "ParamSpecArgs": (("_typing",), lambda t: t.ParamSpec("P").args),
    "ParamSpecKwargs": (("_typing",), lambda t: t.ParamSpec("P").kwargs),
    "TypeVarTuple": (("_typing",), lambda t: t.TypeVarTuple("Ts")),
    "TypeAliasType": (("_typing",), lambda t: t.TypeAliasType("A", int)),
    "NoDefault": (("_typing",), lambda t: t.NoDefault),
    "BytesIO": (("_io",), lambda io: io.BytesIO(b"one\ntwo\n")),
    "StringIO": (("_io",), lambda io: io.StringIO("one\ntwo\n")),
    "closed_BytesIO": (("_io",), lambda io: closed(io.BytesIO(b"one\n"))),
    "closed_StringIO": (("_io",), lambda io: closed(io.StringIO("one\n"))),
    "FileIO": (("_io",), lambda io: io.FileIO("/dev/null", "r+")),
    "closed_FileIO": (("_io",), lambda io: closed(io.FileIO("/dev/null"))),
    "BufferedReader": (("_io",), lambda io: io.BufferedReader(io.BytesIO(b"one\ntwo\n"))),
    "BufferedWriter": (("_io",), lambda io: io.BufferedWriter(io.BytesIO())),
    "BufferedRandom": (("_io",), lambda io: io.BufferedRandom(io.BytesIO(b"one\ntwo\n"))),
    "BufferedRWPair": (("_io",), lambda io: io.BufferedRWPair(io.BytesIO(b"one\ntwo\n"), io.BytesIO())),
    "closed_BufferedReader": (("_io",), lambda io: closed(io.BufferedReader(io.BytesIO(b"one\ntwo\n")))),
    "detached_BufferedReader": (("_io",), lambda io: detached(io.BufferedReader(io.BytesIO(b"one\ntwo\n")))),
    "TextIOWrapper": (("_io",), text_file),
    "closed_TextIOWrapper": (("_io",), lambda io: closed(text_file(io))),
    "detached_TextIOWrapper": (("_io",), lambda io: detached(text_file(io))),
    "newline_decoder": (("_io",), lambda io: io.IncrementalNewlineDecoder(None, True)),
    "_IOBase": (("_io",), lambda io: io._IOBase()),
    "_RawIOBase": (("_io",), lambda io: io._RawIOBase()),
    "_BufferedIOBase": (("_io",), lambda io: io._BufferedIOBase()),
    "_TextIOBase": (("_io",), lambda io: io._TextIOBase()),
    "BytesIO_buffer": (("_io",), lambda io: io.BytesIO(b"one").getbuffer().obj),
    "formatter": (("_string",), lambda s: s.formatter_parser("a{b!r:c}d")),
    "field_name": (("_string",), lambda s: s.formatter_field_name_split("a.b[0]")[1]),
    "count": (("itertools",), lambda i: i.count(1)),
    "float_count": (("itertools",), lambda i: i.count(1.5, 2)),
    "cycle": (("itertools",), lambda i: i.cycle([1, 2])),
    "repeat": (("itertools",), lambda i: i.repeat(1, 3)),
    "accumulate": (("itertools",), lambda i: i.accumulate([1, 2])),
    "batched": (("itertools",), lambda i: i.batched([1, 2, 3], 2)),
    "chain": (("itertools",), lambda i: i.chain([1], [2])),
    "combinations": (("itertools",), lambda i: i.combinations([1, 2, 3], 2)),
    "combinations_with_replacement": (("itertools",), lambda i: i.combinations_with_replacement([1, 2], 2)),
    "compress": (("itertools",), lambda i: i.compress([1, 2], [1, 0])),
    "dropwhile": (("itertools",), lambda i: i.dropwhile(bool, [1, 0])),
    "filterfalse": (("itertools",), lambda i: i.filterfalse(bool, [1, 0])),
    "groupby": (("itertools",), lambda i: i.groupby([1, 1, 2])),
    "grouper": (("itertools",), lambda i: next(i.groupby([1, 1, 2]))[1]),
    "islice": (("itertools",), lambda i: i.islice([1, 2], 1)),
    "pairwise": (("itertools",), lambda i: i.pairwise([1, 2])),
    "permutations": (("itertools",), lambda i: i.permutations([1, 2])),
    "product": (("itertools",), lambda i: i.product([1, 2], [3])),
    "starmap": (("itertools",), lambda i: i.starmap(max, [(1, 2)])),
    "takewhile": (("itertools",), lambda i: i.takewhile(bool, [1, 0])),
    "tee": (("itertools",), lambda i: i.tee([1, 2])[0]),
    "tee_data": (("itertools",), lambda i: i._tee_dataobject(iter([1, 2]), [], None)),
    "zip_longest": (("itertools",), lambda i: i.zip_longest([1], [2, 3])),
}


def closed(file):
    file.close()
    return file


def detached(file):
    file.detach()
    return file


def sample(name):
    """The maker of a sample; None where a module is missing."""
    needed, make = SAMPLES[name]
    modules = [optional(module) for module in needed]
    if None in modules:
        return None
    return lambda: make(*modules)


MODULES = """
    _abc _codecs _collections _functools _io _operator _signal _string _thread _types _typing _warnings _weakref atexit
    builtins errno gc itertools marshal math sys time
""".split()

# Never called: they end or stop the program, wait for what does not come, read the terminal, change what every later call
# does, or are about one implementation's inside.
NEVER = set("""
    _thread.exit _thread.exit_thread _thread.interrupt_main _thread.start_new _thread.start_new_thread
    _thread.start_joinable_thread _thread._shutdown _thread.stack_size
    _signal.alarm _signal.setitimer _signal.raise_signal _signal.pthread_kill _signal.pidfd_send_signal _signal.pause
    _signal.sigwait _signal.sigwaitinfo _signal.sigtimedwait _signal.signal _signal.pthread_sigmask
    time.sleep time.clock_settime time.clock_settime_ns
    sys.settrace sys.setprofile sys._settraceallthreads sys._setprofileallthreads sys.addaudithook sys.exit sys._baserepl
    sys.__interactivehook__ sys.activate_stack_trampoline sys.remote_exec sys._dump_tracelets sys._debugmallocstats
    sys.breakpointhook sys.__breakpointhook__ sys.call_tracing sys.setrecursionlimit sys.set_int_max_str_digits
    sys._clear_internal_caches sys._clear_type_cache sys._clear_type_descriptors sys.deactivate_stack_trampoline
    builtins.exit builtins.quit builtins.breakpoint builtins.input builtins.help builtins.copyright builtins.credits
    builtins.license builtins.__build_class__ builtins.__import__ atexit._run_exitfuncs
    gc.set_debug gc.set_threshold gc.freeze gc.get_objects gc.get_referrers gc.disable
    atexit.register _types.CapsuleType
""".split())
# The reference crashes.
NEVER |= {"time.pthread_getcpuclockid"}
# Their answers are not the same twice, or count what is one implementation's own; only the type is compared.
VOLATILE = set("""
    builtins.id builtins.hash builtins.dir builtins.globals builtins.vars builtins.locals
    sys.getsizeof sys.getrefcount sys._current_frames sys._current_exceptions sys._is_immortal sys._is_interned sys.intern
    sys.getallocatedblocks sys.getunicodeinternedsize sys._getframe sys.exc_info
    gc.collect gc.get_count gc.get_stats gc.is_tracked gc.get_referents gc.get_freeze_count
    _thread.get_ident _thread.get_native_id _thread._get_main_thread_ident _thread._count
    _weakref.getweakrefcount _weakref.getweakrefs _abc.get_cache_token _abc._get_dump
    __hash__ __sizeof__ __dir__
""".split())
CLOCKS = "time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns thread_time thread_time_ns"
VOLATILE |= {"time." + name for name in CLOCKS.split()}
VOLATILE |= {"time." + name for name in "clock_gettime clock_gettime_ns ctime asctime localtime gmtime strftime pthread_getcpuclockid".split()}

# Small numbers are files that this program needs, for these.
OPENING = set("""builtins.open _io.open _io.open_code _io.FileIO sys.set_wakeup_fd _signal.set_wakeup_fd FileIO
    FileIO.__init__ closed_FileIO.__init__""".split()) | {"FileIO type", "closed_FileIO type"}
DESCRIPTORS = {"True", "0", "1", "7", "Int", "RaisingInt", "2**31", "Derived"}
# Numbers so large that the answer takes for ever, for these.
COSTLY = set("""
    builtins.pow _operator.pow _operator.ipow __pow__ __rpow__ math.factorial math.comb math.perm __lshift__ __rlshift__
    _operator.lshift _operator.ilshift math.isqrt builtins.range builtins.sum __round__ builtins.round
""".split())
LARGE = {"2**31", "2**40", "2**63-1", "2**63", "2**64", "10**30", "-2**31", "-2**63", "-10**30", "Big", "1e300"}
