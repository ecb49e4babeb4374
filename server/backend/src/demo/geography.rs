//! Where the demo company sells: regions, their zones, and as many territories as asked for.

use super::bilingual;
use super::places::{REGIONS, Region, Zone};
use domain::dimension::{MemberSource, Name};

/// Fewer sales territories than regions would leave a region empty.
pub(super) const FEWEST_TERRITORIES: usize = 5;

/// A sales territory: a leaf of the organization.
pub(super) struct Territory {
    /// Its code.
    pub(super) code: String,
    /// Index into [`Geography::regions`].
    pub(super) region: usize,
    /// Relative size of its market, before chance.
    pub(super) market: f64,
}

/// The organization, as members and as what the history needs to know of them.
pub(super) struct Geography {
    /// Regions, zones and territories, parents first.
    pub(super) members: Vec<MemberSource>,
    /// The regions that are there: all, but the last when there are too few territories.
    pub(super) regions: &'static [Region],
    /// The leaves, in the order of `members`.
    pub(super) territories: Vec<Territory>,
}

/// Lays out exactly `count` territories.
pub(super) fn geography(count: usize) -> Geography {
    let regions = &REGIONS[..REGIONS.len().min(count)];
    let mut members = Vec::with_capacity(count + count / 3 + regions.len());
    let mut territories = Vec::with_capacity(count);
    for (region_index, (region, size)) in regions.iter().zip(sizes(regions, count)).enumerate() {
        members.push(member(region.code.to_owned(), bilingual(region.name), None));
        let zones = (size.div_ceil(4)).clamp(1, region.zones.len());
        for (zone_index, zone) in region.zones[..zones].iter().enumerate() {
            let code = format!("{}-{}", region.code, zone.code);
            members.push(member(code.clone(), bilingual(zone.name), Some(region.code)));
            let here = size / zones + usize::from(zone_index < size % zones);
            for index in 0..here {
                let territory = format!("{code}-{:03}", index + 1);
                members.push(member(territory.clone(), territory_name(zone, index, here), Some(&code)));
                let market = region.market / (1.0 + 0.22 * index as f64 + 0.1 * zone_index as f64);
                territories.push(Territory { code: territory, region: region_index, market });
            }
        }
    }
    Geography { members, regions, territories }
}

fn member(code: String, name: Name, parent: Option<&str>) -> MemberSource {
    MemberSource { code, name, parent: parent.map(str::to_owned) }
}

/// Shares territories out to regions: one each, the rest by share and largest remainder.
fn sizes(regions: &[Region], count: usize) -> Vec<usize> {
    let spare = count - regions.len();
    let all: usize = regions.iter().map(|region| region.share).sum();
    let mut sizes: Vec<usize> = regions.iter().map(|region| 1 + spare * region.share / all).collect();
    let mut order: Vec<usize> = (0..regions.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(spare * regions[index].share % all));
    let missing = count - sizes.iter().sum::<usize>();
    for &index in &order[..missing] {
        sizes[index] += 1;
    }
    sizes
}

const DISTRICTS: [&str; 8] = [
    "Centre/Centro",
    "North/Norte",
    "South/Sur",
    "East/Este",
    "West/Oeste",
    "Airport/Aeropuerto",
    "Port/Puerto",
    "Ring/Anillo",
];

/// A city; its districts where a zone has more territories than cities; numbered routes beyond.
fn territory_name(zone: &Zone, index: usize, count: usize) -> Name {
    let city = bilingual(zone.cities[index % zone.cities.len()]);
    if count <= zone.cities.len() + index % zone.cities.len() {
        return city;
    }
    let round = index / zone.cities.len();
    let district = bilingual(DISTRICTS[round % DISTRICTS.len()]);
    let route = match round / DISTRICTS.len() {
        0 => String::new(),
        more => format!(" {}", more + 1),
    };
    Name::new(format!("{} {}{route}", city.en, district.en), format!("{} {}{route}", city.es, district.es))
}
