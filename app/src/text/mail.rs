//! Words of mails, and of the page on which everybody says how they want them.

use super::texts;

texts! {
    title { "Mail", "Correo" }
    help { "Pacto writes to you when something waits for you: a thread or a comment for your answer, a unit for your proposal or signature, a deadline that comes near.", "Pacto le escribe cuando algo lo espera: un hilo o un comentario su respuesta, una unidad su propuesta o su firma, un plazo que se acerca." }
    goes_to(address) { "Mails go to {address}.", "Los correos van a {address}." }
    not_set_up { "Mail is not set up on this server: nothing is sent yet. What you choose here holds as soon as it is.", "El correo no está configurado en este servidor: todavía no se envía nada. Lo que elija aquí valdrá en cuanto lo esté." }
    not_set_up_how { "Whoever runs the server gives it an SMTP server and a sender: --smtp-url and --mail-from.", "Quien opera el servidor le indica un servidor SMTP y un remitente: --smtp-url y --mail-from." }
    when_title { "How you want to be told", "Cómo quiere que se le avise" }
    when { "What waits for you", "Lo que lo espera" }
    at_once { "at once", "de inmediato" }
    daily { "once a day, all together", "una vez al día, todo junto" }
    never { "never by mail", "nunca por correo" }
    hour { "Hour of the daily mail", "Hora del correo diario" }
    hour_help { "On your own clock. Nothing new, no mail.", "En su propio reloj. Sin novedades no hay correo." }
    reminders { "Remind me 72, 24 and 2 hours before a deadline of mine", "Recordarme 72, 24 y 2 horas antes de un plazo mío" }
    reminders_help { "Reminders come at their hour, whatever is chosen above. Threads that you have muted or put off are left out.", "Los recordatorios llegan a su hora, sea cual sea la opción de arriba. Los hilos silenciados o pospuestos quedan fuera." }
    zone { "Time zone", "Zona horaria" }
    zone_help { "By its name, such as America/Bogota. Deadlines in mails are told in it.", "Por su nombre, como America/Bogota. Los plazos se indican en ella." }
    zone_proposed { "This zone is the one of your device. It holds once you save it.", "Esta zona es la de su equipo. Vale cuando la guarde." }
    zone_unknown { "There is no time zone of this name. Choose one of the list.", "No existe una zona horaria con ese nombre. Elija una de la lista." }
    language { "Language and numbers of mails", "Idioma y números de los correos" }
    region_es_co { "Spanish of Colombia: 1.234,5", "Español de Colombia: 1.234,5" }
    region_es_pe { "Spanish of Peru: 1,234.5", "Español de Perú: 1,234.5" }
    region_es_es { "Spanish of Spain: 12.345,6", "Español de España: 12.345,6" }
    region_en_us { "English: 1,234.5", "Inglés: 1,234.5" }
    save { "Save", "Guardar" }
    saved { "Saved. It holds from now on.", "Guardado. Vale desde ahora." }
    unreadable { "Choose one of the list.", "Elija una opción de la lista." }
    trial_title { "Do mails reach you?", "¿Le llegan los correos?" }
    trial_help(sender) { "A trial mail is sent at once, from {sender}.", "Se envía de inmediato un correo de prueba, desde {sender}." }
    trial { "Send me a trial mail", "Enviarme un correo de prueba" }
    trial_sent(address) { "The mail server has taken the trial mail to {address}. If it does not arrive, look among unwanted mail.", "El servidor de correo aceptó el correo de prueba para {address}. Si no llega, búsquelo entre el correo no deseado." }
    trial_failed(reason) { "The trial mail was not sent. The mail server said: {reason}", "El correo de prueba no se envió. El servidor de correo dijo: {reason}" }
    latest { "Mails to you", "Correos para usted" }
    latest_none { "None has been written yet.", "Todavía no se ha escrito ninguno." }
    written_at { "Written", "Escrito" }
    became { "What became of it", "Qué pasó con él" }
    was_sent(moment) { "sent {moment}", "enviado {moment}" }
    was_over { "not sent: what it was about had been dealt with", "no enviado: ya se había atendido" }
    waits { "waits to be sent", "espera para enviarse" }
    tries(attempts, moment, reason) { "not sent yet, tried {attempts} times, next {moment}: {reason}", "aún no enviado, {attempts} intentos, el próximo {moment}: {reason}" }
    gave_up(attempts, reason) { "given up after {attempts} attempts: {reason}", "abandonado tras {attempts} intentos: {reason}" }
    link { "Mail: what is sent to you, and when", "Correo: qué se le envía y cuándo" }

    moment(moment, zone) { "{moment} ({zone})", "{moment} ({zone})" }
    answer(unit, measure) { "Your answer is asked for: {unit} · {measure}", "Se espera su respuesta: {unit} · {measure}" }
    comment(author, topic) { "{author} has written to you about {topic}", "{author} le escribió sobre {topic}" }
    on_the_table(author, amount) { "{author} has put {amount} on the table.", "{author} puso {amount} sobre la mesa." }
    said(author, words) { "{author}: “{words}”", "{author}: «{words}»" }
    answer_by(moment) { "Answer by {moment}.", "Responda antes del {moment}." }
    then_escalated { "Without an answer it then goes to whoever arbitrates.", "Sin respuesta pasa entonces a quien arbitra." }
    hours_left(hours, unit, measure) { "{hours} hours left to answer: {unit} · {measure}", "Quedan {hours} horas para responder: {unit} · {measure}" }
    propose(what) { "Your proposal is asked for: {what}", "Se espera su propuesta: {what}" }
    propose_help { "Look at the figures of the unit, then sign and submit them.", "Revise las cifras de la unidad, luego fírmelas y envíelas." }
    propose_left(hours, what) { "{hours} hours left to propose: {what}", "Quedan {hours} horas para proponer: {what}" }
    sign(what) { "Your signature is asked for: {what}", "Se espera su firma: {what}" }
    sign_help { "The unit is on its path to approval, and it is your turn.", "La unidad está en su ruta de aprobación y es su turno." }
    sign_left(hours, what) { "{hours} hours left to sign: {what}", "Quedan {hours} horas para firmar: {what}" }
    sign_again(what) { "Figures that you signed have changed: {what}", "Cambiaron cifras que usted firmó: {what}" }
    sign_again_help { "You sign the difference, and nothing else, again.", "Usted firma de nuevo la diferencia y nada más." }
    open { "Open", "Abrir" }
    and_more(first, rest) { "{first}, and {rest} more", "{first} y {rest} más" }
    many(count) { "{count} things wait for you", "{count} cosas lo esperan" }
    others_one { "1 more thing waits for you on this board.", "1 cosa más lo espera en este tablero." }
    others(count) { "{count} more things wait for you on this board.", "{count} cosas más lo esperan en este tablero." }
    why { "Pacto writes this because you are asked on the board.", "Pacto le escribe porque se le pregunta en el tablero." }
    change { "Change what is sent to you, and when", "Cambiar qué se le envía y cuándo" }
    trial_subject { "Trial mail from Pacto", "Correo de prueba de Pacto" }
    trial_body { "Mails from Pacto reach you.", "Los correos de Pacto le llegan." }
}
