//! Prints the words of every code object in a `.pyc` file:
//! `cargo run -p taipan-translate --example listing -- FILE.pyc [faithful]`.

use std::sync::Arc;

use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::{Code, Constant};
use taipan_translate::{Form, translate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: listing FILE.pyc [faithful]")?;
    let form = if arguments.next().is_some() { Form::Faithful } else { Form::Fast };
    let mut codes: Vec<Arc<Code>> = vec![read_pyc(&std::fs::read(path)?)?.code];
    while let Some(code) = codes.pop() {
        println!("{}\n{}", code.qualname.to_lossy(), translate(&code, form)?);
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
    }
    Ok(())
}
