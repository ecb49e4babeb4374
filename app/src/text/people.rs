//! Words of signing in, and roles.

use super::texts;
use domain::actor::Role;
use domain::number::Region;

texts! {
    sign_in { "Sign in", "Ingresar" }
    sign_in_help { "Use the e-mail and password of your account.", "Use el correo y la contraseña de su cuenta." }
    email { "E-mail", "Correo electrónico" }
    password { "Password", "Contraseña" }
    name { "Your name", "Su nombre" }
    wrong_credentials { "E-mail or password is not right. Check both and try again.", "El correo o la contraseña no es correcto. Revise ambos e intente de nuevo." }
    too_many_attempts(seconds) { "Too many attempts. Try again in {seconds} seconds.", "Demasiados intentos. Intente de nuevo en {seconds} segundos." }
    demo_title { "Try the demo company", "Pruebe la empresa de demostración" }
    demo_help { "Choose whom to be. Open a second browser as somebody else and watch a number travel.", "Elija quién ser. Abra otro navegador como otra persona y vea viajar un número." }
    enter_as(name) { "Enter as {name}", "Entrar como {name}" }
    first_run { "Welcome to Pacto", "Bienvenido a Pacto" }
    first_run_help { "Create the first administrator. The boot key stands in the server's log.", "Cree el primer administrador. La clave de arranque está en el registro del servidor." }
    boot_key { "Boot key", "Clave de arranque" }
    create_administrator { "Create the administrator", "Crear el administrador" }
    wrong_boot_key { "This is not the boot key in the server's log.", "Esta no es la clave de arranque del registro del servidor." }
    weak_password { "Use at least 10 characters.", "Use al menos 10 caracteres." }
    administrator { "Administrator", "Administración" }
    committee { "Planning committee", "Comité de planificación" }
    manager { "Manager", "Gerencia" }
    executive { "Executive", "Dirección" }
}

/// The word for a role.
pub fn role(region: Region, role: Role) -> &'static str {
    match role {
        Role::Administrator => administrator(region),
        Role::Committee => committee(region),
        Role::Manager => manager(region),
        Role::Executive => executive(region),
    }
}
