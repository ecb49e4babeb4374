//! The places of the demo company, names as `English/español` where they differ.

/// When a region buys bicycles.
#[derive(Clone, Copy)]
pub(super) enum Climate {
    /// Spring and summer from April to August.
    North,
    /// Spring and summer from September to February.
    South,
    /// No winter: school holidays and December.
    Tropics,
}

/// A region, and how it does.
pub(super) struct Region {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Its share of the territories.
    pub(super) share: usize,
    /// Size of a territory's market against the average.
    pub(super) market: f64,
    /// Growth of sales a year.
    pub(super) growth: f64,
    /// SG&A against the company's average.
    pub(super) expense: f64,
    /// What distributors sell of its sales.
    pub(super) distributors: f64,
    pub(super) climate: Climate,
    pub(super) zones: &'static [Zone],
}

/// A part of a region.
pub(super) struct Zone {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Largest first.
    pub(super) cities: &'static [&'static str],
}

const fn zone(code: &'static str, name: &'static str, cities: &'static [&'static str]) -> Zone {
    Zone { code, name, cities }
}

/// The region that agreed.
pub(super) const MEXICO: &str = "MCA";
/// The region whose manager has not answered yet.
pub(super) const COLOMBIA: &str = "COL";
/// The region with a second offer.
pub(super) const ANDES: &str = "AND";
/// The region in trouble: its distributor in Argentina closed in June 2026.
pub(super) const SOUTHERN_CONE: &str = "SUR";
/// The region that has no offer yet.
pub(super) const IBERIA: &str = "IBE";
/// The youngest region, absent from the smallest company.
pub(super) const BRAZIL: &str = "BRA";

