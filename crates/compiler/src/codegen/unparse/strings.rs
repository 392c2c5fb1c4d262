//! f-strings and t-strings as text: their body is put together first and quoted as a whole.

use ruff_python_ast::Expr;

use super::{Level, Writer, reprs};
use crate::codegen::strings::{Part, conversion_number, f_string_parts, spec_parts, t_string_parts};

impl Writer<'_> {
    pub(super) fn formatted_string(&mut self, expr: &Expr) {
        let (prefix, parts) = match expr {
            Expr::FString(node) => ("f", f_string_parts(self.session, node)),
            Expr::TString(node) => ("t", t_string_parts(self.session, node)),
            _ => return,
        };
        let body = self.body(&parts);
        self.push(prefix);
        self.text.extend_from_slice(&reprs::string(&body));
    }

    fn body(&self, parts: &[Part<'_>]) -> Vec<u8> {
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
                    writer.expr(&value.element.expression, Level::Test.next());
                    body.push(b'{');
                    // Two opening braces would be one of the text.
                    if writer.text.starts_with(b"{") {
                        body.push(b' ');
                    }
                    body.extend_from_slice(&writer.text);
                    if let Some(number) = conversion_number(value.element) {
                        body.extend_from_slice([&b"!s"[..], b"!r", b"!a"][number as usize - 1]);
                    }
                    if let Some(spec) = spec_parts(self.session, value) {
                        body.push(b':');
                        body.extend_from_slice(&self.body(&spec));
                    }
                    body.push(b'}');
                }
            }
        }
        body
    }
}
