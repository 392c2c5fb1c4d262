//! Emitting instructions.

use taipan_bytecode::{Constant, Opcode, Text};

use super::Compiler;
use super::opargs::intrinsic_1;
use crate::instruction_sequence::{Label, Location};
use crate::names::Symbol;

impl Compiler<'_> {
    pub(super) fn emit(&mut self, opcode: Opcode, location: Location) {
        self.unit().sequence.emit(opcode, 0, location);
    }

    pub(super) fn emit_arg(&mut self, opcode: Opcode, arg: u32, location: Location) {
        self.unit().sequence.emit(opcode, arg, location);
    }

    pub(super) fn emit_jump(&mut self, opcode: Opcode, target: Label, location: Location) {
        self.unit().sequence.emit_jump(opcode, target, location);
    }

    pub(super) fn new_label(&mut self) -> Label {
        self.unit().sequence.new_label()
    }

    pub(super) fn place(&mut self, label: Label) {
        self.unit().sequence.place(label);
    }

    pub(super) fn load_const(&mut self, value: Constant, location: Location) {
        let number = self.unit().consts.add(value);
        self.emit_arg(Opcode::LoadConst, number, location);
    }

    pub(super) fn load_text(&mut self, text: Text, location: Location) {
        self.load_const(Constant::Str(text), location);
    }

    /// Loads a name as a string constant.
    pub(super) fn load_name_text(&mut self, name: Symbol, location: Location) {
        let text = self.names.text(name);
        self.load_text(text, location);
    }

    /// An instruction whose argument is the number of `name` in `co_names`; the name is mangled.
    pub(super) fn emit_name(&mut self, opcode: Opcode, name: Symbol, location: Location) {
        let number = self.name_number(name);
        self.emit_arg(opcode, number, location);
    }

    /// The number of `name`, mangled, in `co_names`.
    pub(super) fn name_number(&mut self, name: Symbol) -> u32 {
        let mangled = self.maybe_mangle(name);
        self.unit().names.add(mangled)
    }

    /// `LOAD_ATTR` of an attribute.
    pub(super) fn load_attr(&mut self, name: Symbol, location: Location) {
        let number = self.name_number(name);
        self.emit_arg(Opcode::LoadAttr, number << 1, location);
    }

    /// `LOAD_ATTR` of a method about to be called.
    pub(super) fn load_method(&mut self, name: Symbol, location: Location) {
        let number = self.name_number(name);
        self.emit_arg(Opcode::LoadAttr, number << 1 | 1, location);
    }

    /// The number of a local's slot.
    pub(super) fn local_number(&mut self, name: Symbol) -> u32 {
        self.unit().varnames.add(name)
    }

    /// `yield` of the value on top; an asynchronous generator wraps it.
    pub(super) fn emit_yield(&mut self, location: Location) {
        let (generator, coroutine) = (self.block().generator, self.block().coroutine);
        if generator && coroutine {
            self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::ASYNC_GEN_WRAP, location);
        }
        self.emit_arg(Opcode::YieldValue, 0, location);
        self.emit_arg(Opcode::Resume, taipan_bytecode::resume::AFTER_YIELD, location);
    }

    /// Delegates to the iterator on top until it is done: `yield from` and `await`.
    pub(super) fn emit_yield_from(&mut self, is_await: bool, location: Location) {
        let send = self.new_label();
        let fail = self.new_label();
        let exit = self.new_label();
        self.place(send);
        self.emit_jump(Opcode::Send, exit, location);
        // What `throw` and `close` raise arrives at the YIELD_VALUE.
        self.emit_jump(Opcode::SetupFinally, fail, location);
        self.emit_arg(Opcode::YieldValue, 1, location);
        self.emit(Opcode::PopBlock, Location::NONE);
        let resume = if is_await {
            taipan_bytecode::resume::AFTER_AWAIT
        } else {
            taipan_bytecode::resume::AFTER_YIELD_FROM
        };
        self.emit_arg(Opcode::Resume, resume, location);
        self.emit_jump(Opcode::JumpNoInterrupt, send, location);
        self.place(fail);
        self.emit(Opcode::CleanupThrow, location);
        self.place(exit);
        self.emit(Opcode::EndSend, location);
    }

    /// Awaits the value on top; `how` tells `GET_AWAITABLE` whose it is, for its error.
    pub(super) fn emit_await(&mut self, how: u32, location: Location) {
        self.emit_arg(Opcode::GetAwaitable, how, location);
        self.load_const(Constant::None, location);
        self.emit_yield_from(true, location);
    }

    pub(super) fn pop_except_and_reraise(&mut self, location: Location) {
        self.emit_arg(Opcode::Copy, 3, location);
        self.emit(Opcode::PopExcept, location);
        self.emit_arg(Opcode::Reraise, 1, location);
    }
}