/// Every region, in the order in which a company grows into them.
pub(super) static REGIONS: [Region; 6] = [
    Region {
        code: MEXICO,
        name: "Mexico and Central America/México y Centroamérica",
        share: 22,
        market: 1.12,
        growth: 0.055,
        expense: 0.96,
        distributors: 0.42,
        climate: Climate::North,
        zones: &[
            zone(
                "CEN",
                "Central Mexico/Centro de México",
                &["Mexico City/Ciudad de México", "Puebla", "Toluca", "Querétaro", "Cuernavaca", "Pachuca"],
            ),
            zone(
                "NTE",
                "Northern Mexico/Norte de México",
                &["Monterrey", "Tijuana", "Chihuahua", "Saltillo", "Hermosillo", "Torreón"],
            ),
            zone(
                "OCC",
                "Western Mexico/Occidente de México",
                &["Guadalajara", "León", "Aguascalientes", "Morelia", "Colima", "Tepic"],
            ),
            zone(
                "CAM",
                "Central America/Centroamérica",
                &[
                    "Guatemala City/Ciudad de Guatemala",
                    "San José",
                    "Panama City/Ciudad de Panamá",
                    "San Salvador",
                    "Tegucigalpa",
                    "Managua",
                ],
            ),
            zone(
                "SUR",
                "South-east Mexico/Sureste de México",
                &["Mérida", "Cancún", "Veracruz", "Villahermosa", "Oaxaca", "Tuxtla Gutiérrez"],
            ),
        ],
    },
    Region {
        code: COLOMBIA,
        name: "Colombia and the Caribbean/Colombia y el Caribe",
        share: 18,
        market: 1.05,
        growth: 0.065,
        expense: 0.98,
        distributors: 0.36,
        climate: Climate::Tropics,
        zones: &[
            zone(
                "BOG",
                "Bogotá and Boyacá/Bogotá y Boyacá",
                &["Bogotá", "Tunja", "Soacha", "Zipaquirá", "Villavicencio", "Sogamoso"],
            ),
            zone(
                "ANT",
                "Antioquia and Coffee Region/Antioquia y Eje Cafetero",
                &["Medellín", "Pereira", "Manizales", "Rionegro", "Armenia", "Envigado"],
            ),
            zone(
                "PAC",
                "Pacific Colombia/Pacífico colombiano",
                &["Cali", "Pasto", "Popayán", "Palmira", "Buenaventura", "Tuluá"],
            ),
            zone(
                "CAR",
                "Caribbean Coast/Costa Caribe",
                &["Barranquilla", "Cartagena", "Santa Marta", "Montería", "Valledupar", "Sincelejo"],
            ),
            zone(
                "ISL",
                "Caribbean Islands/Islas del Caribe",
                &["Santo Domingo", "San Juan", "Santiago de los Caballeros", "Ponce", "La Romana", "Punta Cana"],
            ),
        ],
    },
    Region {
        code: ANDES,
        name: "Andes/Andina",
        share: 15,
        market: 0.86,
        growth: 0.04,
        expense: 1.02,
        distributors: 0.47,
        climate: Climate::Tropics,
        zones: &[
            zone(
                "PER",
                "Northern Peru and Lima/Lima y norte del Perú",
                &["Lima", "Trujillo", "Chiclayo", "Piura", "Huancayo", "Cajamarca"],
            ),
            zone("ECU", "Ecuador", &["Quito", "Guayaquil", "Cuenca", "Ambato", "Manta", "Loja"]),
            zone("PES", "Southern Peru/Sur del Perú", &["Arequipa", "Cusco", "Tacna", "Puno", "Ica", "Moquegua"]),
            zone("BOL", "Bolivia", &["Santa Cruz de la Sierra", "La Paz", "Cochabamba", "El Alto", "Sucre", "Tarija"]),
        ],
    },
    Region {
        code: SOUTHERN_CONE,
        name: "Southern Cone/Cono Sur",
        share: 17,
        market: 1.0,
        growth: 0.02,
        expense: 1.03,
        distributors: 0.54,
        climate: Climate::South,
        zones: &[
            zone("ARG", "Argentina", &["Buenos Aires", "Córdoba", "Rosario", "La Plata", "Mendoza", "Tucumán"]),
            zone(
                "CHC",
                "Central Chile/Chile central",
                &["Santiago", "Valparaíso", "Rancagua", "Talca", "La Serena", "Antofagasta"],
            ),
            zone(
                "UYP",
                "Uruguay and Paraguay/Uruguay y Paraguay",
                &["Montevideo", "Asunción", "Punta del Este", "Salto", "Encarnación", "Ciudad del Este"],
            ),
            zone(
                "CHS",
                "Southern Chile/Sur de Chile",
                &["Concepción", "Temuco", "Puerto Montt", "Valdivia", "Osorno", "Punta Arenas"],
            ),
            zone(
                "PAT",
                "Patagonia",
                &["Neuquén", "Bahía Blanca", "Bariloche", "Comodoro Rivadavia", "Río Gallegos", "Ushuaia"],
            ),
        ],
    },
    Region {
        code: IBERIA,
        name: "Iberia",
        share: 16,
        market: 1.15,
        growth: 0.01,
        expense: 1.04,
        distributors: 0.33,
        climate: Climate::North,
        zones: &[
            zone(
                "CEN",
                "Central Spain/Centro de España",
                &["Madrid", "Valladolid", "Toledo", "Salamanca", "Burgos", "Guadalajara"],
            ),
            zone(
                "MED",
                "Mediterranean Spain/España mediterránea",
                &["Barcelona", "Valencia", "Alicante", "Murcia", "Saragossa/Zaragoza", "Palma"],
            ),
            zone("POR", "Portugal", &["Lisbon/Lisboa", "Porto/Oporto", "Braga", "Coimbra", "Faro", "Aveiro"]),
            zone(
                "NTE",
                "Northern Spain/Norte de España",
                &["Bilbao", "Vitoria", "Gijón", "A Coruña", "Santander", "Pamplona"],
            ),
            zone(
                "SUR",
                "Southern Spain/Sur de España",
                &["Seville/Sevilla", "Málaga", "Granada", "Córdoba", "Cádiz", "Las Palmas"],
            ),
        ],
    },
    Region {
        code: BRAZIL,
        name: "Brazil/Brasil",
        share: 12,
        market: 1.0,
        growth: 0.08,
        expense: 1.0,
        distributors: 0.4,
        climate: Climate::South,
        zones: &[
            zone("SPO", "São Paulo", &["São Paulo", "Campinas", "Santos", "Ribeirão Preto", "Sorocaba", "Jundiaí"]),
            zone(
                "SUL",
                "Southern Brazil/Sur de Brasil",
                &["Curitiba", "Porto Alegre", "Florianópolis", "Joinville", "Londrina", "Caxias do Sul"],
            ),
            zone(
                "RIO",
                "Rio and Minas/Río y Minas",
                &[
                    "Rio de Janeiro/Río de Janeiro",
                    "Belo Horizonte",
                    "Niterói",
                    "Uberlândia",
                    "Vitória",
                    "Juiz de Fora",
                ],
            ),
            zone(
                "NDE",
                "North-east Brazil/Nordeste de Brasil",
                &["Recife", "Salvador", "Fortaleza", "Natal", "João Pessoa", "Maceió"],
            ),
        ],
    },
];
