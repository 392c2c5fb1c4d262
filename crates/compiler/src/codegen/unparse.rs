//! Expressions as text again: what annotations are under `from __future__ import annotations`.
//! Spaces, parentheses and quotes come out as CPython's `ast_unparse.c` has them.

mod reprs;
mod strings;

pub(crate) use reprs::{constant_repr, is_printable};

use ruff_python_ast::{
    BoolOp, CmpOp, Comprehension, Expr, ExprCall, ExprLambda, Keyword, Number, Operator, Parameter,
    ParameterWithDefault, Parameters, UnaryOp,
};

use crate::session::Session;
use crate::source::literals;

/// How tightly an operator binds, from the loosest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn next(self) -> Level {
        use Level::*;
        const ORDER: [Level; 16] = [
            Tuple, Test, Or, And, Not, Comparison, BitOr, BitXor, BitAnd, Shift, Arithmetic, Term, Factor,
            Power, Await, Atom,
        ];
        ORDER.get(self as usize + 1).copied().unwrap_or(Atom)
    }
}

/// The text of `expr`, in WTF-8.
pub(super) fn unparse(session: &Session<'_>, expr: &Expr) -> Vec<u8> {
    let mut writer = Writer { session, text: Vec::new() };
    writer.expr(expr, Level::Test);
    writer.text
}

