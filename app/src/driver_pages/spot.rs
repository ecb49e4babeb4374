//! Where a page of the driver tree looks: a board as one person sees it, a unit, a period, and the tree's values there.

use crate::api::error::ApiError;
use crate::form::Query;
use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::dimension::{MemberId, ROOT};
use domain::goal::GoalReading;
use domain::measure::Slice;
use domain::model::{Evaluation, EvaluationError, Model, evaluate, readings};
use domain::outline::Standing;
use domain::plan::Plan;
use std::sync::Arc;

/// A unit in a period of a board.
#[derive(Debug)]
pub struct Spot {
    /// The board's identifier.
    pub board: String,
    /// What the person may see of it.
    pub plan: Plan,
    /// Who looks.
    pub actor: Actor,
    /// The unit and the period.
    pub at: Address,
    /// The tree that is shown.
    pub model: Arc<Model>,
    /// Whether the board's own text cannot be used, so that the default stands in.
    pub is_stand_in: bool,
    pub(super) now: Evaluation,
    pub(super) last_year: Option<Evaluation>,
    pub(super) target: Option<Evaluation>,
}

impl Spot {
    /// Looks where a query says: by codes of a unit and a period, else at the person's own unit and the year.
    ///
    /// # Errors
    /// There is no such unit or period for this person, or no tree has values there.
    pub fn new(board: String, plan: Plan, actor: Actor, query: &Query) -> Result<Self, ApiError> {
        let outline = plan.outline();
        let own = access::scope(&actor).unwrap_or(ROOT);
        let unit = query.get("unit").map_or(Some(own), |code| outline.units.find(code)).ok_or(ApiError::NotFound)?;
        if !matches!(outline.standing(unit), Standing::Open | Standing::Total) {
            return Err(ApiError::NotFound);
        }
        let period = query.get("period").map_or(Some(ROOT), |code| outline.periods.find(code));
        let at = Address::of(unit, period.ok_or(ApiError::NotFound)?);
        let own = Model::of(&plan).ok().map(Arc::new);
        let evaluated = own.and_then(|model| Some((evaluate(&plan, &model, Slice::Outlook, at).ok()?, model)));
        let is_stand_in = evaluated.is_none();
        let (now, model) = match evaluated {
            Some(evaluated) => evaluated,
            None => default(&plan, at).ok_or(ApiError::Server)?,
        };
        let of = |slice| evaluate(&plan, &model, slice, at).ok();
        let (last_year, target) = (of(Slice::LastYear), of(Slice::Target));
        Ok(Self { board, plan, actor, at, model, is_stand_in, now, last_year, target })
    }

    /// The address of one of its pages, with what is looked at.
    pub(super) fn href(&self, page: &str, more: &[(String, String)]) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        if let Some(code) = self.unit_code(self.at.unit) {
            pairs.push(("unit".to_owned(), code));
        }
        if let Some(code) = self.period_code(self.at.period) {
            pairs.push(("period".to_owned(), code));
        }
        pairs.extend(more.iter().cloned());
        format!("{}?{}", self.path(page), crate::form::encoded(&pairs))
    }

    /// The path of one of its pages; empty is the tree.
    pub(super) fn path(&self, page: &str) -> String {
        let slash = if page.is_empty() { "" } else { "/" };
        format!("/boards/{}/drivers{slash}{page}", self.board)
    }

    pub(super) fn unit_code(&self, unit: MemberId) -> Option<String> {
        self.plan.outline().units.get(unit).map(|member| member.code.clone())
    }

    pub(super) fn period_code(&self, period: MemberId) -> Option<String> {
        self.plan.outline().periods.get(period).map(|member| member.code.clone())
    }

    /// The goals as they are, or as a simulation makes them.
    pub(super) fn goals(&self, simulated: Option<&Evaluation>) -> Vec<GoalReading> {
        let now = simulated.unwrap_or(&self.now);
        readings(&self.plan, self.at, now, self.last_year.as_ref().unwrap_or(now))
    }

    /// The present value of a driver in its rounding units, where it has one.
    pub(super) fn present(&self, lever: &str) -> Option<i128> {
        let present: Result<_, EvaluationError> = self.now.present(lever);
        present.ok().flatten()
    }
}

fn default(plan: &Plan, at: Address) -> Option<(Evaluation, Arc<Model>)> {
    let model = Arc::new(Model::profit_and_loss(plan.outline().money_decimals).ok()?);
    Some((evaluate(plan, &model, Slice::Outlook, at).ok()?, model))
}
