//! What can be wrong with the text of a driver tree.

use super::super::texts;
use domain::number::{Language, Region};

texts! {
    character(character) { "the character “{character}” has no meaning here.", "el carácter «{character}» no tiene sentido aquí." }
    open_label { "the label has no closing quotation mark.", "a la etiqueta le faltan las comillas de cierre." }
    long_number { "the number is too long.", "el número es demasiado largo." }
    expected(expected, found) { "found {found}, expected {expected}.", "hay {found} y se esperaba {expected}." }
    too_large { "the text is too large or too deeply nested.", "el texto es demasiado grande o está demasiado anidado." }
    repeated(name) { "{name} is declared twice.", "{name} está declarado dos veces." }
    unknown(name) { "nothing is called {name}.", "nada se llama {name}." }
    unknown_near(name, nearest) { "nothing is called {name}; perhaps {nearest}?", "nada se llama {name}; ¿quizás {nearest}?" }
    arguments(function, takes) { "{function} takes {takes}.", "{function} toma {takes}." }
    alone(function) { "{function} stands alone, under a name and a unit of its own.", "{function} va sola, con nombre y unidad propios." }
    measure_twice(name) { "{name} reads the same measure; use its name.", "{name} lee la misma medida; use su nombre." }
    units(expected, found) { "the units do not fit: expected {expected}, found {found}.", "las unidades no encajan: se esperaba {expected} y hay {found}." }
    unit_power { "the unit is of too high a power.", "la unidad tiene una potencia demasiado alta." }
    points { "the points of a lookup rise from left to right.", "los puntos de lookup suben de izquierda a derecha." }
    opening { "a stock opens with a level: declare it as one.", "stock abre con un nivel: declárelo así." }
    circle(path) { "a circle: {path}. A node cannot need itself.", "un círculo: {path}. Un nodo no puede necesitarse a sí mismo." }
}

/// What the grammar calls its parts, in Spanish.
const PARTS: [(&str, &str); 17] = [
    ("a formula", "una fórmula"),
    ("a goal", "un objetivo"),
    ("a measure", "una medida"),
    ("a name", "un nombre"),
    ("a number", "un número"),
    ("a slice", "un corte"),
    ("a unit", "una unidad"),
    ("a comma and a number of months", "una coma y un número de meses"),
    ("a formula and two points or more", "una fórmula y dos puntos o más"),
    ("a number of months from 1 to 120", "un número de meses de 1 a 120"),
    ("a number, a name or a formula in parentheses", "un número, un nombre o una fórmula entre paréntesis"),
    ("an opening level, what comes in and what goes out", "un nivel inicial, lo que entra y lo que sale"),
    ("the English label", "la etiqueta en inglés"),
    ("the Spanish label", "la etiqueta en español"),
    ("the end of the line", "el fin de la línea"),
    ("the end of the text", "el fin del texto"),
    ("level", "level"),
];

/// A part of the grammar in the reader's language; signs and names stand as they are.
pub fn part(region: Region, part: &str) -> String {
    let found = PARTS.iter().find(|(known, _)| *known == part).filter(|_| region.language() == Language::Es);
    found.map_or(part, |(_, spanish)| spanish).to_owned()
}
