//! A small line difference for reports: the common head and tail are dropped, what lies between is shown.

const CONTEXT: usize = 2;
const SHOWN: usize = 15;
const LONGEST: usize = 300;

/// Shows where two texts differ, indented by four spaces, or an empty string when they are equal.
#[must_use]
pub fn lines(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (split(expected), split(actual));
    if old == new {
        return String::new();
    }
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut text = format!("    at line {}:\n", head + 1);
    for line in &old[head.saturating_sub(CONTEXT)..head] {
        push(&mut text, ' ', line);
    }
    side(&mut text, '-', &old[head..old.len() - tail]);
    side(&mut text, '+', &new[head..new.len() - tail]);
    for line in old[old.len() - tail..].iter().take(CONTEXT) {
        push(&mut text, ' ', line);
    }
    text
}

/// Lines with their ends shown when the last has none, so that a missing newline is a difference.
fn split(text: &str) -> Vec<String> {
    let unfinished = !text.is_empty() && !text.ends_with('\n');
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if unfinished && let Some(last) = lines.last_mut() {
        last.push_str("⟨no newline⟩");
    }
    lines
}

fn side(text: &mut String, sign: char, lines: &[String]) {
    for line in lines.iter().take(SHOWN) {
        push(text, sign, line);
    }
    if lines.len() > SHOWN {
        push(text, sign, &format!("… {} more lines", lines.len() - SHOWN));
    }
}

fn push(text: &mut String, sign: char, line: &str) {
    text.push_str("    ");
    text.push(sign);
    text.push(' ');
    text.extend(line.chars().take(LONGEST));
    if line.chars().count() > LONGEST {
        text.push('…');
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn equal_texts_show_nothing() {
        assert_eq!(lines("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn head_and_tail_are_dropped() {
        let text = lines("1\n2\n3\nold\n4\n5\n6\n", "1\n2\n3\nnew\nnewer\n4\n5\n6\n");
        assert_eq!(
            text,
            "    at line 4:\n      2\n      3\n    - old\n    + new\n    + newer\n      4\n      5\n"
        );
    }

    #[test]
    fn repeated_lines_are_not_counted_twice() {
        assert_eq!(lines("a\na\n", "a\na\na\n"), "    at line 3:\n      a\n      a\n    + a\n");
    }

    #[test]
    fn a_missing_newline_shows() {
        assert!(lines("a\n", "a").contains("+ a⟨no newline⟩"));
    }
}
