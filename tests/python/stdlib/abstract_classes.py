"""_abc: abstract base classes without the module abc."""
# needs: _abc
import _abc


class Meta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc._abc_init(cls)
        return cls

    def register(cls, subclass):
        return _abc._abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc._abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc._abc_subclasscheck(cls, subclass)


def abstract(function):
    function.__isabstractmethod__ = True
    return function


class Base(metaclass=Meta):
    @abstract
    def one(self):
        pass

    @abstract
    def two(self):
        pass


class Half(Base):
    def one(self):
        return 1


class Whole(Half):
    def two(self):
        return 2


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


# === Abstract methods ===
print(sorted(Base.__abstractmethods__), sorted(Half.__abstractmethods__), sorted(Whole.__abstractmethods__))
print(attempt(Base), attempt(Half), Whole().one())

# === Registration ===
class Other:
    pass


class Sub(Other):
    pass


print(issubclass(Other, Base), isinstance(Other(), Base), issubclass(Whole, Base), isinstance(Whole(), Base))
token = _abc.get_cache_token()
print(Base.register(Other) is Other, _abc.get_cache_token() - token, Base.register(Other) is Other, _abc.get_cache_token() - token)
print(issubclass(Other, Base), isinstance(Other(), Base), issubclass(Sub, Base), issubclass(int, Base), isinstance(5, Base))
print(attempt(Base.register, 5), attempt(Other.__subclasses__), attempt(issubclass, 5, Base), attempt(Whole.register, Base))
print([len(part) if isinstance(part, set) else part for part in _abc._get_dump(Base)][:1])
_abc._reset_caches(Base)
print([len(part) for part in _abc._get_dump(Base)[:3]])
_abc._reset_registry(Base)
_abc._reset_caches(Base)
print(issubclass(Other, Base), [len(part) for part in _abc._get_dump(Base)[:3]])

# === Hooks ===
class Hooked(metaclass=Meta):
    @classmethod
    def __subclasshook__(cls, subclass):
        return {"int": True, "str": False, "bytes": "neither"}.get(subclass.__name__, NotImplemented)


print(issubclass(int, Hooked), issubclass(str, Hooked), issubclass(float, Hooked), attempt(issubclass, bytes, Hooked), isinstance(3, Hooked))


class Proxy:
    @property
    def __class__(self):
        return int


print(isinstance(Proxy(), Hooked))

# === Classes that die are forgotten ===
def temporary():
    class Gone:
        pass

    Base.register(Gone)
    print(issubclass(Gone, Base), len(_abc._get_dump(Base)[0]))


temporary()

# === Patterns ===
class Seq(metaclass=Meta):
    __abc_tpflags__ = 1 << 5


class Map(metaclass=Meta):
    __abc_tpflags__ = 1 << 6


class List:
    def __len__(self):
        return 1

    def __getitem__(self, index):
        if index:
            raise IndexError
        return 5


class Deeper(List):
    pass


def kind(value):
    match value:
        case [x]:
            return "sequence", x
        case {}:
            return "mapping"
    return "neither"


print(kind(List()), kind(Deeper()))
Seq.register(List)
print(kind(List()), kind(Deeper()), hasattr(Seq, "__abc_tpflags__"))


class Both(Map):
    def keys(self):
        return ()

    def get(self, key, default=None):
        return default


print(kind(Both()), attempt(Meta, "Wrong", (), {"__abc_tpflags__": 0x60}))

# === Wrong arguments ===
for call in (_abc._abc_init, _abc._get_dump, _abc._reset_registry, _abc._abc_register, _abc._abc_instancecheck):
    print(call.__name__, attempt(call), attempt(call, 1) if call is not _abc._abc_init else "", attempt(call, int, int))
