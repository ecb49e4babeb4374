//! Words that only the server writes, around every page.

use super::texts;

texts! {
    not_stored { "It could not be stored. Nothing has changed; try again in a moment.", "No se pudo guardar. Nada cambió; inténtelo de nuevo en un momento." }
    board { "Board", "Tablero" }
    pages_of_board { "Pages of this board", "Páginas de este tablero" }
    skip_to_content { "Skip to the content", "Ir al contenido" }
}
