//! Special methods: the names that the language itself looks up on types.

use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! specials {
    ($($name:ident = $text:literal,)*) => {
        /// A special method. Each type keeps the attribute that its MRO gives for each of them.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Special {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Special {
            /// Every special method, in numeric order.
            pub const ALL: &'static [Special] = &[$(Special::$name,)*];

            /// The name Python knows it by.
            pub const fn name(self) -> &'static str {
                match self { $(Special::$name => $text,)* }
            }
        }
    };
}

specials! {
    New = "__new__",
    Init = "__init__",
    Del = "__del__",
    Repr = "__repr__",
    Str = "__str__",
    Bytes = "__bytes__",
    Format = "__format__",
    Hash = "__hash__",
    Bool = "__bool__",
    Len = "__len__",
    LengthHint = "__length_hint__",
    Getattribute = "__getattribute__",
    Getattr = "__getattr__",
    Setattr = "__setattr__",
    Delattr = "__delattr__",
    Dir = "__dir__",
    Class = "__class__",
    Call = "__call__",
    Get = "__get__",
    Set = "__set__",
    Delete = "__delete__",
    SetName = "__set_name__",
    Iter = "__iter__",
    Next = "__next__",
    Reversed = "__reversed__",
    Contains = "__contains__",
    Getitem = "__getitem__",
    Setitem = "__setitem__",
    Delitem = "__delitem__",
    Missing = "__missing__",
    Enter = "__enter__",
    Exit = "__exit__",
    Aenter = "__aenter__",
    Aexit = "__aexit__",
    Await = "__await__",
    Aiter = "__aiter__",
    Anext = "__anext__",
    Lt = "__lt__",
    Le = "__le__",
    Eq = "__eq__",
    Ne = "__ne__",
    Gt = "__gt__",
    Ge = "__ge__",
    Add = "__add__",
    Radd = "__radd__",
    Iadd = "__iadd__",
    Sub = "__sub__",
    Rsub = "__rsub__",
    Isub = "__isub__",
    Mul = "__mul__",
    Rmul = "__rmul__",
    Imul = "__imul__",
    Matmul = "__matmul__",
    Rmatmul = "__rmatmul__",
    Imatmul = "__imatmul__",
    Truediv = "__truediv__",
    Rtruediv = "__rtruediv__",
    Itruediv = "__itruediv__",
    Floordiv = "__floordiv__",
    Rfloordiv = "__rfloordiv__",
    Ifloordiv = "__ifloordiv__",
    Mod = "__mod__",
    Rmod = "__rmod__",
    Imod = "__imod__",
    Pow = "__pow__",
    Rpow = "__rpow__",
    Ipow = "__ipow__",
    Lshift = "__lshift__",
    Rlshift = "__rlshift__",
    Ilshift = "__ilshift__",
    Rshift = "__rshift__",
    Rrshift = "__rrshift__",
    Irshift = "__irshift__",
    And = "__and__",
    Rand = "__rand__",
    Iand = "__iand__",
    Xor = "__xor__",
    Rxor = "__rxor__",
    Ixor = "__ixor__",
    Or = "__or__",
    Ror = "__ror__",
    Ior = "__ior__",
    Neg = "__neg__",
    Pos = "__pos__",
    Abs = "__abs__",
    Invert = "__invert__",
    Int = "__int__",
    Float = "__float__",
    Complex = "__complex__",
    Index = "__index__",
    Round = "__round__",
    Trunc = "__trunc__",
    Floor = "__floor__",
    Ceil = "__ceil__",
    Divmod = "__divmod__",
    Rdivmod = "__rdivmod__",
    InitSubclass = "__init_subclass__",
    ClassGetitem = "__class_getitem__",
    Subclasscheck = "__subclasscheck__",
    Instancecheck = "__instancecheck__",
    MroEntries = "__mro_entries__",
    Prepare = "__prepare__",
    Reduce = "__reduce__",
    ReduceEx = "__reduce_ex__",
    Getstate = "__getstate__",
    Copy = "__copy__",
    Deepcopy = "__deepcopy__",
    Getnewargs = "__getnewargs__",
    Sizeof = "__sizeof__",
    Buffer = "__buffer__",
    ReleaseBuffer = "__release_buffer__",
    Fspath = "__fspath__",
}

impl Special {
    /// The special method of this name.
    pub fn from_name(name: &str) -> Option<Special> {
        static BY_NAME: LazyLock<HashMap<&'static str, Special, ahash::RandomState>> = LazyLock::new(|| {
            let mut map =
                HashMap::with_capacity_and_hasher(SPECIALS, ahash::RandomState::with_seeds(1, 2, 3, 4));
            map.extend(Special::ALL.iter().map(|&special| (special.name(), special)));
            map
        });
        if name.starts_with("__") { BY_NAME.get(name).copied() } else { None }
    }
}

/// How many special methods there are.
pub const SPECIALS: usize = Special::ALL.len();
