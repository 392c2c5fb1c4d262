//! An exception as the interpreter prints it: traceback, causes, contexts, notes, the tree of a group.

use crate::builtins::exception::BaseException;
use crate::builtins::exception::group;
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::traceback::source::Files;
use crate::builtins::traceback::stack::{Style, format_stack};
use crate::builtins::traceback::{suggestion, syntax};
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// How many exceptions of a group are shown, and how deep groups in groups.
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;

/// An exception, formatted, and those it is linked to, by their places in the list of all.
struct Node {
    value: Value,
    stack: String,
    /// The type with the message, and the notes.
    message: String,
    cause: Option<usize>,
    context: Option<usize>,
    members: Option<Vec<usize>>,
}

impl Thread {
    /// An exception as text, as CPython's default `sys.excepthook` prints it.
    pub fn print_exception(&mut self, error: &Value) -> String {
        let path = self.search_path();
        let mut collector = Collector { files: Files::new(path), nodes: Vec::new(), seen: Vec::new() };
        collector.collect(self, error);
        let mut printer =
            Printer { nodes: &collector.nodes, output: String::new(), depth: 0, needs_close: false };
        printer.print(0);
        printer.output
    }

    /// `sys.path`, as far as it holds strings.
    pub(crate) fn search_path(&mut self) -> Vec<String> {
        let sys = self.interpreter().sys.clone();
        let path = self.intern("path").ok().filter(|_| !sys.is_none());
        let path = path.and_then(|name| self.get_item_opt(&sys, &name).ok().flatten());
        let Some(path) = path else { return Vec::new() };
        let Some(list) = path.downcast::<List>() else { return Vec::new() };
        list.items(self).iter().filter_map(|entry| Some(Str::of(entry)?.to_lossy().into_owned())).collect()
    }
}

struct Collector {
    files: Files,
    nodes: Vec<Node>,
    /// Exceptions that are in the list: each is shown once.
    seen: Vec<Raw>,
}

impl Collector {
    fn collect(&mut self, t: &mut Thread, error: &Value) {
        let first = self.add(t, error);
        let mut work = vec![first];
        while let Some(index) = work.pop() {
            let value = self.nodes[index].value.clone();
            let Some(exception) = BaseException::of(&value) else { continue };
            let cause = exception.cause().and_then(|cause| self.add_new(t, &cause));
            let wanted = cause.is_none() && !exception.suppress_context();
            let context =
                exception.context().filter(|_| wanted).and_then(|context| self.add_new(t, &context));
            let members = group::is_group(t, &value).then(|| group::members(t, &value));
            let members: Option<Vec<usize>> =
                members.map(|members| members.iter().map(|member| self.add(t, member)).collect());
            work.extend(cause);
            work.extend(context);
            work.extend(members.iter().flatten());
            let node = &mut self.nodes[index];
            (node.cause, node.context, node.members) = (cause, context, members);
        }
    }

    fn add_new(&mut self, t: &mut Thread, error: &Value) -> Option<usize> {
        (!self.seen.contains(&error.raw())).then(|| self.add(t, error))
    }

    fn add(&mut self, t: &mut Thread, error: &Value) -> usize {
        self.seen.push(error.raw());
        let traceback = t.traceback_of(error);
        let stack = format_stack(t, &traceback, &mut self.files, Style::Carets);
        let message = message(t, error, &traceback);
        self.nodes.push(Node {
            value: error.clone(),
            stack,
            message,
            cause: None,
            context: None,
            members: None,
        });
        self.nodes.len() - 1
    }
}

/// A string for output: lone surrogates as escapes, as `sys.stderr` writes them.
pub(super) fn printable(text: &Value) -> String {
    let Some(text) = Str::of(text) else { return String::new() };
    let mut output = String::new();
    for unit in text.units().iter() {
        match char::from_u32(unit) {
            Some(c) => output.push(c),
            None => output.push_str(&format!("\\u{unit:04x}")),
        }
    }
    output
}

/// `str(value)`, or what stands for it when that fails.
pub(super) fn text_of(t: &mut Thread, value: &Value, what: &str) -> String {
    match t.str_of(value) {
        Ok(text) => printable(&text),
        Err(_) => format!("<{what} str() failed>"),
    }
}

/// `repr(value)`, or what stands for it when that fails.
fn repr_of(t: &mut Thread, value: &Value, what: &str) -> String {
    match t.repr(value) {
        Ok(text) => printable(&text),
        Err(_) => format!("<{what} repr() failed>"),
    }
}

