//! Templates of `str.format` against the reference's own splitting.

mod common;

use common::{check, codes, hexes, outcome, rows};
use std::ops::Range;
use taipan_text::template::{Accessor, AutoNumber, FieldName, Piece, Selector, TemplateParser};
use taipan_text::{Text, TextError};

fn pieces(template: &[u32]) -> Result<String, TextError> {
    let part = |range: &Range<usize>| hexes(&Text::from_units(&template[range.clone()]));
    let mut out = Vec::new();
    for piece in TemplateParser::new(template) {
        match piece? {
            Piece::Literal(range) if range.is_empty() => {}
            Piece::Literal(range) => out.push(format!("L{}", part(&range))),
            Piece::Field(field) => {
                let conversion = field.conversion.map(|c| format!("{c:x}")).unwrap_or_default();
                assert_eq!(field.nested, template[field.spec.clone()].contains(&u32::from('{')));
                out.push(format!("F{};{conversion};{}", part(&field.name), part(&field.spec)));
            }
        }
    }
    Ok(out.join(" "))
}

fn steps(name: &[u32]) -> Result<String, TextError> {
    let part = |range: &Range<usize>| hexes(&Text::from_units(&name[range.clone()]));
    let (selector, rest) = FieldName::split(name)?;
    let mut out = vec![match selector {
        Selector::Next => String::new(),
        Selector::Index(index) => format!("#{index}"),
        Selector::Name(range) => part(&range),
    }];
    for step in rest {
        out.push(match step? {
            Accessor::Attribute(range) => format!(".{}", part(&range)),
            Accessor::Index(index) => format!("[#{index}"),
            Accessor::Key(range) => format!("[{}", part(&range)),
        });
    }
    Ok(out.join(" "))
}

#[test]
fn templates_and_field_names_split_as_in_the_reference() {
    let (mut total, mut differences) = (0, Vec::new());
    for (data, split) in [
        (include_str!("data/template.txt"), pieces as fn(&[u32]) -> Result<String, TextError>),
        (include_str!("data/field_name.txt"), steps),
    ] {
        for row in rows(data) {
            total += 1;
            let text = codes(row[0]);
            let ours = outcome(split(&text), |s| s);
            if ours != row[1] {
                let readable = Text::from_units(&text).to_string_lossy();
                differences.push(format!("{readable:?}: {ours} expected {}", row[1]));
            }
        }
    }
    check("template", total, &differences);
}

#[test]
fn numbering_is_of_one_kind() {
    let mut auto = AutoNumber::default();
    assert_eq!(auto.resolve(&Selector::Next), Ok(Some(0)));
    assert_eq!(auto.resolve(&Selector::Name(0..1)), Ok(None));
    assert_eq!(auto.resolve(&Selector::Next), Ok(Some(1)));
    assert!(auto.resolve(&Selector::Index(0)).is_err());
    let mut manual = AutoNumber::default();
    assert_eq!(manual.resolve(&Selector::Index(7)), Ok(Some(7)));
    assert!(manual.resolve(&Selector::Next).is_err());
}
