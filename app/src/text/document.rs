//! Words that only the server writes, around every page.

use super::texts;

texts! {
    board { "Board", "Tablero" }
    pages_of_board { "Pages of this board", "Páginas de este tablero" }
    skip_to_content { "Skip to the content", "Ir al contenido" }
}
