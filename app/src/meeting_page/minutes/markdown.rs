//! Minutes as a text in Markdown.

use super::blocks::Block;

/// Words as they read: nothing that people have typed is taken for a mark.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => plain.extend(['\\', letter]),
            '\n' | '\r' => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    format!("| {} |", cells.join(" | "))
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(words) => format!("# {}", plain(words)),
        Block::Heading(words) => format!("## {}", plain(words)),
        Block::Item(words) => format!("### {}", plain(words)),
        Block::Words(words) => plain(words),
        Block::Facts(facts) => {
            let facts: Vec<String> =
                facts.iter().map(|(name, words)| format!("- **{}:** {}", plain(name), plain(words))).collect();
            facts.join("\n")
        }
        Block::List(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| format!("- {}", plain(line))).collect();
            lines.join("\n")
        }
        Block::Table(head, rows) => {
            let under = head.iter().enumerate().map(|(place, _)| if place == 0 { "---" } else { "---:" });
            let under = format!("| {} |", under.collect::<Vec<_>>().join(" | "));
            let lines = std::iter::once(row(head)).chain([under]).chain(rows.iter().map(|cells| row(cells)));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// The whole text.
pub(super) fn written(blocks: &[Block]) -> String {
    let blocks: Vec<String> = blocks.iter().map(block).collect();
    format!("{}\n", blocks.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_typed_is_no_mark() {
        let typed = "1 | 2 * <b>\n# [x](y)".to_owned();
        let list = Block::List(vec![typed.clone()]);
        assert_eq!(written(&[list]), "- 1 \\| 2 \\* \\<b\\> \\# \\[x\\](y)\n");
        let table = Block::Table(vec!["a".to_owned(), "b".to_owned()], vec![vec![typed, "3".to_owned()]]);
        assert_eq!(written(&[table]).lines().count(), 3);
    }
}
