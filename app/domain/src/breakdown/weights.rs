//! Who weighs how much at one level, by the method.

use super::Breakdown;
use super::basis::capacity;
use super::certificate::Trouble;
use super::kept::Kept;
use crate::address::Address;
use crate::measure::Slice;
use crate::method::{Method, Reference, Shape};
use crate::rejection::Rejection;
use crate::spread::{NoWeights, blend, magnitude, proportional};

type Weights = Result<Vec<i128>, Trouble>;

impl Breakdown<'_> {
    /// Weights of the children: the method's, or the next reference that has numbers there, or the members that have
    /// any history, or all alike.
    pub(super) fn weights(&self, children: &[Address], inside: &[Vec<Kept>]) -> Weights {
        match self.basis.method {
            Method::Current | Method::Each => self.current(children, inside),
            Method::LastYear => self.first_known(&[Slice::LastYear, Slice::Baseline, self.slice], children, inside),
            Method::Equal => Ok(self.alike(children)),
            Method::By(profile) => self.shaped(&profile.shape, children, inside),
        }
    }

    fn shaped(&self, shape: &Shape, children: &[Address], inside: &[Vec<Kept>]) -> Weights {
        let along_periods = matches!(children, [one, other, ..] if one.period != other.period);
        let along_units = matches!(children, [one, other, ..] if one.unit != other.unit);
        let each =
            |weight: &dyn Fn(Address) -> i128| children.iter().map(|child| weight(*child)).collect::<Vec<i128>>();
        let numbers = |reference: &Reference| {
            each(&|at| self.plan.get(reference.slice, reference.measure, at).unwrap_or(0).into())
        };
        match shape {
            Shape::Current => self.current(children, inside),
            Shape::Equal => Ok(self.alike(children)),
            Shape::Reference(reference) => self.or_alike(proportional(numbers(reference)), children),
            Shape::Magnitude(_) => self.or_alike(magnitude(each(&|at| self.basis.sum(self.plan, at))), children),
            Shape::Numbers(_) => match proportional(each(&|at| self.basis.given(at))) {
                Err(NoWeights::Nothing) => self.current(children, inside),
                weights => self.or_alike(weights, children),
            },
            Shape::Blend(references) => {
                let references = references.iter().map(|(parts, reference)| (*parts, numbers(reference)));
                self.or_alike(blend(references.collect()), children)
            }
            Shape::Repeat | Shape::Unset(_) => {
                let sum = |at| self.basis.sum(self.plan, at);
                Ok(children.iter().zip(inside).map(|(child, inside)| self.free(&sum, *child, inside)).collect())
            }
            Shape::Growth(_) | Shape::Line(_) | Shape::Season(_) if along_periods => {
                Ok(each(&|at| self.basis.season(self.plan.outline(), at)))
            }
            Shape::Ramp(ramp) if along_periods || along_units => {
                Ok(each(&|at| capacity(ramp, self.plan.outline(), at)))
            }
            Shape::Growth(_) | Shape::Line(_) | Shape::Season(_) | Shape::Ramp(_) => self.current(children, inside),
        }
    }

    fn current(&self, children: &[Address], inside: &[Vec<Kept>]) -> Weights {
        self.first_known(&[self.slice, Slice::Target, Slice::LastYear, Slice::Baseline], children, inside)
    }

    /// In proportion to the first slice that has numbers at any of the children.
    fn first_known(&self, references: &[Slice], children: &[Address], inside: &[Vec<Kept>]) -> Weights {
        for reference in references {
            let number = |at| self.number(*reference, at).into();
            let weight = |(child, inside): (&Address, &Vec<Kept>)| match self.around {
                true => self.free(&number, *child, inside),
                false => number(*child),
            };
            match proportional(children.iter().zip(inside).map(weight).collect()) {
                Err(NoWeights::Nothing) => {}
                weights => return self.or_alike(weights, children),
            }
        }
        Ok(self.alike(children))
    }

    /// The same for every child with any history, or for all.
    fn alike(&self, children: &[Address]) -> Vec<i128> {
        let slices = [self.slice, Slice::LastYear, Slice::Baseline];
        let known = |child: &Address| slices.into_iter().any(|slice| self.plan.count(slice, self.measure, *child) > 0);
        let known: Vec<i128> = children.iter().map(|child| i128::from(known(child))).collect();
        if known.iter().any(|weight| *weight > 0) { known } else { vec![1; children.len()] }
    }

    /// A reference may be empty where its total is too: there nothing is asked for, unless a bound below does.
    fn or_alike(&self, weights: Result<Vec<i128>, NoWeights>, children: &[Address]) -> Weights {
        weights.or_else(|reason| match reason {
            NoWeights::Nothing => Ok(self.alike(children)),
            NoWeights::MixedSigns => Err(Rejection::MixedSigns.into()),
            NoWeights::TooLarge => Err(Rejection::TooLarge.into()),
        })
    }

    /// What something adds up to at a node, without what is fixed below it.
    pub(super) fn free(&self, number: &dyn Fn(Address) -> i128, at: Address, kept: &[Kept]) -> i128 {
        number(at) - self.settled(at, kept, &|hold| number(hold.at))
    }
}
