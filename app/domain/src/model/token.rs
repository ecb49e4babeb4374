//! Words of a model's text.

use super::problem::{ModelError, Place, Problem};
use crate::entry::Ratio;

/// A text longer than this is refused: a model is small, and a hostile one must be.
const LONGEST_TEXT: usize = 1 << 16;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name of a node, function, unit or measure.
    Name(String),
    /// A number; a percentage is already divided by a hundred.
    Number(Ratio, bool),
    /// A label.
    Label(String),
    /// One of `= : + - * / ( ) ,`, or `>` for the arrow `->`.
    Sign(char),
    /// The end of a line outside of parentheses.
    Line,
    /// The end of the text.
    End,
}

impl Token {
    /// How an error names it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Number(..) => "a number".to_owned(),
            Self::Label(label) => format!("\"{label}\""),
            Self::Sign('>') => "->".to_owned(),
            Self::Sign(sign) => sign.to_string(),
            Self::Line => "the end of the line".to_owned(),
            Self::End => "the end of the text".to_owned(),
        }
    }
}

struct Lexer {
    characters: Vec<char>,
    at: usize,
    place: Place,
    /// Parentheses that are open: a formula goes on over the end of a line inside of them.
    open: usize,
}

/// Splits a text into words; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Place)>, ModelError> {
    let place = Place { line: 1, column: 1 };
    if text.len() > LONGEST_TEXT {
        return Err(ModelError { place, node: None, problem: Problem::TooLarge });
    }
    let mut lexer = Lexer { characters: text.chars().collect(), at: 0, place, open: 0 };
    let mut found = Vec::new();
    loop {
        lexer.skip();
        let place = lexer.place;
        let token = lexer.token().map_err(|problem| ModelError { place, node: None, problem })?;
        let last = token == Token::End;
        found.push((token, place));
        if last {
            return Ok(found);
        }
    }
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        if next == '\n' {
            self.place = Place { line: self.place.line + 1, column: 1 };
        } else {
            self.place.column += 1;
        }
        Some(next)
    }

    fn take_while(&mut self, condition: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(next) = self.peek().filter(|&next| condition(next)) {
            self.take();
            taken.push(next);
        }
        taken
    }

    /// Skips spaces and comments, and line ends inside of parentheses.
    fn skip(&mut self) {
        while let Some(next) = self.peek() {
            if next == '#' {
                self.take_while(|character| character != '\n');
            } else if next.is_whitespace() && (next != '\n' || self.open > 0) {
                self.take();
            } else {
                return;
            }
        }
    }

    fn token(&mut self) -> Result<Token, Problem> {
        let Some(next) = self.peek() else { return Ok(Token::End) };
        if starts_name(next) {
            return Ok(Token::Name(self.take_while(continues_name)));
        }
        if next.is_ascii_digit() {
            return self.number();
        }
        self.take();
        match next {
            '\n' => Ok(Token::Line),
            '"' => self.label(),
            '-' if self.peek() == Some('>') => {
                self.take();
                Ok(Token::Sign('>'))
            }
            '(' => {
                self.open += 1;
                Ok(Token::Sign(next))
            }
            ')' => {
                self.open = self.open.saturating_sub(1);
                Ok(Token::Sign(next))
            }
            '=' | ':' | '+' | '-' | '*' | '/' | ',' => Ok(Token::Sign(next)),
            _ => Err(Problem::Character(next)),
        }
    }

    /// Digits with a point between them, perhaps with a percent sign: the same in every region.
    fn number(&mut self) -> Result<Token, Problem> {
        let mut digits = self.take_while(|character| character.is_ascii_digit());
        let mut decimals = 0;
        let fraction = self.characters.get(self.at + 1).is_some_and(char::is_ascii_digit);
        if self.peek() == Some('.') && fraction {
            self.take();
            let fraction = self.take_while(|character| character.is_ascii_digit());
            decimals = fraction.len();
            digits.push_str(&fraction);
        }
        let percent = self.peek() == Some('%');
        if percent {
            self.take();
            decimals += 2;
        }
        // 18 digits keep every product of two of them inside 128 bits; a percentage is a hundredth of what it shows.
        if digits.trim_start_matches('0').len() > 18 + usize::from(percent) * 2 || decimals > 18 {
            return Err(Problem::LongNumber);
        }
        let whole: i128 = digits.parse().map_err(|_| Problem::LongNumber)?;
        let value = Ratio::new(whole, 10i128.pow(decimals as u32)).map_err(|_| Problem::LongNumber)?;
        Ok(Token::Number(value, percent))
    }

    /// What follows a quotation mark; a backslash keeps the next character as it is.
    fn label(&mut self) -> Result<Token, Problem> {
        let mut label = String::new();
        loop {
            match self.take() {
                None | Some('\n') => return Err(Problem::OpenLabel),
                Some('"') => return Ok(Token::Label(label)),
                Some('\\') => match self.take() {
                    Some(kept) if kept != '\n' => label.push(kept),
                    _ => return Err(Problem::OpenLabel),
                },
                Some(letter) => label.push(letter),
            }
        }
    }
}
