//! Words of every page.

use super::texts;

texts! {
    tagline { "Quotas that the people who must meet them have agreed to", "Cuotas acordadas con quienes deben cumplirlas" }
    boards { "Boards", "Tableros" }
    import_history { "Import history", "Importar historia" }
    sign_out { "Sign out", "Salir" }
    theme { "Light or dark", "Claro u oscuro" }
    language { "Language and number format", "Idioma y formato de números" }
    choose { "Choose", "Elegir" }
    not_found { "There is no such page", "No existe esta página" }
    not_found_help { "The address may be old. Your boards are one step away.", "La dirección puede ser antigua. Sus tableros están a un paso." }
    to_boards { "To the boards", "A los tableros" }
    server_error { "The server could not answer. Nothing is lost; try again in a moment.", "El servidor no pudo responder. Nada se perdió; inténtelo de nuevo en un momento." }
    not_signed_in { "Your session has ended. Sign in again; what you typed is kept on this device.", "Su sesión terminó. Ingrese de nuevo; lo que escribió se guarda en este equipo." }
    not_allowed { "You may not do this here.", "Usted no puede hacer esto aquí." }
    close { "Close", "Cerrar" }
    cancel { "Cancel", "Cancelar" }
    loading { "Loading", "Cargando" }
    part_is_missing { "This part of the page could not be loaded. Check the connection and try again. If Pacto was updated meanwhile, load the page again; what you typed is kept on this device.", "No se pudo cargar esta parte de la página. Revise la conexión e inténtelo de nuevo. Si Pacto se actualizó mientras tanto, vuelva a cargar la página; lo que escribió se guarda en este equipo." }
    try_again { "Try again", "Intentar de nuevo" }
    load_page_again { "Load the page again", "Volver a cargar la página" }
    no_boards { "No board yet", "Todavía no hay tableros" }
    no_boards_help { "A board holds the plan of one fiscal year. Import your sales history first, then open a board from it.", "Un tablero contiene el plan de un año fiscal. Primero importe su historia de ventas y luego abra un tablero con ella." }
    no_boards_for_you { "Nobody has opened a board for you yet.", "Todavía nadie abrió un tablero para usted." }
    board_opened_on(date) { "Opened on {date}", "Abierto el {date}" }
}
