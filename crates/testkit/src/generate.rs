//! Programs by chance: every kind of statement and expression, nested, always the same for the same seed. What
//! they would do if they ran does not matter; that they compile does.

use std::fmt::Write as _;

/// A source of chance: the same numbers for the same seed.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Numbers that follow from `seed`.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    /// One of `choices`.
    pub fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

/// A program of some ten to hundred lines.
pub fn program(seed: u64) -> String {
    let mut writer =
        Writer { chance: Chance::new(seed), text: String::new(), depth: 0, context: Context::default() };
    for _ in 0..=writer.chance.below(6) {
        writer.statement(4);
    }
    writer.text
}

/// Where a statement stands.
#[derive(Clone, Copy, Default)]
struct Context {
    function: bool,
    coroutine: bool,
    looping: bool,
}

struct Writer {
    chance: Chance,
    text: String,
    depth: usize,
    context: Context,
}

const NAMES: [&str; 7] = ["a", "b", "c", "self", "items", "__private", "f"];

impl Writer {
    fn line(&mut self, text: &str) {
        let indent = "    ".repeat(self.depth);
        let _ = writeln!(self.text, "{indent}{text}");
    }

    fn block(&mut self, budget: usize) {
        self.depth += 1;
        for _ in 0..=self.chance.below(2) {
            self.statement(budget.saturating_sub(1));
        }
        self.depth -= 1;
    }

    fn within(&mut self, context: Context, budget: usize) {
        let outer = std::mem::replace(&mut self.context, context);
        self.block(budget);
        self.context = outer;
    }

