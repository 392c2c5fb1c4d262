//! f-strings and t-strings as text: their body is put together first and quoted as a whole.

use ruff_python_ast::Expr;

use super::{Level, Writer, reprs};
use crate::codegen::strings::{
    Part, conversion_number, expression_text, f_string_parts, spec_parts, t_string_parts,
};

impl Writer<'_> {
    pub(super) fn formatted_string(&mut self, expr: &Expr) {
        let (prefix, body) = match expr {
            Expr::FString(node) => ("f", self.body(&f_string_parts(self.session, node), false)),
            Expr::TString(node) => ("t", self.body(&t_string_parts(self.session, node), true)),
            _ => return,
        };
        self.push(prefix);
        self.text.extend_from_slice(&reprs::string(&body));
    }

    /// The text of the parts. A t-string's fields keep their expressions as they were written.
    fn body(&self, parts: &[Part<'_>], template: bool) -> Vec<u8> {
        let mut body = Vec::new();
        for part in parts {
            match part {
                Part::Text(text, _) => {
                    for byte in text.as_wtf8() {
                        body.push(*byte);
                        if matches!(byte, b'{' | b'}') {
                            body.push(*byte);
                        }
                    }
                }
                Part::Value(value) => {
                    let mut writer = Writer { session: self.session, text: Vec::new() };
                    if template {
                        writer.push(&expression_text(self.session, value.element));
                    } else {
                        writer.expr(&value.element.expression, Level::Test.next());
                    }
                    body.push(b'{');
                    // Two opening braces would be one of the text.
                    if writer.text.starts_with(b"{") && !template {
                        body.push(b' ');
                    }
                    body.extend_from_slice(&writer.text);
                    if let Some(number) = conversion_number(value.element) {
                        body.extend_from_slice([&b"!s"[..], b"!r", b"!a"][number as usize - 1]);
                    }
                    if let Some(spec) = spec_parts(self.session, value) {
                        body.push(b':');
                        body.extend_from_slice(&self.body(&spec, false));
                    }
                    body.push(b'}');
                }
            }
        }
        body
    }
}
