//! Whom a comment tells: the people chosen beside it, and those it names with @.

use crate::form::Query;
use domain::actor::Actor;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A name after @ that tells nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It is nobody's.
    Nobody(String),
    /// It is more than one person's.
    Several(String),
}

/// The people whom a form tells, of those who may read what it says.
///
/// # Errors
/// The first name after @ that tells nobody.
pub fn told(query: &Query, readers: &[Actor]) -> Result<Vec<Actor>, Unclear> {
    let chosen = query.all("tell").filter_map(|person| readers.iter().find(|known| known.person == person));
    let mut told: Vec<Actor> = chosen.cloned().collect();
    for name in named(query.text("text"), readers)? {
        if told.iter().all(|known| known.person != name.person) {
            told.push(name.clone());
        }
    }
    Ok(told)
}

/// The people whom a text names with @: by their whole name, or by its first words where these are one person's.
fn named<'a>(text: &str, readers: &'a [Actor]) -> Result<Vec<&'a Actor>, Unclear> {
    let mut named = Vec::new();
    for (place, _) in text.match_indices('@') {
        // The @ of a mail address follows a letter.
        let before = text[..place].chars().next_back();
        let words: Vec<&str> = words(&text[place + 1..]);
        if before.is_some_and(char::is_alphanumeric) || words.is_empty() {
            continue;
        }
        named.push(person(&words, readers)?);
    }
    Ok(named)
}

/// The words right behind an @ that could be a name, without what punctuates them.
fn words(text: &str) -> Vec<&str> {
    const LONGEST: usize = 6;
    let mut words = Vec::new();
    for word in text.split(' ').take(LONGEST) {
        let letters = word.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’' | '-'));
        let end = letters.unwrap_or(word.len());
        if end > 0 {
            words.push(&word[..end]);
        }
        if end < word.len() || end == 0 {
            break;
        }
    }
    words
}

fn person<'a>(words: &[&str], readers: &'a [Actor]) -> Result<&'a Actor, Unclear> {
    let typed: Vec<String> = words.iter().map(|word| plain(word)).collect();
    let fitting = |actor: &&Actor| {
        let name = plain(&actor.name);
        name.split(' ').zip(&typed).take_while(|(own, typed)| own == typed).count()
    };
    let most = readers.iter().map(|actor| fitting(&actor)).max().unwrap_or(0);
    if most == 0 {
        return Err(Unclear::Nobody(words[0].to_owned()));
    }
    let mut best = readers.iter().filter(|actor| fitting(actor) == most);
    let (first, second) = (best.next(), best.next());
    let whole = || readers.iter().find(|actor| fitting(actor) == most && actor.name.split(' ').count() == most);
    match (first, second) {
        (Some(only), None) => Ok(only),
        _ => whole().ok_or_else(|| Unclear::Several(words[..most].join(" "))),
    }
}

/// A name as it is compared: without capitals and accents.
fn plain(name: &str) -> String {
    name.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::actor::Role;

    fn people(names: &[&str]) -> Vec<Actor> {
        let person = |name: &&str| Actor {
            person: (*name).to_owned(),
            name: (*name).to_owned(),
            role: Role::Executive,
            unit: None,
        };
        names.iter().map(person).collect()
    }

    fn names(text: &str, readers: &[Actor]) -> Result<Vec<String>, Unclear> {
        let query = Query(vec![("text".to_owned(), text.to_owned())]);
        told(&query, readers).map(|told| told.into_iter().map(|known| known.name).collect())
    }

    #[test]
    fn a_name_after_an_at_sign_tells_its_person() {
        let readers = people(&["Julián Restrepo Mejía", "Rosa Quispe Huamán", "Rosa Díaz"]);
        let found = |text| names(text, &readers).unwrap();
        assert_eq!(found("@Julian, see this"), ["Julián Restrepo Mejía"]);
        assert_eq!(found("ask @rosa quispe huaman and (@Julián)"), ["Rosa Quispe Huamán", "Julián Restrepo Mejía"]);
        assert_eq!(found("@Rosa Díaz wants more; @Rosa Díaz!"), ["Rosa Díaz"]);
        assert_eq!(found("write to rosa@example.com, @ 5%"), Vec::<String>::new());
    }

    #[test]
    fn a_name_that_tells_nobody_is_said() {
        let readers = people(&["Rosa Quispe", "Rosa Díaz", "Rosa"]);
        assert_eq!(names("@Pedro?", &readers), Err(Unclear::Nobody("Pedro".to_owned())));
        assert_eq!(names("@Rosa Quispe", &readers).unwrap(), ["Rosa Quispe"]);
        assert_eq!(names("@Rosa wants", &readers).unwrap(), ["Rosa"], "a whole name is before a part of one");
        assert_eq!(names("@Rosa", &readers[..2]), Err(Unclear::Several("Rosa".to_owned())));
    }

    #[test]
    fn who_is_chosen_and_named_is_told_once() {
        let readers = people(&["Rosa Quispe", "Ana Gil"]);
        let fields = [("text", "@Rosa"), ("tell", "Rosa Quispe"), ("tell", "Ana Gil"), ("tell", "Somebody else")];
        let query = Query(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!(told(&query, &readers).unwrap().len(), 2);
    }
}
