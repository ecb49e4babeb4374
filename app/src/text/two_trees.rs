//! Words of the page that writes the totals of two trees at once.

use super::texts;

texts! {
    title { "Two breakdowns at once", "Dos desgloses a la vez" }
    help { "Give what each unit gets and what each quarter, product or channel comes to. The table between is filled so that both tie to the unit of money.", "Indique cuánto recibe cada unidad y cuánto suma cada trimestre, producto o canal. La tabla entre ambos se llena de modo que los dos cuadren hasta la unidad de dinero." }
    where_to { "What is broken down", "Qué se desglosa" }
    across { "Across", "Por" }
    quarters { "Time", "Tiempo" }
    products { "Products", "Productos" }
    channels { "Channels", "Canales" }
    open { "Open the table", "Abrir la tabla" }
    totals { "Totals", "Totales" }
    totals_help(factor) { "Change totals on the right, at the bottom, or both. Where only one side is changed, the other follows in proportion. Also +500, −3% or *{factor}.", "Cambie totales a la derecha, abajo, o ambos. Si solo cambia un lado, el otro lo sigue en proporción. También +500, −3% o *{factor}." }
    total { "Total", "Total" }
    total_of(member) { "Total of {member}", "Total de {member}" }
    nothing_below { "There is nothing below to break this down by. Choose a unit that has units below it, and another way across.", "No hay nada debajo por lo que desglosarlo. Elija una unidad que tenga unidades debajo, y otro desglose." }
    apart(rows, columns, difference) { "The units come to {rows}, the columns to {columns}. Change one of them by {difference}, or leave one side as it was and it follows.", "Las unidades suman {rows}, las columnas {columns}. Cambie alguno en {difference}, o deje un lado como estaba y lo seguirá." }
    nothing_typed { "Change a total first.", "Cambie primero un total." }
    follows { "These totals follow in proportion.", "Estos totales siguen en proporción." }
    now(number) { "now {number}", "ahora {number}" }
    third { "Where there is a third breakdown below, it is what these cells sum to.", "Si hay un tercer desglose debajo, es lo que suman estas celdas." }
}
