//! The people of the demo company.

use super::bilingual;
use super::geography::Geography;
use super::places::{ANDES, BRAZIL, COLOMBIA, IBERIA, MEXICO, SOUTHERN_CONE};
use domain::actor::Role;
use domain::dimension::Name;

/// Somebody who works with the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// Given name and family names.
    pub name: String,
    /// Unique; at a domain that cannot exist.
    pub email: String,
    /// What the person may do.
    pub role: Role,
    /// The person's position, in words.
    pub position: Name,
    /// Code of the unit a manager answers for.
    pub unit: Option<String>,
}

/// Name, mailbox and position of those who answer for no unit.
const HEADQUARTERS: [(&str, &str, Role, &str); 5] = [
    ("Camila Ospina Duarte", SALES, Role::Committee, "Sales, planning committee/Ventas, comité de planificación"),
    (
        "Andrés Villalba Prieto",
        MARKETING,
        Role::Committee,
        "Marketing, planning committee/Mercadeo, comité de planificación",
    ),
    ("Hannah Whitfield", FINANCE, Role::Committee, "Finance, planning committee/Finanzas, comité de planificación"),
    ("Beatriz Salcedo Rivas", "beatriz.salcedo", Role::Executive, "General manager/Gerente general"),
    ("Óscar Pineda Lara", "oscar.pineda", Role::Administrator, "Systems administrator/Administrador de sistemas"),
];

/// Managers of regions by the region's code.
const REGIONAL: [(&str, &str, &str); 6] = [
    (MEXICO, "Ximena Arriaga Montes", "ximena.arriaga"),
    (COLOMBIA, "Julián Restrepo Mejía", "julian.restrepo"),
    (ANDES, "Rosa Quispe Huamán", "rosa.quispe"),
    (SOUTHERN_CONE, "Federico Aguirre Sosa", "federico.aguirre"),
    (IBERIA, "Nuria Ferrer Costa", "nuria.ferrer"),
    (BRAZIL, "Thiago Almeida Rocha", "thiago.almeida"),
];

/// Managers of the first zone of a region.
const ZONAL: [(&str, &str, &str); 2] =
    [(MEXICO, "Diego Santoyo Ruiz", "diego.santoyo"), (SOUTHERN_CONE, "Valeria Benítez Godoy", "valeria.benitez")];

/// Mailbox of the committee's member from sales.
pub(super) const SALES: &str = "camila.ospina";
/// Mailbox of the committee's member from marketing.
pub(super) const MARKETING: &str = "andres.villalba";
/// Mailbox of the committee's member from finance, who writes English.
pub(super) const FINANCE: &str = "hannah.whitfield";

/// The address of a mailbox.
pub(super) fn address(mailbox: &str) -> String {
    format!("{mailbox}@tornasierra.example")
}

/// The committee, the executive and the administrator, then a manager for every region and for two zones.
pub(super) fn people(geography: &Geography) -> Vec<DemoPerson> {
    let headquarters = HEADQUARTERS.iter().map(|&(name, mailbox, role, position)| DemoPerson {
        name: name.to_owned(),
        email: address(mailbox),
        role,
        position: bilingual(position),
        unit: None,
    });
    let units = &geography.members;
    let regional = REGIONAL
        .iter()
        .filter_map(|&(region, name, mailbox)| Some((units.iter().find(|unit| unit.code == region)?, name, mailbox)));
    let zonal = ZONAL.iter().filter_map(|&(region, name, mailbox)| {
        Some((units.iter().find(|unit| unit.parent.as_deref() == Some(region))?, name, mailbox))
    });
    let managers = regional.chain(zonal).map(|(unit, name, mailbox)| DemoPerson {
        name: name.to_owned(),
        email: address(mailbox),
        role: Role::Manager,
        position: Name::new(format!("Manager, {}", unit.name.en), format!("Gerencia, {}", unit.name.es)),
        unit: Some(unit.code.clone()),
    });
    headquarters.chain(managers).collect()
}
