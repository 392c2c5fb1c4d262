//! Inspected code as versioned JSON.

use serde::Serialize;

use crate::inspect::Inspection;
use crate::inspect::rows::rows;
use crate::site::SiteStats;

/// The JSON Schema (draft 2020-12) of [`inspect_json`].
pub const INSPECT_SCHEMA: &str = include_str!("../../schema/inspect.json");

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: u32,
    program: &'a str,
    codes: Vec<CodeJson<'a>>,
}

#[derive(Serialize)]
struct CodeJson<'a> {
    file: String,
    function: String,
    line: i32,
    instructions: Vec<InstructionJson<'a>>,
    executable: Vec<ListingJson<'a>>,
}

#[derive(Serialize)]
struct InstructionJson<'a> {
    offset: u32,
    opcode: &'static str,
    arg: Option<u32>,
    operand: String,
    line: Option<i32>,
    column: Option<i32>,
    end_line: Option<i32>,
    end_column: Option<i32>,
    site: Option<&'a SiteStats>,
}

#[derive(Serialize)]
struct ListingJson<'a> {
    title: &'a str,
    words: Vec<WordJson<'a>>,
}

#[derive(Serialize)]
struct WordJson<'a> {
    word: u32,
    offset: u32,
    second: Option<u32>,
    text: &'a str,
    /// As text: few readers of JSON have integers so wide.
    cells: Vec<String>,
}

/// The code, its sites and words as JSON.
pub fn inspect_json(inspection: &Inspection<'_>) -> String {
    let codes = inspection.codes.iter().map(|code| {
        let instruction = |row: crate::inspect::rows::Row| {
            let known = |number: i32| (number >= 0).then_some(number);
            let (offset, opcode) = (row.instruction.opcode_offset(), row.instruction.opcode);
            InstructionJson {
                offset,
                opcode: opcode.name(),
                arg: opcode.has_argument().then_some(row.instruction.arg),
                operand: row.operand,
                line: known(row.location.line),
                column: known(row.location.column),
                end_line: known(row.location.end_line),
                end_column: known(row.location.end_column),
                site: inspection.site(code, offset),
            }
        };
        CodeJson {
            file: code.filename.to_lossy().into_owned(),
            function: code.qualname.to_lossy().into_owned(),
            line: code.firstlineno,
            instructions: rows(code).into_iter().map(instruction).collect(),
            executable: inspection
                .listings(code)
                .iter()
                .map(|listing| ListingJson {
                    title: &listing.title,
                    words: listing
                        .lines
                        .iter()
                        .map(|word| WordJson {
                            word: word.word,
                            offset: word.offset,
                            second: word.second,
                            text: &word.text,
                            cells: word.cells.iter().map(|cell| format!("{cell:#x}")).collect(),
                        })
                        .collect(),
                })
                .collect(),
        }
    });
    let document = Document {
        schema: "taipan.inspect",
        version: 1,
        program: inspection.program,
        codes: codes.collect(),
    };
    match serde_json::to_string_pretty(&document) {
        Ok(text) => text + "\n",
        Err(error) => unreachable!("an inspection is numbers and texts: {error}"),
    }
}
