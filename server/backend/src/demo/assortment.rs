//! What the demo company sells, and through which channels.

use super::bilingual;
use domain::dimension::{MemberSource, Name};

/// A group of products that sell alike.
pub(super) struct Category {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Its share of revenue.
    pub(super) share: f64,
    /// Gross margin at list price.
    pub(super) margin: f64,
    /// Growth a year beside the region's.
    pub(super) growth: f64,
    /// Whether December sells double.
    pub(super) gift: bool,
    /// Model and list price in dollars; names as `English/español` where they differ.
    pub(super) models: &'static [(&'static str, f64)],
}

/// Every category, in the order in which an assortment grows into them.
pub(super) static CATEGORIES: [Category; 8] = [
    Category {
        code: "MTB",
        name: "Mountain bikes/Bicicletas de montaña",
        share: 0.26,
        margin: 0.40,
        growth: -0.01,
        gift: false,
        models: &[
            ("Ladera 29 hardtail/Ladera 29 rígida", 640.0),
            ("Páramo full suspension/Páramo doble suspensión", 1_380.0),
            ("Quebrada 27/Quebrada 27", 520.0),
            ("Cumbre carbon/Cumbre carbono", 1_950.0),
            ("Trocha trail/Trocha de sendero", 890.0),
            ("Risco enduro/Risco enduro", 2_240.0),
        ],
    },
    Category {
        code: "URB",
        name: "Urban bikes/Bicicletas urbanas",
        share: 0.15,
        margin: 0.38,
        growth: 0.0,
        gift: false,
        models: &[
            ("Alameda city/Alameda de ciudad", 390.0),
            ("Barrio folding/Barrio plegable", 460.0),
            ("Malecón cruiser/Malecón de paseo", 340.0),
            ("Plaza 8 speeds/Plaza 8 velocidades", 520.0),
            ("Mandado cargo/Mandado de carga", 980.0),
            ("Tranvía commuter/Tranvía de trayecto", 610.0),
        ],
    },
    Category {
        code: "ROA",
        name: "Road bikes/Bicicletas de carretera",
        share: 0.16,
        margin: 0.41,
        growth: -0.02,
        gift: false,
        models: &[
            ("Llano aluminium/Llano aluminio", 820.0),
            ("Viento carbon/Viento carbono", 2_150.0),
            ("Fondo endurance/Gran Fondo", 1_280.0),
            ("Ripio gravel/Ripio de grava", 1_460.0),
            ("Escapada race/Escapada de competición", 2_900.0),
            ("Peaje touring/Peaje de viaje", 1_050.0),
        ],
    },
    Category {
        code: "ELE",
        name: "Electric bikes/Bicicletas eléctricas",
        share: 0.15,
        margin: 0.36,
        growth: 0.05,
        gift: false,
        models: &[
            ("Brisa E city/Brisa E de ciudad", 1_450.0),
            ("Volcán E mountain/Volcán E de montaña", 2_650.0),
            ("Correo E cargo/Correo E de carga", 2_980.0),
            ("Bahía E folding/Bahía E plegable", 1_290.0),
            ("Cima E full suspension/Cima E doble suspensión", 3_400.0),
            ("Rocío E commuter/Rocío E de trayecto", 1_720.0),
        ],
    },
    Category {
        code: "KID",
        name: "Kids' bikes/Bicicletas infantiles",
        share: 0.08,
        margin: 0.39,
        growth: -0.02,
        gift: true,
        models: &[
            ("Colibrí 16/Colibrí 16", 145.0),
            ("Chispa 20/Chispa 20", 190.0),
            ("Grillo balance bike/Grillo sin pedales", 95.0),
            ("Cometa 24/Cometa 24", 260.0),
            ("Tucán tricycle/Tucán triciclo", 110.0),
            ("Jaguar junior/Jaguar júnior", 320.0),
        ],
    },
    Category {
        code: "ACC",
        name: "Accessories/Accesorios",
        share: 0.07,
        margin: 0.54,
        growth: 0.01,
        gift: true,
        models: &[
            ("Faro helmet/Casco Faro", 48.0),
            ("Lucero light set/Juego de luces Lucero", 32.0),
            ("Cerrojo lock/Candado Cerrojo", 38.0),
            ("Alforja panniers/Alforjas de viaje", 74.0),
            ("Soplo floor pump/Bomba de pie Soplo", 41.0),
            ("Nido child seat/Silla infantil Nido", 118.0),
        ],
    },
    Category {
        code: "COM",
        name: "Components/Componentes",
        share: 0.08,
        margin: 0.46,
        growth: 0.0,
        gift: false,
        models: &[
            ("Rodal wheelset/Juego de ruedas Rodal", 265.0),
            ("Freno disc brake set/Juego de frenos de disco", 142.0),
            ("Tracción groupset/Grupo Tracción", 410.0),
            ("Muelle fork/Horquilla Muelle", 330.0),
            ("Agarre tyres/Cubiertas Agarre", 44.0),
            ("Reposo saddle/Sillín Reposo", 58.0),
        ],
    },
    Category {
        code: "APP",
        name: "Apparel/Ropa",
        share: 0.05,
        margin: 0.52,
        growth: 0.0,
        gift: false,
        models: &[
            ("Ruana rain jacket/Chaqueta de lluvia Ruana", 86.0),
            ("Ascenso jersey/Maillot Ascenso", 54.0),
            ("Puño gloves/Guantes Puño", 27.0),
            ("Etapa bib shorts/Culote Etapa", 72.0),
            ("Pedal shoes/Zapatillas Pedal", 128.0),
            ("Sombra sunglasses/Gafas Sombra", 63.0),
        ],
    },
];