    fn name(&mut self) -> &'static str {
        self.chance.pick(&NAMES)
    }

    fn statement(&mut self, budget: usize) {
        if budget == 0 || self.chance.below(3) == 0 {
            return self.simple_statement();
        }
        match self.chance.below(9) {
            0 => self.function(budget),
            1 => self.class(budget),
            2 => self.conditional(budget),
            3 => self.repetition(budget),
            4 => self.attempt(budget),
            5 => self.with(budget),
            6 => self.matching(budget),
            _ => self.simple_statement(),
        }
    }

    fn simple_statement(&mut self) {
        let (value, target) = (self.expression(3), self.target(2));
        let name = self.name();
        let text = match self.chance.below(14) {
            0 => format!("{name} {} {value}", self.chance.pick(&["+=", "-=", "*=", "//=", "|=", "@="])),
            1 => format!("{target} = {name} = {value}"),
            2 => format!("{name}: {} = {value}", self.expression(1)),
            3 => format!("del {name}, {name}.x, {name}[{value}]"),
            4 => format!("assert {value}, {name}"),
            5 => "import os.path as p, sys".to_owned(),
            6 => "from . import a as b, c".to_owned(),
            7 => format!("raise {name} from {value}"),
            8 if self.context.function => format!("return {value}"),
            9 if self.context.looping => self.chance.pick(&["break", "continue"]).to_owned(),
            10 if self.context.function => format!("{name} = yield {value}"),
            11 => format!("type T[A, *B, **C] = {name}[A]"),
            12 if self.context.coroutine => format!("{name} = await {name}"),
            _ => format!("{target} = {value}"),
        };
        // A coroutine that yields returns nothing.
        let text =
            if self.context.coroutine && text.starts_with("return") { "return".to_owned() } else { text };
        self.line(&text);
    }

    fn function(&mut self, budget: usize) {
        let coroutine = self.chance.below(4) == 0;
        if self.chance.below(3) == 0 {
            let decorator = self.name();
            self.line(&format!("@{decorator}"));
        }
        let parameters = self.chance.pick(&[
            "",
            "a",
            "a, /, b=1",
            "self, *items, c=2, **f",
            "a: int, *, b: str = 'x'",
            "*items: *c",
            "a, b, c, items",
        ]);
        let generic = self.chance.pick(&["", "", "[T]", "[T: int, *U, **V]"]);
        let word = if coroutine { "async def" } else { "def" };
        let name = self.chance.pick(&["f", "g", "__call"]);
        self.line(&format!("{word} {name}{generic}({parameters}):"));
        if self.chance.below(4) == 0 {
            self.depth += 1;
            self.line("'''What it does.'''");
            self.depth -= 1;
        }
        self.within(Context { function: true, coroutine, looping: false }, budget);
    }

    fn class(&mut self, budget: usize) {
        let bases = self.chance.pick(&["", "(a)", "(a, b, metaclass=c)", "[T](a)"]);
        self.line(&format!("class C{bases}:"));
        self.within(Context::default(), budget);
    }

    fn conditional(&mut self, budget: usize) {
        let test = self.expression(3);
        self.line(&format!("if {test}:"));
        self.block(budget);
        for _ in 0..self.chance.below(3) {
            let test = self.expression(2);
            self.line(&format!("elif {test}:"));
            self.block(budget);
        }
        if self.chance.below(2) == 0 {
            self.line("else:");
            self.block(budget);
        }
    }

    fn repetition(&mut self, budget: usize) {
        let (value, target) = (self.expression(2), self.target(2));
        let header = match self.chance.below(3) {
            0 => format!("while {value}:"),
            1 if self.context.coroutine => format!("async for {target} in {value}:"),
            _ => format!("for {target} in {value}:"),
        };
        self.line(&header);
        let context = Context { looping: true, ..self.context };
        self.within(context, budget);
        if self.chance.below(3) == 0 {
            self.line("else:");
            self.block(budget);
        }
    }

    fn attempt(&mut self, budget: usize) {
        self.line("try:");
        self.block(budget);
        match self.chance.below(3) {
            0 => {
                self.line("except* (a, b) as error:");
                self.line("    error");
            }
            1 => {
                self.line("finally:");
                let inner = Context { looping: false, function: false, coroutine: self.context.coroutine };
                self.within(inner, budget);
            }
            _ => {
                self.line("except a as error:");
                self.block(budget);
                self.line("except:");
                self.block(budget);
                self.line("else:");
                self.block(budget);
            }
        }
    }

    fn with(&mut self, budget: usize) {
        let (value, target) = (self.expression(2), self.target(1));
        let word = if self.context.coroutine && self.chance.below(2) == 0 { "async with" } else { "with" };
        let other = self.name();
        self.line(&format!("{word} {value} as {target}, {other}:"));
        self.block(budget);
    }

    fn matching(&mut self, budget: usize) {
        let subject = self.expression(2);
        self.line(&format!("match {subject}:"));
        self.depth += 1;
        for _ in 0..=self.chance.below(3) {
            let pattern = self.chance.pick(&[
                "[a, *b]",
                "{'k': a, **c}",
                "C(a, x=b)",
                "1 | 2 | 'x'",
                "(None | True) as a",
                "a.b",
                "-1 + 2j",
                "[[], (a, b), *_]",
            ]);
            let guard =
                if self.chance.below(3) == 0 { format!(" if {}", self.expression(1)) } else { String::new() };
            self.line(&format!("case {pattern}{guard}:"));
            self.block(budget);
        }
        self.depth -= 1;
    }

    fn target(&mut self, budget: usize) -> String {
        let name = self.name();
        if budget == 0 {
            return name.to_owned();
        }
        match self.chance.below(6) {
            0 => format!("{name}.attribute"),
            1 => format!("{name}[{}]", self.expression(1)),
            2 => format!("{}, *{}", self.target(budget - 1), self.name()),
            3 => format!("[{}, ({})]", self.name(), self.target(budget - 1)),
            4 => format!("{name}[1:]"),
            _ => name.to_owned(),
        }
    }

    fn atom(&mut self) -> String {
        match self.chance.below(12) {
            0 => self.chance.below(300).to_string(),
            1 => {
                self.chance.pick(&["1.5", "1e300", "2j", "0xff", "123456789012345678901234567890"]).to_owned()
            }
            2 => self.chance.pick(&["'text'", "b'bytes'", "'\\ud800'", "r'\\d'", "''", "'a' 'b'"]).to_owned(),
            3 => {
                self.chance.pick(&["None", "True", "False", "...", "()", "[]", "{}", "__debug__"]).to_owned()
            }
            _ => self.name().to_owned(),
        }
    }

    fn expression(&mut self, budget: usize) -> String {
        if budget == 0 {
            return self.atom();
        }
        let (left, right) = (self.operand(budget - 1), self.operand(budget - 1));
        let name = self.name();
        match self.chance.below(24) {
            0 | 1 => {
                let operator =
                    self.chance.pick(&["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"]);
                format!("{left} {operator} {right}")
            }
            2 => format!("{left} {} {right}", self.chance.pick(&["<", "==", "is", "is not", "in", "not in"])),
            3 => format!("{left} < {name} <= {right}"),
            4 => format!("{left} {} {right}", self.chance.pick(&["and", "or"])),
            5 => format!("not {left}"),
            6 => format!("{}{left}", self.chance.pick(&["-", "~", "+"])),
            7 => format!("{name}({left}, {right})"),
            8 => format!("{name}.method({left}, *{right}, k={left}, **{name})"),
            9 => format!("{left}[{right}]"),
            10 => format!("{left}[{right}:{name}]"),
            11 => format!("{name}.attribute"),
            12 => format!("[{left}, *{right}]"),
            13 => format!("{{{left}: {right}, **{name}}}"),
            14 => format!("{{{left}, {right}}}"),
            15 => format!("{left} if {right} else {name}"),
            16 => format!("lambda x, *y, z=1: {left}"),
            17 => format!("[{left} for a in {right} if {name}]"),
            18 => format!("{{{left}: x for x, y in {right} for z in {name}}}"),
            19 => format!("any({left} for x in {right})"),
            20 => format!("f'{{{name}!r:>{{{name}}}}} text {{{name}=}}'"),
            21 => format!("t'{{{name}}} text'"),
            22 => "(super().x, __class__)".to_owned(),
            _ => format!("({left}, {right})"),
        }
    }

    fn operand(&mut self, budget: usize) -> String {
        format!("({})", self.expression(budget))
    }
}
