//! What can be asked of an opcode beyond its row: flags, families, caches, operand kinds.

use crate::opcode::Opcode;

/// A set of properties of an opcode.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Flags(u16);

impl Flags {
    pub const NONE: Flags = Flags(0);
    /// The argument means something.
    pub const ARG: Flags = Flags(1);
    /// The argument holds an index of `co_names`.
    pub const NAME: Flags = Flags(1 << 1);
    /// The argument is an index of `co_consts`.
    pub const CONST: Flags = Flags(1 << 2);
    /// The argument holds one or two indices of fast locals (`LOAD_DEREF` is listed here, as by CPython).
    pub const LOCAL: Flags = Flags(1 << 3);
    /// The argument is the index of a cell or free variable among the fast locals.
    pub const FREE: Flags = Flags(1 << 4);
    /// The argument is a distance in the code.
    pub const JUMP: Flags = Flags(1 << 5);
    /// A pseudo instruction that names a handler.
    pub const EXC: Flags = Flags(1 << 6);
    /// May raise an exception of its own, out of memory included.
    pub const RAISES: Flags = Flags(1 << 7);
    /// May run Python code in other ways than by destroying a value.
    pub const ESCAPES: Flags = Flags(1 << 8);
    /// Some form of it enters a Python frame in place.
    pub const FRAME: Flags = Flags(1 << 9);
    /// Control never goes on to the next instruction.
    pub const ENDS: Flags = Flags(1 << 10);

    /// Both sets together.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Whether all of `other` is in this set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What an opcode is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OpcodeKind {
    /// May stand in a code object's bytecode.
    Base,
    /// A quickened form.
    Specialized,
    /// A form that calls tracing or monitoring tools.
    Instrumented,
    /// The compiler's own; assembled away.
    Pseudo,
}

impl Opcode {
    /// The opcode with this number in a code object's bytecode, if there is one.
    pub const fn from_u8(number: u8) -> Option<Opcode> {
        Opcode::from_u16(number as u16)
    }

    /// What the opcode is for.
    pub const fn kind(self) -> OpcodeKind {
        match self as u16 {
            256.. => OpcodeKind::Pseudo,
            crate::MIN_INSTRUMENTED_OPCODE.. => OpcodeKind::Instrumented,
            _ if self as u16 != self.base() as u16 => OpcodeKind::Specialized,
            _ => OpcodeKind::Base,
        }
    }

    /// How many 16-bit cache entries follow the instruction in a code object; a specialized form has its
    /// base's.
    pub const fn caches(self) -> usize {
        let fields = self.cache_fields();
        let (mut units, mut at) = (0, 0);
        while at < fields.len() {
            units += fields[at].units;
            at += 1;
        }
        units
    }

    /// The quickened forms of this opcode.
    pub fn specializations(self) -> impl Iterator<Item = Opcode> {
        let members = move |op: &Opcode| op.kind() == OpcodeKind::Specialized && op.base() == self;
        Opcode::ALL.iter().copied().filter(members)
    }

    /// Whether the instruction's argument means something.
    pub const fn has_argument(self) -> bool {
        self.flags().has(Flags::ARG)
    }

    /// Whether control never goes on to the next instruction.
    pub const fn is_terminator(self) -> bool {
        self.flags().has(Flags::ENDS)
    }

    /// Whether the argument counts units from the instruction's end back to a jump's target.
    pub const fn jumps_backward(self) -> bool {
        matches!(self.base(), Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt)
    }

    /// Whether the argument counts units from the instruction's end on to a jump's target.
    pub const fn jumps_forward(self) -> bool {
        let real = self.flags().has(Flags::JUMP) && !matches!(self.kind(), OpcodeKind::Pseudo);
        real && !self.jumps_backward() && !matches!(self.base(), Opcode::EndAsyncFor)
    }
}
