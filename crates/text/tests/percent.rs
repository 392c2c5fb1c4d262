//! `%` formatting against the reference's recorded answers.

mod common;

use common::{check, codes, hexes, outcome, rows, text};
use dashu_int::IBig;
use taipan_text::int::{self, IntRef};
use taipan_text::percent::{self, Conversion, Count, Parser, Segment};
use taipan_text::unicode;
use taipan_text::{Text, TextError, Unit, with_units};

/// The values of one case, fetched as the VM fetches them from a tuple.
struct Values<'a> {
    fields: Vec<&'a str>,
    kind: &'a str,
    next: usize,
}

impl<'a> Values<'a> {
    fn next(&mut self) -> Result<&'a str, TextError> {
        self.next += 1;
        self.fields.get(self.next - 1).copied().ok_or_else(percent::not_enough_arguments)
    }

    fn star(&mut self, count: Count) -> Result<i64, TextError> {
        if count != Count::Star {
            return Ok(0);
        }
        self.next()?.parse().map_err(|_| percent::star_wants_int())
    }
}

fn convert(conversion: &Conversion, values: &mut Values<'_>, out: &mut Text) -> Result<(), TextError> {
    if conversion.keyed {
        return Err(percent::mapping_required());
    }
    let field = conversion.field(values.star(conversion.width)?, values.star(conversion.precision)?);
    if let Some(failure) = &conversion.failure {
        return Err(failure.clone());
    }
    let value = values.next()?;
    match field.kind {
        's' | 'r' | 'a' if values.kind == "s" => {
            let shown = match field.kind {
                's' => text(value),
                'r' => unicode::repr(&codes(value)),
                _ => unicode::ascii(&codes(value)),
            };
            with_units!(shown.units(), s => field.text(s, out))
        }
        's' | 'r' | 'a' => field.text(value.as_bytes(), out),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            field.integer(IntRef::Big(&value.parse::<IBig>().unwrap()), int::DEFAULT_MAX_DIGITS, out)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            field.float(f64::from_bits(u64::from_str_radix(value, 16).unwrap()), out)
        }
        'c' => field.character(value.parse().unwrap_or(-1), out),
        _ => Err(percent::unsupported(conversion, false)),
    }
}

fn render<U: Unit>(format: &[U], mut values: Values<'_>) -> Result<Text, TextError> {
    let mut out = Text::new();
    for segment in Parser::new(format) {
        match segment {
            Segment::Literal(range) => out.extend(&format[range]),
            Segment::Conversion(conversion) => convert(&conversion, &mut values, &mut out)?,
        }
    }
    if values.next < values.fields.len() { Err(percent::not_all_converted(false)) } else { Ok(out) }
}

#[test]
fn formats_render_as_the_reference_renders_them() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/percent.txt")) {
        total += 1;
        let values = || Values { fields: row[2].split('/').collect(), kind: row[1], next: 0 };
        let wide = outcome(render(&codes(row[0]), values()), |t| hexes(&t));
        let narrow = outcome(with_units!(text(row[0]).units(), s => render(s, values())), |t| hexes(&t));
        if wide != row[3] || narrow != row[3] {
            differences.push(format!(
                "{:?} {}: {wide} expected {}",
                text(row[0]).to_string_lossy(),
                row[2],
                row[3]
            ));
        }
    }
    check("percent", total, &differences);
}

#[test]
fn keys_balance_their_parentheses() {
    let format = b"a%(b(c))-5s%(x";
    let segments: Vec<Segment> = Parser::new(format).collect();
    assert_eq!(segments.len(), 3);
    let Segment::Conversion(first) = &segments[1] else { panic!("no conversion") };
    assert_eq!(&format[first.key.clone().unwrap()], b"b(c)");
    assert!(first.flags.left && first.width == Count::Given(5) && first.failure.is_none());
    let Segment::Conversion(second) = &segments[2] else { panic!("no conversion") };
    assert!(second.keyed && second.key.is_none());
    assert_eq!(second.failure, Some(TextError::value("incomplete format key")));
}

#[test]
fn messages() {
    let conversion = |format: &[u8]| match Parser::new(format).next() {
        Some(Segment::Conversion(conversion)) => conversion,
        other => panic!("no conversion: {other:?}"),
    };
    let text = |error: TextError| error.message;
    assert_eq!(
        text(percent::unsupported(&conversion(b"%-5q"), true)),
        "unsupported format character 'q' (0x71) at index 3"
    );
    assert_eq!(
        text(percent::unsupported(&conversion(b"%\xFF"), true)),
        "character argument not in range(0x110000)"
    );
    assert_eq!(text(percent::wrong_number('x', "float")), "%x format: an integer is required, not float");
    assert_eq!(text(percent::wrong_number('d', "str")), "%d format: a real number is required, not str");
    assert_eq!(text(percent::not_all_converted(true)), "not all arguments converted during bytes formatting");
    assert_eq!(
        text(percent::wrong_character("a string of length 2")),
        "%c requires an int or a unicode character, not a string of length 2"
    );
}
