//! The company that negotiates: the demo company in a new data folder, with an account for the manager of every unit.

use crate::game::{Failure, Options};
use backend::demo::{self, DemoMove, DemoOptions};
use backend::identity::{Identity, NewPerson};
use backend::live::Boards;
use backend::store::Store;
use domain::actor::Role;
use domain::dimension::MemberId;
use domain::outline::{Outline, UNASSIGNED};
use std::path::Path;
use std::sync::Arc;

/// What everybody signs in with; each account has a salt of its own.
pub const PASSWORD: &str = "many rounds make a plan";

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// What they sign in with.
    pub email: String,
    /// The unit a manager answers for; `None` for the committee.
    pub unit: Option<MemberId>,
}

/// A founded company.
#[derive(Debug)]
pub struct Company {
    /// Identifier of its board.
    pub board: String,
    /// The outline of its board.
    pub outline: Arc<Outline>,
    /// The units of the edges that are negotiated: all but the company itself.
    pub units: Vec<MemberId>,
    /// The committee.
    pub committee: Vec<Account>,
    /// The managers, in the order of `units`.
    pub managers: Vec<Account>,
}

/// The address of the database in a data folder, as the server opens it.
pub fn database(folder: &Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join("pacto.db").display())
}

/// Founds the company in a folder; nobody serves it yet.
///
/// # Errors
/// The folder, the database or the company cannot be made.
pub async fn found(folder: &Path, options: &Options) -> Result<Company, Failure> {
    let founding = |error: &dyn std::fmt::Display| Failure::Founding(error.to_string());
    let store = Arc::new(Store::open(&database(folder)).await.map_err(|error| founding(&error))?);
    let identity = Identity::new(Arc::clone(&store));
    let boards = Boards::new(Arc::clone(&store));
    let demo = DemoOptions { units: options.units, products: options.products, seed: options.seed };
    let mut company = demo::company(demo);
    // Everybody is to write in every unit, and what is on its way to approval is locked.
    company.plan.moves.retain(|step| !matches!(step, DemoMove::Propose { .. }));
    demo::found(&store, &identity, &boards, company, |_, _| {}).await.map_err(|error| founding(&error))?;
    let listed = boards.list().await.map_err(|error| founding(&error))?;
    let board = listed.first().ok_or_else(|| founding(&"no board"))?.id.clone();
    let opened = boards.open(&board).await.map_err(|error| founding(&error))?;
    let outline = opened.read(|plan| Arc::clone(plan.outline()));
    let code = |unit: MemberId| outline.units.get(unit).map(|member| member.code.clone()).unwrap_or_default();
    let units: Vec<MemberId> = (1..outline.units.len()).filter(|unit| code(*unit) != UNASSIGNED).collect();

    let mut new = Vec::new();
    for seat in 0..options.committee() {
        let email = format!("committee-{seat}@negotiators.example");
        new.push((person(&email, &format!("Committee {seat}"), Role::Committee, None), Account { email, unit: None }));
    }
    for &unit in &units {
        let (code, email) = (code(unit), format!("manager-{unit}@negotiators.example"));
        let account = Account { email: email.clone(), unit: Some(unit) };
        new.push((person(&email, &format!("Manager of {code}"), Role::Manager, Some(code)), account));
    }
    let adding = new.into_iter().map(|(person, account)| async {
        identity.add(person).await.map_err(|error| founding(&error))?;
        Ok::<_, Failure>(account)
    });
    let mut committee: Vec<Account> = futures::future::try_join_all(adding).await?;
    let managers = committee.split_off(options.committee());
    store.close().await;
    Ok(Company { board, outline, units, committee, managers })
}

fn person(email: &str, name: &str, role: Role, unit: Option<String>) -> NewPerson {
    NewPerson { email: email.to_owned(), name: name.to_owned(), role, unit, password: Some(PASSWORD.to_owned()) }
}
