//! Words of imports: the pages, step by step.

pub mod problem;
pub mod table;

use super::texts;

texts! {
    page_title { "Import history", "Importar historia" }
    steps { "Steps of the import", "Pasos de la importación" }
    step_files { "Files", "Archivos" }
    step_columns { "Columns", "Columnas" }
    step_load { "Import", "Importación" }
    step_board { "Board", "Tablero" }
    forbidden { "Imports are for the committee", "Las importaciones son del comité" }
    forbidden_help { "Only administrators and the planning committee import history and open boards. Ask one of them.", "Solo la administración y el comité de planificación importan historia y abren tableros. Pida a uno de ellos que lo haga." }
    upload_title { "Bring in your sales history", "Traiga su historia de ventas" }
    upload_why { "History gives every unit its last year, its forecast and its fair share of a goal. Nothing is stored before you have seen how it is read.", "La historia da a cada unidad su año anterior, su pronóstico y su parte justa de un objetivo. Nada se guarda antes de que usted vea cómo se lee." }
    drop { "Drop files here, or choose them", "Suelte archivos aquí o elíjalos" }
    drop_help(megabytes) { "CSV, CSV in GZIP or XLSX, up to {megabytes} MB together", "CSV, CSV en GZIP o XLSX, hasta {megabytes} MB en total" }
    upload { "Read the files", "Leer los archivos" }
    upload_again { "Files that you choose now replace the ones you are working on; columns of tables with the same name stay as you set them.", "Los archivos que elija ahora reemplazan a los actuales; las columnas de las tablas con el mismo nombre quedan como usted las definió." }
    go_on(files) { "Go on with {files}", "Continuar con {files}" }
    accepted { "What a file may hold", "Qué puede traer un archivo" }
    accepted_flat { "One flat table is enough: a row per sale or per month, with the region, the seller, the product and the amounts in columns.", "Basta una tabla plana: una fila por venta o por mes, con la región, el vendedor, el producto y los importes en columnas." }
    accepted_tables { "Or a table or sheet each for sales, organization, products, channels and quotas.", "O una tabla u hoja para cada cosa: ventas, organización, productos, canales y cuotas." }
    accepted_headers { "Headers in English or Spanish are recognised; you correct what is not.", "Se reconocen encabezados en español o inglés; usted corrige lo que falte." }
    accepted_again { "Importing a file again changes only the rows that have changed.", "Importar un archivo otra vez solo cambia las filas que cambiaron." }
    example { "Example", "Ejemplo" }
    example_region { "Region", "Región" }
    example_seller { "Salesperson", "Vendedor" }
    example_product { "Product", "Producto" }
    example_channel { "Channel", "Canal" }
    example_date { "Date", "Fecha" }
    example_sales { "Sales", "Ventas" }
    example_units { "Units", "Unidades" }
    example_cost { "Cost", "Costo" }
    history_here(first, last) { "History from {first} to {last} is here already.", "Ya hay historia de {first} a {last}." }
    open_from_history { "Open a board from it", "Abrir un tablero con ella" }
    columns_title { "Check how your files are read", "Revise cómo se leen sus archivos" }
    other_files { "Choose other files", "Elegir otros archivos" }
    rows_read { "rows read", "filas leídas" }
    rows_bad { "rows with problems", "filas con problemas" }
    facts { "sales and expenses", "ventas y gastos" }
    units { "organization units", "unidades" }
    products { "products", "productos" }
    channels { "channels", "canales" }
    quotas { "quotas", "cuotas" }
    ready { "Every row can be read.", "Todas las filas se pueden leer." }
    nothing_found { "No table is used yet. Say below what at least one of them holds.", "Todavía no se usa ninguna tabla. Indique abajo qué contiene al menos una." }
    import { "Import", "Importar" }
    import_rest(bad, rest) { "Import only the good rows: {rest}, leaving out {bad}", "Importar solo las filas buenas: {rest}, omitiendo {bad}" }
    problems_help { "Nothing is stored while rows have problems. Correct the columns below, or the file and upload it again.", "Nada se guarda mientras haya filas con problemas. Corrija abajo las columnas, o el archivo y súbalo de nuevo." }
    problems(count) { "Problems ({count})", "Problemas ({count})" }
    problems_first(shown, count) { "The first {shown} of {count}", "Los primeros {shown} de {count}" }
    problem_table { "Table", "Tabla" }
    problem_line { "Line", "Línea" }
    problem_column { "Column", "Columna" }
    problem_reason { "What is wrong", "Qué está mal" }
    first_rows { "First rows, as they will be stored", "Primeras filas, como se guardarán" }
    code { "Code", "Código" }
    name { "Name", "Nombre" }
    below { "Below", "Debajo de" }
    unit { "Unit", "Unidad" }
    product { "Product", "Producto" }
    channel { "Channel", "Canal" }
    unassigned { "Unassigned", "Sin asignar" }
    day { "Day", "Día" }
    from { "From", "Desde" }
    months { "Months", "Meses" }
    quota { "Quota", "Cuota" }
    tables_title { "Tables and columns", "Tablas y columnas" }
    table_rows(file, rows) { "{file} · {rows} rows", "{file} · {rows} filas" }
    check_again { "Check again", "Revisar de nuevo" }
    check_again_help { "Changes count after checking again.", "Los cambios cuentan después de revisar de nuevo." }
    importing { "Importing", "Importando" }
    importing_progress(done, total) { "{done} of {total} rows", "{done} de {total} filas" }
    reading_again { "Reading the rows…", "Leyendo las filas…" }
    import_help { "All rows are stored together at the end, or none: what has begun cannot be stopped half way. You may leave this page; the import goes on.", "Todas las filas se guardan juntas al final, o ninguna: lo iniciado no se puede detener a medias. Puede salir de esta página; la importación continúa." }
    opening { "Opening the board", "Abriendo el tablero" }
    opening_help { "Last year, forecast and quotas are being worked out. You may leave this page; the board will be in the list.", "Se calculan el año anterior, el pronóstico y las cuotas. Puede salir de esta página; el tablero quedará en la lista." }
    refresh { "Look again now", "Actualizar ahora" }
    refreshes { "This page looks again by itself.", "Esta página se actualiza sola." }
    result_title { "Your history is in", "Su historia está guardada" }
    result_nothing_new { "Nothing has changed: everything was here already", "Nada cambió: todo ya estaba guardado" }
    result_members { "Units, products and channels", "Unidades, productos y canales" }
    result_facts { "Sales and expenses", "Ventas y gastos" }
    result_quotas { "Quotas", "Cuotas" }
    result_what { "What", "Qué" }
    added { "Added", "Agregadas" }
    changed { "Changed", "Cambiadas" }
    unchanged { "Unchanged", "Sin cambios" }
    left_out(rows) { "{rows} rows with problems were left out, as you chose.", "Se omitieron {rows} filas con problemas, como usted eligió." }
    import_more { "Import more files", "Importar más archivos" }
    board_title { "Open a board", "Abrir un tablero" }
    board_help { "A board holds the plan of one fiscal year. Its last year, forecast and targets come from the history.", "Un tablero contiene el plan de un año fiscal. El año anterior, el pronóstico y los objetivos salen de la historia." }
    board_span(first, last) { "History from {first} to {last}.", "Historia de {first} a {last}." }
    board_name { "Title", "Título" }
    board_name_default(year) { "Plan {year}", "Plan {year}" }
    company { "Whole organization", "Toda la organización" }
    company_name { "Name of the whole organization", "Nombre de toda la organización" }
    fiscal_year { "Fiscal year", "Año fiscal" }
    fiscal_year_help { "Called by its last month", "Se llama por su último mes" }
    first_month { "First month", "Primer mes" }
    currency { "Currency", "Moneda" }
    currency_help { "Three letters: COP, PEN, USD", "Tres letras: COP, PEN, USD" }
    decimals { "Decimals of money", "Decimales del dinero" }
    product_levels { "Levels of products", "Niveles de productos" }
    product_levels_all(members) { "All: {members} products", "Todos: {members} productos" }
    product_levels_some(levels, members) { "{levels}: {members} products", "{levels}: {members} productos" }
    open_board { "Open the board", "Abrir el tablero" }
    no_history { "There is no history yet. Import it first.", "Todavía no hay historia. Impórtela primero." }
    no_file { "Choose at least one file.", "Elija al menos un archivo." }
    too_many_files(limit) { "Choose at most {limit} files at a time.", "Elija como máximo {limit} archivos a la vez." }
    upload_too_large(megabytes) { "These files are larger than {megabytes} MB together. Upload them in parts, or compress them with GZIP.", "Estos archivos superan {megabytes} MB en total. Súbalos por partes o comprímalos con GZIP." }
    upload_interrupted { "The upload did not arrive whole. Send it again.", "La subida no llegó completa. Envíela de nuevo." }
    too_many_tables(limit) { "The files hold more than {limit} tables or sheets. Upload fewer at a time.", "Los archivos traen más de {limit} tablas u hojas. Suba menos a la vez." }
    no_room { "The server is holding too many files of other people right now. Try again in a few minutes.", "El servidor tiene ahora demasiados archivos de otras personas. Inténtelo de nuevo en unos minutos." }
    expired { "Uploaded files are kept for one hour. Upload them again.", "Los archivos subidos se guardan una hora. Súbalos de nuevo." }
    busy(name) { "{name} is importing right now. Wait until that is done.", "{name} está importando en este momento. Espere a que termine." }
    has_problems { "Nothing was stored, because rows have problems.", "No se guardó nada porque hay filas con problemas." }
    look_first { "The columns have changed. Look at what they give now, then import.", "Las columnas cambiaron. Mire lo que dan ahora y luego importe." }
    nothing_to_import { "There is nothing to import: no table is used, or none has a good row.", "No hay nada que importar: no se usa ninguna tabla o ninguna tiene una fila buena." }
    not_stored { "The import failed and nothing was stored. Try again; if it fails again, the server's log says why.", "La importación falló y no se guardó nada. Inténtelo de nuevo; si vuelve a fallar, el registro del servidor dice por qué." }
    title_missing { "Give the board a title of at most 200 characters.", "Dé al tablero un título de 200 caracteres como máximo." }
    year_wrong { "The fiscal year must lie between 1900 and 2200.", "El año fiscal debe estar entre 1900 y 2200." }
    currency_wrong { "A currency has three letters, such as COP or USD.", "Una moneda tiene tres letras, como COP o USD." }
    year_without_history(year) { "History says nothing about {year} or the year before it. Choose a year next to your history.", "La historia no dice nada de {year} ni del año anterior. Elija un año junto a su historia." }
    board_number_too_large { "A number is too large for this many decimals. Choose fewer.", "Un número es demasiado grande para tantos decimales. Elija menos." }
    board_quota_unspreadable { "A quota or forecast could not be broken down. Check that history has no negative years.", "Una cuota o pronóstico no se pudo desagregar. Revise que la historia no tenga años negativos." }
    board_members_broken(reason) { "The units or products make no tree: {reason}.", "Las unidades o productos no forman un árbol: {reason}." }
    board_failed { "The board could not be opened and nothing was stored. The server's log says why.", "El tablero no se pudo abrir y no se guardó nada. El registro del servidor dice por qué." }
}
