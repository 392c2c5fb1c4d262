//! One table, three notations.

use taipan_stats::wrapped;

/// How tables are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    Text,
    Markdown,
    Csv,
}

/// How wide a terminal is taken to be.
pub(crate) const WIDTH: usize = 80;

impl Notation {
    /// A text on its own.
    pub(crate) fn paragraph(self, text: &str) -> String {
        if self == Notation::Text { wrapped(text, WIDTH, "") } else { text.to_owned() }
    }

    /// An item of a list.
    pub(crate) fn item(self, text: &str) -> String {
        match self {
            Notation::Text => format!("  {}", wrapped(text, WIDTH - 4, "    ")),
            _ => format!("* {text}"),
        }
    }
}

/// Rows of cells under a head. Figures stand right, texts left.
#[derive(Clone, Debug)]
pub struct Table {
    head: Vec<String>,
    /// Whether a column holds figures.
    figures: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table; a column whose head begins with `#` holds figures (the sign is not shown).
    pub fn new(head: &[&str]) -> Table {
        Table {
            head: head.iter().map(|name| name.trim_start_matches('#').to_owned()).collect(),
            figures: head.iter().map(|name| name.starts_with('#')).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; what is missing at its end is empty.
    pub fn push(&mut self, mut cells: Vec<String>) {
        cells.resize(self.head.len(), String::new());
        self.rows.push(cells);
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text, with a newline at its end.
    pub fn render(&self, notation: Notation) -> String {
        match notation {
            Notation::Text => self.text(),
            Notation::Markdown => self.markdown(),
            Notation::Csv => {
                let lines = std::iter::once(&self.head).chain(&self.rows);
                lines
                    .map(|cells| cells.iter().map(|cell| csv(cell)).collect::<Vec<_>>().join(",") + "\n")
                    .collect()
            }
        }
    }

    fn text(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| &row[column]).chain([&self.head[column]]);
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let line = |cells: &[String]| {
            let columns = cells.iter().zip(&widths).zip(&self.figures);
            let padded = columns.map(|((cell, &width), figures)| match figures {
                true => format!("{cell:>width$}"),
                false => format!("{cell:<width$}"),
            });
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        };
        std::iter::once(&self.head).chain(&self.rows).map(|cells| line(cells)).collect()
    }

    fn markdown(&self) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule: Vec<String> =
            self.figures.iter().map(|figures| if *figures { "---:" } else { "---" }.to_owned()).collect();
        line(&self.head) + &line(&rule) + &self.rows.iter().map(|cells| line(cells)).collect::<String>()
    }
}

/// A cell as RFC 4180 has it.
fn csv(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_notation_has_its_marks() {
        let mut table = Table::new(&["name", "#time"]);
        assert!(table.is_empty());
        table.push(vec!["a|b".to_owned(), "1.5 ms".to_owned()]);
        table.push(vec!["c, \"d\"".to_owned()]);
        assert_eq!(table.render(Notation::Text), "name      time\na|b     1.5 ms\nc, \"d\"\n");
        assert_eq!(
            table.render(Notation::Markdown),
            "| name | time |\n| --- | ---: |\n| a\\|b | 1.5 ms |\n| c, \"d\" |  |\n"
        );
        assert_eq!(table.render(Notation::Csv), "name,time\na|b,1.5 ms\n\"c, \"\"d\"\"\",\n");
    }
}