/// The exception's class with its module, unless that is `builtins` or `__main__`.
pub(super) fn class_name(t: &mut Thread, error: &Value) -> String {
    let class = t.type_of(error).to_value();
    let Some(this) = class.downcast::<TypeObject>() else { return String::new() };
    // SAFETY: a live type owns its qualified name, a string.
    #[expect(unsafe_code, reason = "reads a type's field in place")]
    let name = printable(unsafe { Value::borrow_slot(this.qualname.as_ptr()) });
    let key = t.interpreter().names().__module__.clone();
    let module = if this.flags.get().contains(TypeFlags::HEAP) {
        t.get_attr(&class, &key).ok()
    } else {
        // Builtin exceptions say so only when their module is another.
        let own = Str::of(&key).and_then(|key| this.dict().get_str(t, key)).cloned();
        match own {
            Some(module) => Some(module),
            None => return name,
        }
    };
    match module.filter(|module| Str::of(module).is_some()) {
        Some(module) => match printable(&module).as_str() {
            "builtins" | "__main__" => name,
            module => format!("{module}.{name}"),
        },
        None => format!("<unknown>.{name}"),
    }
}

/// The lines below the traceback: class and message, where a syntax error is, and the notes.
fn message(t: &mut Thread, error: &Value, traceback: &Value) -> String {
    let class = class_name(t, error);
    let syntax_error = t.interpreter().exception_class(Class::SyntaxError);
    let mut output = if t.is_instance_of(error, &syntax_error) {
        syntax::format(t, error, &class)
    } else {
        let mut text = text_of(t, error, "exception");
        text.push_str(&suggestion::hint(t, error, traceback));
        if text.is_empty() { format!("{class}\n") } else { format!("{class}: {text}\n") }
    };
    notes(t, error, &mut output);
    output
}

fn notes(t: &mut Thread, error: &Value, output: &mut String) {
    let name = t.interpreter().names().__notes__.clone();
    let notes = match t.get_attr_opt(error, &name) {
        Ok(Some(notes)) if !notes.is_none() => notes,
        Ok(_) => return,
        Err(problem) => {
            let problem = repr_of(t, problem.value(), "__notes__");
            output.push_str(&format!("Ignored error getting __notes__: {problem}\n"));
            return;
        }
    };
    let items = match (notes.downcast::<List>(), Tuple::of(&notes)) {
        (Some(list), _) => list.items(t).to_vec(),
        (None, Some(tuple)) => tuple.items().to_vec(),
        (None, None) => {
            output.push_str(&repr_of(t, &notes, "__notes__"));
            output.push('\n');
            return;
        }
    };
    for note in items {
        output.push_str(&text_of(t, &note, "note"));
        output.push('\n');
    }
}

struct Printer<'a> {
    nodes: &'a [Node],
    output: String,
    /// How many groups are open.
    depth: usize,
    /// The innermost group still wants its last line.
    needs_close: bool,
}

impl Printer<'_> {
    /// Prints an exception after those that it is linked to.
    fn print(&mut self, index: usize) {
        let mut chain = Vec::new();
        let mut at = Some(index);
        while let Some(index) = at {
            let node = &self.nodes[index];
            let (text, next) = match (node.cause, node.context) {
                (Some(cause), _) => (CAUSE, Some(cause)),
                (None, Some(context)) => (CONTEXT, Some(context)),
                (None, None) => ("", None),
            };
            chain.push((text, index));
            at = next;
        }
        for (text, index) in chain.into_iter().rev() {
            self.emit(text, '|');
            self.print_one(index);
        }
    }

    fn print_one(&mut self, index: usize) {
        let nodes = self.nodes;
        let node = &nodes[index];
        match &node.members {
            None => {
                if !node.stack.is_empty() {
                    self.emit("Traceback (most recent call last):\n", '|');
                    self.emit(&node.stack, '|');
                }
                self.emit(&node.message, '|');
            }
            Some(_) if self.depth > GROUP_DEPTH => {
                self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
            }
            Some(members) => self.print_group(node, members),
        }
    }

    fn print_group(&mut self, node: &Node, members: &[usize]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth = 1;
        }
        if !node.stack.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            self.emit(&node.stack, '|');
        }
        self.emit(&node.message, '|');
        let shown = members.len().min(GROUP_WIDTH + 1);
        self.needs_close = false;
        for (index, &member) in members.iter().take(shown).enumerate() {
            let last = index + 1 == shown;
            if last {
                // A group within may draw the line instead.
                self.needs_close = true;
            }
            let cut = index >= GROUP_WIDTH;
            let title = if cut { "...".to_owned() } else { (index + 1).to_string() };
            let corner = if index == 0 { "+-" } else { "  " };
            let indent = self.indent();
            self.output.push_str(&format!("{indent}{corner}+---------------- {title} ----------------\n"));
            self.depth += 1;
            if cut {
                let more = members.len() - GROUP_WIDTH;
                let s = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{s}\n"), '|');
            } else {
                self.print(member);
            }
            if last && self.needs_close {
                let indent = self.indent();
                self.output.push_str(&format!("{indent}+------------------------------------\n"));
                self.needs_close = false;
            }
            self.depth -= 1;
        }
        if outermost {
            self.depth = 0;
        }
    }

    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Appends text, in groups with a margin before each line.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.output.push_str(text);
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            self.output.push_str(&format!("{indent}{margin} {line}"));
        }
    }
}
