//! Comments on cells, units and goals.

use super::texts;

texts! {
    title { "Comments", "Comentarios" }
    help { "What people have said about goals, units and cells. Whoever sees the unit reads along; what the committee says about a goal, everybody on the board reads.", "Lo que se ha dicho sobre metas, unidades y celdas. Lee quien ve la unidad; lo que el comité dice sobre una meta lo lee todo el tablero." }
    waits(count) { "Waiting for your answer: {count}", "Esperan su respuesta: {count}" }
    latest { "Latest", "Últimos" }
    none { "Nobody has commented on anything yet.", "Nadie ha comentado nada todavía." }
    none_help { "Choose a goal or a unit below, or a cell on the board: its history in the side panel leads to its comments.", "Elija abajo una meta o una unidad, o una celda en el tablero: su historia en el panel lateral lleva a sus comentarios." }
    begin { "Comment on", "Comentar sobre" }
    goals { "Goals", "Metas" }
    unit { "Unit", "Unidad" }
    open { "Open", "Abrir" }
    count_one { "1 comment", "1 comentario" }
    count(count) { "{count} comments", "{count} comentarios" }
    link_none { "Comment", "Comentar" }
    all { "All comments", "Todos los comentarios" }
    about_unit { "The unit as a whole", "La unidad en su conjunto" }
    about_goal { "Corporate goal", "Meta corporativa" }
    on_board { "Open on the board", "Abrir en el tablero" }
    why { "Why this number", "Por qué este número" }
    on_unit { "Comments on the unit", "Comentarios sobre la unidad" }
    nothing_here { "No comments yet. Write the first one below.", "Aún no hay comentarios. Escriba abajo el primero." }
    tells(names) { "Tells {names}", "Avisa a {names}" }
    tells_you { "Tells you", "Le avisa a usted" }
    comments { "commented", "comentó" }
    write { "Your comment", "Su comentario" }
    write_help { "**bold**, *italic*, - list, > quotation, [text](https://…). @Name tells somebody.", "**negrita**, *cursiva*, - lista, > cita, [texto](https://…). @Nombre avisa a alguien." }
    tell { "Tell", "Avisar a" }
    tell_help { "It stands in their inbox until they answer. Anybody else who may read this can be told with @ and their name.", "Queda en su bandeja hasta que respondan. A cualquier otra persona que pueda leer esto se le avisa con @ y su nombre." }
    names { "People who can be told", "Personas a quienes se puede avisar" }
    say { "Comment", "Comentar" }
    kept { "Comments stay in the record: they can be answered, not changed.", "Los comentarios quedan en el registro: se responden, no se cambian." }
    read { "No answer needed", "No requiere respuesta" }
    done { "Your comment stands.", "Su comentario quedó escrito." }
    read_done { "Put aside.", "Apartado." }
    nobody(name) { "“@{name}” is nobody who may read this. Choose a name from the list, or write it without @.", "“@{name}” no es nadie que pueda leer esto. Elija un nombre de la lista, o escríbalo sin @." }
    several(name) { "“@{name}” could be several people. Write more of the name.", "“@{name}” puede ser varias personas. Escriba más del nombre." }
    fault_topic { "This is not on the board, or you do not see it.", "Esto no está en el tablero, o usted no lo ve." }
    fault_may_not_see(name) { "{name} may not see this and cannot be told of it.", "{name} no puede ver esto y no se le puede avisar." }
    fault_many(limit) { "A comment tells {limit} people at most.", "Un comentario avisa a {limit} personas como máximo." }
    inbox_tray(count) { "Comments for you {count}", "Comentarios para usted {count}" }
}
