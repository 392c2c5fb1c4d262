//! What the control-flow passes ask of an opcode: does it jump, does it end a block, how many values
//! does it take and leave.

use taipan_bytecode::Opcode;

/// Questions about the flow of control and the stack.
pub(crate) trait OpcodeFlow: Copy {
    /// May go somewhere else than to the next instruction (handlers apart).
    fn is_jump(self) -> bool;
    /// Begins the protection of a handler.
    fn is_block_push(self) -> bool;
    /// Names a block: jumps and block pushes.
    fn has_target(self) -> bool;
    /// Never goes to the next instruction, but to another one.
    fn is_unconditional_jump(self) -> bool;
    /// Pops a condition and may jump.
    fn is_conditional_jump(self) -> bool;
    /// Leaves the frame or raises.
    fn is_scope_exit(self) -> bool;
    /// Ends a block.
    fn is_terminator(self) -> bool;
    /// Checks for signals and requests of other threads.
    fn has_eval_break(self) -> bool;
    /// Values taken from the stack and values left on it. Of block pushes: what the handler finds.
    fn stack_use(self, arg: u32) -> (u32, u32);
}

impl OpcodeFlow for Opcode {
    fn is_jump(self) -> bool {
        use Opcode::*;
        matches!(
            self,
            EndAsyncFor
                | ForIter
                | JumpBackward
                | JumpBackwardNoInterrupt
                | JumpForward
                | PopJumpIfFalse
                | PopJumpIfNone
                | PopJumpIfNotNone
                | PopJumpIfTrue
                | Send
                | Jump
                | JumpIfFalse
                | JumpIfTrue
                | JumpNoInterrupt
        )
    }

    fn is_block_push(self) -> bool {
        matches!(self, Opcode::SetupCleanup | Opcode::SetupFinally | Opcode::SetupWith)
    }

    fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    fn is_unconditional_jump(self) -> bool {
        use Opcode::*;
        matches!(self, Jump | JumpNoInterrupt | JumpForward | JumpBackward | JumpBackwardNoInterrupt)
    }

    fn is_conditional_jump(self) -> bool {
        use Opcode::*;
        matches!(self, PopJumpIfFalse | PopJumpIfNone | PopJumpIfNotNone | PopJumpIfTrue)
    }

    fn is_scope_exit(self) -> bool {
        matches!(self, Opcode::ReturnValue | Opcode::RaiseVarargs | Opcode::Reraise)
    }

    fn is_terminator(self) -> bool {
        self.is_jump() || self.is_scope_exit()
    }

    fn has_eval_break(self) -> bool {
        use Opcode::*;
        matches!(self, Jump | JumpBackward | Resume | Call | CallKw | CallFunctionEx)
    }

    fn stack_use(self, arg: u32) -> (u32, u32) {
        use Opcode::*;
        match self {
            BinarySlice => (3, 1),
            BuildTemplate | FormatWithSpec | BinaryOp | CallIntrinsic2 | CompareOp | ContainsOp => (2, 1),
            ImportName | IsOp | SetFunctionAttribute | EndSend => (2, 1),
            CallFunctionEx => (4, 1),
            CheckEgMatch | CheckExcMatch | Send => (2, 2),
            CleanupThrow => (3, 2),
            DeleteSubscr | EndAsyncFor | StoreAttr | StoreFastStoreFast => (2, 0),
            EndFor | ExitInitCheck | InterpreterExit | PopExcept | PopIter | PopTop => (1, 0),
            DeleteAttr | StoreDeref | StoreFast | StoreFastMaybeNull | StoreGlobal | StoreName => (1, 0),
            PopJumpIfFalse | PopJumpIfNone | PopJumpIfNotNone | PopJumpIfTrue => (1, 0),
            FormatSimple | GetAiter | GetIter | GetYieldFromIter | MakeFunction | ReturnValue => (1, 1),
            ToBool | UnaryInvert | UnaryNegative | UnaryNot | CallIntrinsic1 | ConvertValue => (1, 1),
            GetAwaitable | LoadFromDictOrDeref | LoadFromDictOrGlobals | YieldValue => (1, 1),
            StoreFastLoadFast | JumpIfFalse | JumpIfTrue => (1, 1),
            GetAnext | GetLen | MatchMapping | MatchSequence | PushExcInfo | ForIter => (1, 2),
            ImportFrom | LoadSpecial => (1, 2),
            MatchKeys => (2, 3),
            LoadBuildClass | LoadLocals | PushNull | ReturnGenerator | LoadCommonConstant => (0, 1),
            LoadConst | LoadDeref | LoadFast | LoadFastAndClear | LoadFastBorrow | LoadFastCheck => (0, 1),
            LoadName | LoadSmallInt | LoadClosure | SetupFinally | SetupWith => (0, 1),
            LoadFastBorrowLoadFastBorrow | LoadFastLoadFast | SetupCleanup => (0, 2),
            StoreSlice => (4, 0),
            StoreSubscr => (3, 0),
            WithExceptStart => (5, 6),
            MatchClass => (3, 1),
            BuildInterpolation => (2 + (arg & 1), 1),
            BuildList | BuildSet | BuildSlice | BuildString | BuildTuple => (arg, 1),
            BuildMap => (2 * arg, 1),
            Call => (2 + arg, 1),
            CallKw => (3 + arg, 1),
            Copy => (arg, arg + 1),
            DictMerge => (arg + 4, arg + 3),
            DictUpdate | ListAppend | ListExtend | SetAdd | SetUpdate | Reraise => (arg + 1, arg),
            MapAdd => (arg + 2, arg),
            LoadAttr => (1, 1 + (arg & 1)),
            LoadGlobal => (0, 1 + (arg & 1)),
            LoadSuperAttr => (3, 1 + (arg & 1)),
            RaiseVarargs => (arg, 0),
            Swap => (arg, arg),
            UnpackEx => (1, 1 + (arg & 0xff) + (arg >> 8)),
            UnpackSequence => (1, arg),
            _ => (0, 0),
        }
    }
}