struct Writer<'s> {
    session: &'s Session<'s>,
    text: Vec<u8>,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Writes something in parentheses if `wanted`.
    fn parenthesized(&mut self, wanted: bool, write: impl FnOnce(&mut Self)) {
        if wanted {
            self.push("(");
        }
        write(self);
        if wanted {
            self.push(")");
        }
    }

    fn separated<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        for (number, item) in items.into_iter().enumerate() {
            if number > 0 {
                self.push(", ");
            }
            write(self, item);
        }
    }

    fn elements(&mut self, elements: &[Expr]) {
        self.separated(elements, |writer, element| writer.expr(element, Level::Test));
    }

    fn expr(&mut self, expr: &Expr, level: Level) {
        match expr {
            Expr::BoolOp(node) => {
                let (own, word) = match node.op {
                    BoolOp::And => (Level::And, " and "),
                    BoolOp::Or => (Level::Or, " or "),
                };
                self.parenthesized(level > own, |writer| {
                    for (number, value) in node.values.iter().enumerate() {
                        if number > 0 {
                            writer.push(word);
                        }
                        writer.expr(value, own.next());
                    }
                });
            }
            Expr::BinOp(node) => {
                let (own, word) = binary(node.op);
                let right_first = node.op == Operator::Pow;
                self.parenthesized(level > own, |writer| {
                    writer.expr(&node.left, if right_first { own.next() } else { own });
                    writer.push(word);
                    writer.expr(&node.right, if right_first { own } else { own.next() });
                });
            }
            Expr::UnaryOp(node) => {
                let (own, word) = match node.op {
                    UnaryOp::Invert => (Level::Factor, "~"),
                    UnaryOp::Not => (Level::Not, "not "),
                    UnaryOp::UAdd => (Level::Factor, "+"),
                    UnaryOp::USub => (Level::Factor, "-"),
                };
                self.parenthesized(level > own, |writer| {
                    writer.push(word);
                    writer.expr(&node.operand, own);
                });
            }
            Expr::Lambda(node) => self.parenthesized(level > Level::Test, |writer| writer.lambda(node)),
            Expr::If(node) => self.parenthesized(level > Level::Test, |writer| {
                writer.expr(&node.body, Level::Test.next());
                writer.push(" if ");
                writer.expr(&node.test, Level::Test.next());
                writer.push(" else ");
                writer.expr(&node.orelse, Level::Test);
            }),
            Expr::Dict(node) => {
                self.push("{");
                self.separated(&node.items, |writer, item| {
                    match &item.key {
                        Some(key) => {
                            writer.expr(key, Level::Test);
                            writer.push(": ");
                            writer.expr(&item.value, Level::Test);
                        }
                        None => {
                            writer.push("**");
                            writer.expr(&item.value, Level::BitOr);
                        }
                    };
                });
                self.push("}");
            }
            Expr::Set(node) => {
                self.push("{");
                self.elements(&node.elts);
                self.push("}");
            }
            Expr::Generator(node) => self.comprehension("(", &node.elt, None, &node.generators, ")"),
            Expr::ListComp(node) => self.comprehension("[", &node.elt, None, &node.generators, "]"),
            Expr::SetComp(node) => self.comprehension("{", &node.elt, None, &node.generators, "}"),
            Expr::DictComp(node) => {
                let key = node.key.as_deref().unwrap_or(&node.value);
                self.comprehension("{", key, Some(&node.value), &node.generators, "}");
            }
            Expr::Yield(node) => match node.value.as_deref() {
                None => self.push("(yield)"),
                Some(value) => {
                    self.push("(yield ");
                    self.expr(value, Level::Test);
                    self.push(")");
                }
            },
            Expr::YieldFrom(node) => {
                self.push("(yield from ");
                self.expr(&node.value, Level::Test);
                self.push(")");
            }
            Expr::Await(node) => self.parenthesized(level > Level::Await, |writer| {
                writer.push("await ");
                writer.expr(&node.value, Level::Atom);
            }),
            Expr::Compare(node) => self.parenthesized(level > Level::Comparison, |writer| {
                writer.expr(&node.left, Level::Comparison.next());
                for (operator, operand) in node.ops.iter().zip(&node.comparators) {
                    writer.push(comparison(*operator));
                    writer.expr(operand, Level::Comparison.next());
                }
            }),
            Expr::Call(node) => self.call(node),
            Expr::FString(_) | Expr::TString(_) => self.formatted_string(expr),
            Expr::Attribute(node) => {
                self.expr(&node.value, Level::Atom);
                let is_integer = matches!(&*node.value, Expr::NumberLiteral(number) if matches!(number.value, Number::Int(_)));
                self.push(if is_integer { " ." } else { "." });
                self.push(&node.attr.id);
            }
            Expr::Starred(node) => {
                self.push("*");
                self.expr(&node.value, Level::BitOr);
            }
            Expr::Name(node) => self.push(&node.id),
            Expr::List(node) => {
                self.push("[");
                self.elements(&node.elts);
                self.push("]");
            }
            Expr::Tuple(node) => self.tuple(&node.elts, level),
            Expr::Subscript(node) => {
                self.expr(&node.value, Level::Atom);
                self.push("[");
                self.expr(&node.slice, Level::Tuple);
                self.push("]");
            }
            Expr::Slice(node) => {
                self.optional("", node.lower.as_deref());
                self.push(":");
                self.optional("", node.upper.as_deref());
                self.optional(":", node.step.as_deref());
            }
            Expr::Named(node) => self.parenthesized(level > Level::Tuple, |writer| {
                writer.expr(&node.target, Level::Atom);
                writer.push(" := ");
                writer.expr(&node.value, Level::Atom);
            }),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => self.literal(expr),
            Expr::IpyEscapeCommand(_) => {}
        }
    }

    fn optional(&mut self, before: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.push(before);
            self.expr(expr, Level::Test);
        }
    }

    fn tuple(&mut self, elements: &[Expr], level: Level) {
        if elements.is_empty() {
            return self.push("()");
        }
        self.parenthesized(level > Level::Tuple, |writer| {
            writer.elements(elements);
            if elements.len() == 1 {
                writer.push(",");
            }
        });
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.push(open);
        self.expr(element, Level::Test);
        self.optional(": ", value);
        for generator in generators {
            self.push(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, Level::Tuple);
            self.push(" in ");
            self.expr(&generator.iter, Level::Test.next());
            for condition in &generator.ifs {
                self.push(" if ");
                self.expr(condition, Level::Test.next());
            }
        }
        self.push(close);
    }

    fn call(&mut self, node: &ExprCall) {
        self.expr(&node.func, Level::Atom);
        let arguments = &node.arguments;
        if let ([generator @ Expr::Generator(_)], []) = (&*arguments.args, &*arguments.keywords) {
            return self.expr(generator, Level::Atom);
        }
        self.push("(");
        self.separated(&*arguments.args, |writer, argument| writer.expr(argument, Level::Test));
        if !arguments.args.is_empty() && !arguments.keywords.is_empty() {
            self.push(", ");
        }
        self.separated(&arguments.keywords, |writer, keyword: &Keyword| {
            match &keyword.arg {
                Some(name) => {
                    writer.push(&name.id);
                    writer.push("=");
                }
                None => writer.push("**"),
            }
            writer.expr(&keyword.value, Level::Test);
        });
        self.push(")");
    }

    fn lambda(&mut self, node: &ExprLambda) {
        self.push("lambda");
        if let Some(parameters) = node.parameters.as_deref() {
            // CPython leaves the space out before a star.
            if !parameters.posonlyargs.is_empty() || !parameters.args.is_empty() {
                self.push(" ");
            }
            self.parameters(parameters);
        }
        self.push(": ");
        self.expr(&node.body, Level::Test);
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let mut first = true;
        for (at, parameter) in parameters.posonlyargs.iter().chain(&parameters.args).enumerate() {
            self.comma(&mut first);
            self.parameter(parameter);
            if !parameters.posonlyargs.is_empty() && at + 1 == parameters.posonlyargs.len() {
                self.push(", /");
            }
        }
        if parameters.vararg.is_some() || !parameters.kwonlyargs.is_empty() {
            self.comma(&mut first);
            self.push("*");
            if let Some(vararg) = parameters.vararg.as_deref() {
                self.name_and_annotation(vararg);
            }
        }
        for parameter in &parameters.kwonlyargs {
            self.comma(&mut first);
            self.parameter(parameter);
        }
        if let Some(kwarg) = parameters.kwarg.as_deref() {
            self.comma(&mut first);
            self.push("**");
            self.name_and_annotation(kwarg);
        }
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.push(", ");
        }
    }

    fn parameter(&mut self, parameter: &ParameterWithDefault) {
        self.name_and_annotation(&parameter.parameter);
        self.optional("=", parameter.default.as_deref());
    }

    fn name_and_annotation(&mut self, parameter: &Parameter) {
        self.push(&parameter.name.id);
        self.optional(": ", parameter.annotation.as_deref());
    }

    fn literal(&mut self, expr: &Expr) {
        let repr = match expr {
            Expr::StringLiteral(node) => {
                if node.value.is_unicode() {
                    self.push("u");
                }
                reprs::string(literals::string(self.session, node).as_wtf8())
            }
            Expr::BytesLiteral(node) => constant_repr(&literals::bytes(node)),
            Expr::NumberLiteral(node) => match literals::number(self.session, node) {
                Ok(number) => constant_repr(&number),
                // A number too long to read stays as it was written.
                Err(_) => self.session.source[node.range].as_bytes().to_vec(),
            },
            Expr::BooleanLiteral(node) => (if node.value { "True" } else { "False" }).into(),
            Expr::NoneLiteral(_) => "None".into(),
            _ => "...".into(),
        };
        // An infinite literal is written so that it can be read again.
        let is_infinite =
            matches!(expr, Expr::NumberLiteral(_)) && repr.windows(3).any(|window| window == b"inf");
        if is_infinite {
            let text = String::from_utf8_lossy(&repr).replace("inf", "1e309");
            return self.push(&text);
        }
        self.text.extend_from_slice(&repr);
    }
}

fn binary(operator: Operator) -> (Level, &'static str) {
    match operator {
        Operator::Add => (Level::Arithmetic, " + "),
        Operator::Sub => (Level::Arithmetic, " - "),
        Operator::Mult => (Level::Term, " * "),
        Operator::MatMult => (Level::Term, " @ "),
        Operator::Div => (Level::Term, " / "),
        Operator::Mod => (Level::Term, " % "),
        Operator::LShift => (Level::Shift, " << "),
        Operator::RShift => (Level::Shift, " >> "),
        Operator::BitOr => (Level::BitOr, " | "),
        Operator::BitXor => (Level::BitXor, " ^ "),
        Operator::BitAnd => (Level::BitAnd, " & "),
        Operator::FloorDiv => (Level::Term, " // "),
        Operator::Pow => (Level::Power, " ** "),
    }
}

fn comparison(operator: CmpOp) -> &'static str {
    match operator {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