/// A channel to the customer.
pub(super) struct Channel {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Net price against list price.
    pub(super) price: f64,
    /// Growth a year beside the region's.
    pub(super) growth: f64,
}

/// Index of the own shops and sales people.
pub(super) const DIRECT: usize = 0;
/// Index of the distributors.
pub(super) const DISTRIBUTORS: usize = 1;
/// Index of the online shop.
pub(super) const ONLINE: usize = 2;

/// Every channel.
pub(super) static CHANNELS: [Channel; 3] = [
    Channel { code: "direct", name: "Direct/Directo", price: 1.05, growth: 0.0 },
    Channel { code: "distributors", name: "Distributors/Distribuidores", price: 0.92, growth: -0.015 },
    Channel { code: "online", name: "Online/En línea", price: 1.06, growth: 0.06 },
];

/// A product: a leaf of the assortment.
pub(super) struct Product {
    pub(super) code: String,
    /// Index into [`CATEGORIES`].
    pub(super) category: usize,
    /// List price of 2025 in dollars.
    pub(super) price: f64,
    /// Its share of revenue where everything is sold, before chance.
    pub(super) share: f64,
    /// Whether it was launched in the second year of history.
    pub(super) launched: bool,
}

/// The assortment, as members and as what the history needs to know of them.
pub(super) struct Assortment {
    /// Categories and products, parents first.
    pub(super) members: Vec<MemberSource>,
    /// The leaves, in the order of `members`.
    pub(super) products: Vec<Product>,
}

/// Lays out exactly `count` products, about evenly over the categories.
pub(super) fn assortment(count: usize) -> Assortment {
    let categories = count.div_ceil(2).clamp(1, CATEGORIES.len());
    let newest = categories.min(4) - 1;
    let mut members = Vec::with_capacity(count + categories);
    let mut products = Vec::with_capacity(count);
    for (index, category) in CATEGORIES[..categories].iter().enumerate() {
        members.push(MemberSource { code: category.code.to_owned(), name: bilingual(category.name), parent: None });
        let here = count / categories + usize::from(index < count % categories);
        for rank in 0..here {
            let launched = count >= 4 && index == newest && rank + 1 == here;
            let (model, price) = category.models[rank % category.models.len()];
            let generation = rank / category.models.len();
            let code = format!("{}-{:02}", category.code, rank + 1);
            let name = model_name(model, generation);
            members.push(MemberSource { code: code.clone(), name, parent: Some(category.code.to_owned()) });
            products.push(Product {
                code,
                category: index,
                price: price * (1.0 + 0.07 * generation as f64),
                share: category.share / (1.0 + 0.4 * rank as f64) * if launched { 0.4 } else { 1.0 },
                launched,
            });
        }
    }
    for (index, category) in CATEGORIES[..categories].iter().enumerate() {
        let of_category = |product: &&mut Product| product.category == index;
        let sum: f64 = products.iter_mut().filter(of_category).map(|product| product.share).sum();
        products.iter_mut().filter(of_category).for_each(|product| product.share *= category.share / sum);
    }
    Assortment { members, products }
}

/// Later generations of a model carry a year, as bicycles do.
fn model_name(model: &str, generation: usize) -> Name {
    let name = bilingual(model);
    match generation {
        0 => name,
        _ => Name::new(format!("{} S{}", name.en, generation + 1), format!("{} S{}", name.es, generation + 1)),
    }
}
