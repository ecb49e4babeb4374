//! Words that only the server writes, around every page.

use super::texts;

texts! {
    skip_to_content { "Skip to the content", "Ir al contenido" }
}
