//! Words of the approval of units.

use super::texts;

texts! {
    title { "Approvals", "Aprobaciones" }
    link(count) { "Approvals {count}", "Aprobaciones {count}" }
    link_none { "Approvals", "Aprobaciones" }
    link_help { "Units on their way to a signature, and those that wait for yours", "Unidades camino a la firma y las que esperan la suya" }
    help { "A unit proposes its figures, its path accepts them step by step, and an executive or the committee approves them. Every signature stands under exact figures.", "Una unidad propone sus cifras, su ruta las acepta paso a paso y la dirección o el comité las aprueba. Cada firma vale para cifras exactas." }
    waits(count) { "Waits for you {count}", "Pendiente de usted {count}" }
    waits_none { "Nothing waits for you", "Nada pendiente de usted" }
    waits_none_help { "When you are asked to propose, or a unit reaches a step in which you sign, it stands here.", "Cuando se le pide proponer, o una unidad llega a un paso en el que usted firma, aparece aquí." }
    want_proposal { "Your proposal is asked for", "Se espera su propuesta" }
    want_signature { "Your signature is asked for", "Se espera su firma" }
    want_difference { "Figures that you signed have changed", "Cambiaron cifras que usted firmó" }
    asked_for { "What is asked", "Qué se espera" }
    until { "Until", "Hasta" }
    late { "Late", "Atrasada" }
    called(name) { "Asked to propose by {name}", "{name} le pidió proponer" }
    called_until(name, moment) { "Asked to propose by {name}, until {moment}", "{name} le pidió proponer, hasta {moment}" }
    groups { "Measures", "Medidas" }
    units { "Units", "Unidades" }
    unit { "Unit", "Unidad" }
    standing { "Stands", "Estado" }
    asked { "Asked now", "Se pregunta a" }
    since { "Since", "Desde" }
    gap { "Conservation line", "Línea de conservación" }
    below { "Below", "Debajo" }
    below_count(approved, all) { "{approved} of {all} approved", "{approved} de {all} aprobadas" }
    up { "Up", "Subir" }
    path_link { "Path and rules", "Ruta y reglas" }

    not_started { "Not started", "Sin empezar" }
    started { "Asked to propose", "Propuesta pedida" }
    stale { "Figures changed", "Cifras cambiadas" }

    step(number) { "Step {number}", "Paso {number}" }
    needed(needed, all) { "{needed} of {all} are enough", "Bastan {needed} de {all}" }
    above_one { "Manager one level above", "Gerencia un nivel arriba" }
    above(levels) { "Manager {levels} levels above", "Gerencia {levels} niveles arriba" }
    nobody_above { "In place of a manager above, whom this unit does not have.", "En lugar de una gerencia de más arriba, que esta unidad no tiene." }
    last_word { "Approval", "Aprobación" }
    last_word_who { "Executive or committee", "Dirección o comité" }
    proposal { "Proposal", "Propuesta" }
    taken_by(name) { "Taken over by {name}", "Asumido por {name}" }
    delegated(by, to) { "{to} for {by}", "{to} por {by}" }
    signed_by(name, moment) { "{name}, {moment}", "{name}, {moment}" }
    for_whom(name, other) { "{name} for {other}", "{name} por {other}" }
    waits_here { "waits", "espera" }
    within_one { "within 1 day", "en 1 día" }
    within(days) { "within {days} days", "en {days} días" }
    answer_until(moment) { "until {moment}", "hasta {moment}" }

    figures { "Figures", "Cifras" }
    figures_help { "What is signed: every leaf cell below, of which these are the totals.", "Lo que se firma: cada celda hoja debajo; estos son los totales." }
    measure { "Measure", "Medida" }
    download { "All figures as a file", "Todas las cifras en un archivo" }
    fingerprint { "SHA-256 of the figures", "SHA-256 de las cifras" }
    rules { "Rules", "Reglas" }
    rules_help { "Checked on the present figures.", "Comprobadas con las cifras actuales." }
    rules_none { "The path has no rules.", "La ruta no tiene reglas." }
    kept { "kept", "se cumple" }
    broken { "broken", "no se cumple" }
    check_gap { "The conservation line closes", "La línea de conservación cierra" }
    check_threads { "No thread inside is open", "Ningún hilo interno está abierto" }
    check_growth(low, high) { "Revenue grows by {low} to {high}", "Los ingresos crecen entre {low} y {high}" }
    check_street(cap) { "Street percentage of at most {cap}", "Porcentaje de calle de {cap} como máximo" }
    check_margin(floor) { "Gross margin of at least {floor}", "Margen bruto de {floor} como mínimo" }
    check_expense(limit) { "SG&A of at most {limit} of revenue", "SG&A de {limit} de los ingresos como máximo" }
    check_limit_between(unit, measure, low, high) { "{unit}: {measure} between {low} and {high}", "{unit}: {measure} entre {low} y {high}" }
    check_limit_low(unit, measure, low) { "{unit}: {measure} of at least {low}", "{unit}: {measure} de {low} como mínimo" }
    check_limit_high(unit, measure, high) { "{unit}: {measure} of at most {high}", "{unit}: {measure} de {high} como máximo" }
    found_gap(measure, amount) { "{measure} {amount}", "{measure} {amount}" }
    found_threads(count) { "open: {count}", "abiertos: {count}" }
    found_rate(rate) { "now {rate}", "ahora {rate}" }
    found_nothing { "nothing to compare with", "no hay con qué comparar" }
    warns { "warns", "avisa" }
    blocks { "blocks", "bloquea" }
    reroutes { "asks an executive too", "pregunta también a la dirección" }

    path { "Path", "Ruta" }
    changed { "What has changed since it was signed", "Qué cambió desde que se firmó" }
    changed_help { "Whoever signed other figures signs this difference, and nothing else, again. Until then nobody can approve.", "Quien firmó otras cifras firma de nuevo esta diferencia y nada más. Mientras tanto nadie puede aprobar." }
    was { "Was", "Antes" }
    is_now { "Is", "Ahora" }
    difference { "Difference", "Diferencia" }
    stale_signatures(names) { "Signed other figures: {names}", "Firmaron otras cifras: {names}" }
    inside_only { "The totals are as they were signed; leaf cells below have changed.", "Los totales son los firmados; cambiaron celdas hoja debajo." }

    what_you_may { "What you may do", "Qué puede hacer" }
    locked_above(name) { "{name} is submitted, approved or frozen, and this unit with it: it proposes on its own once {name} is sent back or started anew.", "{name} está enviada, aprobada o congelada, y esta unidad con ella: propone por su cuenta cuando {name} se devuelva o empiece de nuevo." }
    nothing_to_do { "Nothing waits for you here.", "Nada espera de usted aquí." }
    comment { "Comment", "Comentario" }
    comment_help { "Required where you send it back or book a gap.", "Obligatorio al devolverla o al registrar una brecha." }
    password { "Your password, to sign", "Su contraseña, para firmar" }
    own_name { "Your full name, to sign", "Su nombre completo, para firmar" }
    own_name_help { "People of the demo company have no password.", "Las personas de la empresa de demostración no tienen contraseña." }
    book_gap { "Submit with its gap, booked to the hedge ledger with my comment", "Enviar con su brecha, registrada en el libro de cobertura con mi comentario" }
    submit { "Sign and submit", "Firmar y enviar" }
    promote { "Sign and promote", "Firmar y promover" }
    sign_off { "Sign off", "Dar visto bueno" }
    approve { "Sign and approve", "Firmar y aprobar" }
    confirm { "Sign the difference", "Firmar la diferencia" }
    reject { "Send back", "Devolver" }
    reject_to { "Send back to", "Devolver a" }
    to_unit { "the unit, which may write again", "la unidad, que puede escribir de nuevo" }
    delegate { "Delegate", "Delegar" }
    delegate_to { "Somebody to answer for you", "Alguien que responda por usted" }
    take { "Take over this step", "Asumir este paso" }
    give_back { "Give back", "Devolver el encargo" }
    withdraw { "Withdraw", "Retirar" }
    freeze { "Freeze", "Congelar" }
    unfreeze { "Unfreeze", "Descongelar" }
    due_day { "Last day to propose, if there is one", "Último día para proponer, si lo hay" }
    start { "Ask for a proposal", "Pedir propuesta" }
    start_anew { "Start anew", "Empezar de nuevo" }
    distribute { "Ask every unit below for a proposal", "Pedir propuesta a cada unidad debajo" }
    archive { "Archive", "Archivar" }

    record { "Record", "Registro" }
    record_none { "Nothing has been done with this unit yet.", "Todavía no se ha hecho nada con esta unidad." }
    did_submit { "submitted it", "la envió" }
    did_promote { "accepted it", "la aceptó" }
    did_approve { "approved it", "la aprobó" }
    did_confirm { "signed what had changed", "firmó lo que cambió" }
    did_reject(place) { "sent it back to {place}", "la devolvió: {place}" }
    did_delegate(name) { "delegated to {name}", "delegó en {name}" }
    did_take { "took the step over", "asumió el paso" }
    did_return { "gave the step back", "devolvió el paso" }
    did_withdraw { "withdrew it", "la retiró" }
    did_freeze { "froze it", "la congeló" }
    did_unfreeze { "unfroze it", "la descongeló" }
    did_start { "asked for its proposal", "pidió su propuesta" }
    did_start_until(moment) { "asked for its proposal until {moment}", "pidió su propuesta hasta {moment}" }
    did_distribute { "asked every unit below for a proposal", "pidió propuesta a cada unidad debajo" }
    did_distribute_until(moment) { "asked every unit below for a proposal until {moment}", "pidió propuesta a cada unidad debajo hasta {moment}" }
    did_archive { "archived it", "la archivó" }
    booked_title { "Submitted with a gap", "Enviadas con brecha" }
    booked_help { "Units that were submitted although their conservation line did not close, and why.", "Unidades enviadas aunque su línea de conservación no cerraba, y por qué." }
    when { "When", "Cuándo" }
    who { "Who", "Quién" }

    done { "Done. It stands in the record.", "Hecho. Queda en el registro." }
    fault_not_now { "The unit no longer stands where this is done. Look at it as it is now.", "La unidad ya no está donde esto se hace. Mírela como está ahora." }
    fault_not_asked { "Somebody else is asked in this step.", "En este paso se pregunta a otra persona." }
    fault_four_eyes { "You have signed for this unit already: somebody else signs here.", "Usted ya firmó por esta unidad: aquí firma otra persona." }
    fault_blocked { "Rules keep the unit from being submitted. They are marked below; only a gap can be booked with a reason instead.", "Hay reglas que impiden enviar la unidad. Están marcadas abajo; solo una brecha puede registrarse con un motivo." }
    fault_figures { "The figures have changed since you saw them. Look at them as they are now, then sign.", "Las cifras cambiaron desde que las vio. Mírelas como están ahora y luego firme." }
    fault_stale { "Others signed other figures. They sign the difference first.", "Otras personas firmaron otras cifras. Primero firman la diferencia." }
    fault_unproved { "Sign with your password.", "Firme con su contraseña." }
    fault_unread { "It is not clear what to do: choose somebody, or a day that exists.", "No está claro qué hacer: elija a alguien o un día que exista." }
    fault_name { "This is not your full name as your account has it. Nothing has been signed.", "Este no es su nombre completo tal como está en su cuenta. No se ha firmado nada." }
    fault_password { "The password is wrong. Nothing has been signed.", "La contraseña es incorrecta. No se ha firmado nada." }
    fault_wait(seconds) { "Too many attempts. Wait {seconds} seconds; nothing has been signed.", "Demasiados intentos. Espere {seconds} segundos; no se ha firmado nada." }
    fault_path { "Each step needs somebody, no more answers than it names, and at most 366 days. Growth and limits need the lower number first.", "Cada paso necesita a alguien, no más respuestas de las que nombra y 366 días como máximo. El crecimiento y los límites llevan primero el número menor." }
    fault_path_changed { "Somebody else has set the path since you opened this page. Open it again, and say it once more.", "Otra persona fijó la ruta desde que usted abrió esta página. Ábrala de nuevo y repítalo." }
    fault_due { "The day is over. Choose a later one.", "El día ya pasó. Elija uno posterior." }
    fault_absence { "The absence must end after it begins, and somebody else must answer.", "La ausencia debe terminar después de empezar y debe responder otra persona." }

    path_title { "Path and rules of approval", "Ruta y reglas de aprobación" }
    path_help { "Steps follow each other; inside a step everybody is asked side by side. What is under review keeps the path that it was submitted on.", "Los pasos van uno tras otro; dentro de un paso se pregunta a todos a la vez. Lo que está en revisión conserva la ruta con la que se envió." }
    approver(number) { "Approver {number}", "Aprobador {number}" }
    nobody { "nobody", "nadie" }
    how_many { "How many are enough", "Cuántos bastan" }
    four_eyes { "Nobody signs twice for one unit", "Nadie firma dos veces por una unidad" }
    when_broken { "When it is broken", "Si no se cumple" }
    no_rule { "no rule", "sin regla" }
    rule_low { "At least", "Al menos" }
    rule_high { "At most", "Como máximo" }
    rule_growth { "Growth of revenue over last year", "Crecimiento de ingresos sobre el año anterior" }
    rule_street { "Street percentage", "Porcentaje de calle" }
    rule_margin { "Gross margin, of revenue", "Margen bruto, sobre ingresos" }
    rule_expense { "SG&A, of revenue", "SG&A, sobre ingresos" }
    rule_limit(number) { "Limit {number} of one unit", "Límite {number} de una unidad" }
    limit_unit { "Unit, by its code", "Unidad, por su código" }
    limit_unknown(code) { "No unit has the code {code}.", "Ninguna unidad tiene el código {code}." }
    days { "Days to answer", "Días para responder" }
    days_unclear(most) { "A whole number of days from 1 to {most}, or nothing.", "Un número entero de días de 1 a {most}, o nada." }
    needed_many { "More than the approvers that this step names.", "Más que los aprobadores que este paso nombra." }
    nobody_asked { "Nobody is asked in this step.", "En este paso no se pregunta a nadie." }
    without_rule { "Say what happens when it is broken, or empty this field.", "Diga qué pasa si no se cumple, o vacíe este campo." }
    below_low { "Less than the lowest.", "Menos que el mínimo." }
    below_zero { "A percentage of 0 or more.", "Un porcentaje de 0 o más." }
    grouping { "Measures that go together", "Medidas que van juntas" }
    grouping_help { "Measures with one number are proposed, signed and locked together, on a path of their own. What is on its way keeps the measures that it was submitted with.", "Las medidas con un mismo número se proponen, firman y bloquean juntas, con su propia ruta. Lo que está en camino conserva las medidas con las que se envió." }
    grouping_number(number) { "Path {number}", "Ruta {number}" }
    grouping_save { "Group them", "Agruparlas" }
    save { "Save", "Guardar" }
    saved { "Saved. It holds for what is submitted from now on.", "Guardado. Vale para lo que se envíe desde ahora." }
    path_theirs { "The committee sets the path.", "El comité fija la ruta." }

    away { "While you are away", "Mientras usted no está" }
    away_help { "Somebody answers for you between two days, both included. It is written beside every signature.", "Alguien responde por usted entre dos días, ambos incluidos. Queda escrito junto a cada firma." }
    away_now(name, from, until) { "{name} answers for you from {from} to {until}.", "{name} responde por usted del {from} al {until}." }
    away_who { "Who answers", "Quién responde" }
    away_from { "First day", "Primer día" }
    away_until { "Last day", "Último día" }
    away_save { "Name them", "Nombrar" }
    away_end { "Nobody any more", "Ya nadie" }

    signatures { "Signatures", "Firmas" }
    signatures_link { "Signatures to verify", "Firmas para verificar" }
    signatures_help { "Each signature stands under exact figures. Whoever has this page can check it without trusting Pacto.", "Cada firma vale para cifras exactas. Quien tenga esta página puede comprobarla sin confiar en Pacto." }
    signatures_none { "Nobody has signed for this unit yet.", "Nadie ha firmado por esta unidad todavía." }
    meaning { "Meaning", "Significado" }
    meant_proposed { "proposed", "propuesta" }
    meant_accepted { "accepted", "aceptada" }
    meant_approved { "approved", "aprobada" }
    proof { "Proved by", "Probada con" }
    proof_password { "password", "contraseña" }
    proof_name { "name (demo account)", "nombre (cuenta de demostración)" }
    revision { "Revision", "Revisión" }
    chain { "Chain of the log at that revision", "Cadena del registro en esa revisión" }
    stands { "stands", "vigente" }
    replaced { "replaced or taken back", "reemplazada o retirada" }
    other_figures { "under other figures than now", "con otras cifras que las actuales" }
    how_to { "How to check", "Cómo comprobarlo" }
    how_figures { "Download the figures of a signature and hash the file: sha256sum prints the hash that stands beside it.", "Descargue las cifras de una firma y calcule el hash del archivo: sha256sum imprime el hash que está al lado." }
    how_chain { "On the server, run pacto check: it reads the log from its first entry, recomputes every signature from the figures at its revision, and prints the digest of the chain. Keep what it prints: with --against it also finds a log that was cut short or written anew.", "En el servidor, ejecute pacto check: lee el registro desde la primera entrada, recalcula cada firma con las cifras de su revisión e imprime el resumen de la cadena. Guarde lo que imprime: con --against también descubre un registro recortado o reescrito." }
    how_legal { "A signature records who signed what and when. It claims no legal qualification.", "Una firma registra quién firmó qué y cuándo. No pretende calificación legal." }
    print { "Figures", "Cifras" }
}
