//! Arithmetic on what is typed: sums of products of numbers and parentheses.

use super::{EntryError, Ratio, literal};
use crate::number::{MINUS, Region};

/// Deeper parentheses are refused, so that no text can exhaust the stack.
const DEEPEST: usize = 32;

/// The small letter of a letter of our languages: the tables of every script would weigh on whoever opens a board.
pub(super) fn small_letter(letter: char) -> char {
    match letter {
        'Á' => 'á',
        'É' => 'é',
        'Í' => 'í',
        'Ó' => 'ó',
        'Ú' => 'ú',
        'Ñ' => 'ñ',
        _ => letter.to_ascii_lowercase(),
    }
}

/// Reads a text from left to right.
pub(super) struct Reader {
    pub(super) characters: Vec<char>,
    /// Characters already read.
    pub(super) at: usize,
    pub(super) region: Region,
    depth: usize,
}

impl Reader {
    pub(super) fn new(text: &str, region: Region) -> Self {
        Self { characters: text.chars().collect(), at: 0, region, depth: 0 }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Reads on while the condition holds.
    pub(super) fn take_while(&mut self, condition: impl Fn(char) -> bool) -> &[char] {
        let start = self.at;
        while self.peek().is_some_and(&condition) {
            self.at += 1;
        }
        &self.characters[start..self.at]
    }

    /// Reads one of the given operators, if it comes next; the minus sign we write counts as the one on the keyboard.
    pub(super) fn take_operator(&mut self, operators: &str) -> Option<char> {
        self.skip_spaces();
        let next = self.peek().map(|next| if next == MINUS { '-' } else { next });
        let operator = next.filter(|&next| operators.contains(next))?;
        self.at += 1;
        Some(operator)
    }

    pub(super) fn unreadable(&self) -> EntryError {
        EntryError::Unreadable { at: self.at }
    }

    /// Whether nothing but spaces is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_spaces();
        self.peek().is_none()
    }

    /// Whether the two points between bounds come next.
    pub(super) fn sees_dots(&mut self) -> bool {
        self.skip_spaces();
        self.characters.get(self.at..self.at + 2) == Some(&['.', '.'])
    }

    /// Reads the two points between bounds, if they come next.
    pub(super) fn take_dots(&mut self) -> bool {
        let there = self.sees_dots();
        self.at += if there { 2 } else { 0 };
        there
    }

    /// Refuses anything that is left.
    pub(super) fn finish(&mut self) -> Result<(), EntryError> {
        if self.is_at_end() { Ok(()) } else { Err(self.unreadable()) }
    }

    /// Products joined by plus and minus.
    pub(super) fn sum(&mut self) -> Result<Ratio, EntryError> {
        let mut sum = self.product()?;
        while let Some(operator) = self.take_operator("+-") {
            let next = self.product()?;
            sum = if operator == '+' { sum.add(next)? } else { sum.subtract(next)? };
        }
        Ok(sum)
    }

    /// Factors joined by times and divided by.
    fn product(&mut self) -> Result<Ratio, EntryError> {
        let mut product = self.signed_factor()?;
        while let Some(operator) = self.take_operator("*/") {
            let next = self.signed_factor()?;
            product = if operator == '*' { product.multiply(next)? } else { product.divide(next)? };
        }
        Ok(product)
    }

    /// A factor with any signs before it and percent signs behind.
    fn signed_factor(&mut self) -> Result<Ratio, EntryError> {
        let mut negative = false;
        while let Some(sign) = self.take_operator("+-") {
            negative ^= sign == '-';
        }
        let mut factor = self.factor()?;
        while self.take_operator("%").is_some() {
            factor = factor.divide(Ratio::from(100))?;
        }
        if negative { factor.negate() } else { Ok(factor) }
    }

    /// A number or a sum in parentheses.
    pub(super) fn factor(&mut self) -> Result<Ratio, EntryError> {
        if self.take_operator("(").is_none() {
            return literal::read(self)?.value();
        }
        if self.depth == DEEPEST {
            return Err(self.unreadable());
        }
        self.depth += 1;
        let inner = self.sum()?;
        self.depth -= 1;
        if self.take_operator(")").is_none() {
            return Err(self.unreadable());
        }
        Ok(inner)
    }
}
