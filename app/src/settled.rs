//! Views and closures behind one type each: what a page is made of is compiled once, not once for every place of use.

use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::{Mountable, Position, PositionState};
use std::sync::Arc;

/// A view in which nothing waits. Where its type is drawn again it is replaced, never compared.
///
/// [`AnyView`] also brings code to wait for every view and to compare it with what it was, which is half of all code.
/// Attributes spread onto it are not taken.
pub(crate) struct Settled(inner::Inner);

/// Turns a view into a settled one.
pub(crate) trait Settle {
    /// The view behind one type; it must have a node of its own.
    fn settled(self) -> Settled;
}

impl<V: RenderHtml + Send + 'static> Settle for V {
    fn settled(self) -> Settled {
        const { assert!(V::EXISTS, "a view without a node of its own cannot be settled") }
        Settled(inner::wrap(self))
    }
}

/// What the browser needs of a view: making it, and finding it in what the server has sent.
#[cfg(not(feature = "ssr"))]
mod inner {
    use leptos::prelude::*;
    use leptos::tachys::hydration::Cursor;
    use leptos::tachys::view::{Mountable, PositionState};

    pub(super) type Inner = Box<dyn Drawn + Send>;

    pub(super) trait Drawn {
        fn build(self: Box<Self>) -> Box<dyn Mountable>;
        fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Box<dyn Mountable>;
    }

    impl<V: RenderHtml + 'static> Drawn for V {
        fn build(self: Box<Self>) -> Box<dyn Mountable> {
            Box::new(Render::build(*self))
        }

        fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Box<dyn Mountable> {
            Box::new(RenderHtml::hydrate::<true>(*self, cursor, position))
        }
    }

    pub(super) fn wrap<V: RenderHtml + Send + 'static>(view: V) -> Inner {
        Box::new(view)
    }

    pub(super) fn build(inner: Inner) -> Box<dyn Mountable> {
        inner.build()
    }

    pub(super) fn hydrate(inner: Inner, cursor: &Cursor, position: &PositionState) -> Box<dyn Mountable> {
        inner.hydrate(cursor, position)
    }
}

/// What the server needs of a view: writing it.
#[cfg(feature = "ssr")]
mod inner {
    use leptos::prelude::*;
    use leptos::tachys::hydration::Cursor;
    use leptos::tachys::view::{Mountable, PositionState};

    pub(super) type Inner = AnyView;

    pub(super) fn wrap<V: RenderHtml + Send + 'static>(view: V) -> Inner {
        view.into_any()
    }

    pub(super) fn build(inner: Inner) -> Box<dyn Mountable> {
        Box::new(inner.build())
    }

    pub(super) fn hydrate(inner: Inner, cursor: &Cursor, position: &PositionState) -> Box<dyn Mountable> {
        Box::new(inner.hydrate::<true>(cursor, position))
    }
}

/// A settled view on the page.
pub(crate) struct SettledState(Box<dyn Mountable>);

impl Mountable for SettledState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

impl Render for Settled {
    type State = SettledState;

    fn build(self) -> SettledState {
        SettledState(inner::build(self.0))
    }

    fn rebuild(self, state: &mut SettledState) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl AddAnyAttr for Settled {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

#[cfg_attr(not(feature = "ssr"), expect(unused_variables, reason = "the browser writes no HTML"))]
impl RenderHtml for Settled {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {
        #[cfg(feature = "ssr")]
        self.0.dry_resolve();
    }

    async fn resolve(self) -> Self {
        #[cfg(feature = "ssr")]
        return Self(self.0.resolve().await);
        #[cfg(not(feature = "ssr"))]
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.0.to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> SettledState {
        SettledState(inner::hydrate(self.0, cursor, position))
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Something read again whenever what it reads changes, as a view or as the value of an attribute.
pub(crate) type Read<T> = Box<dyn FnMut() -> T + Send>;

/// Words that follow what they are made of.
pub(crate) fn words(read: impl FnMut() -> String + Send + 'static) -> Read<String> {
    Box::new(read)
}

/// Words that may be absent.
pub(crate) fn maybe_words(read: impl FnMut() -> Option<String> + Send + 'static) -> Read<Option<String>> {
    Box::new(read)
}

/// One of several fixed words.
pub(crate) fn word(read: impl FnMut() -> &'static str + Send + 'static) -> Read<&'static str> {
    Box::new(read)
}

/// Yes or no, for attributes that are there or not, and for classes.
pub(crate) fn flag(read: impl FnMut() -> bool + Send + 'static) -> Read<bool> {
    Box::new(read)
}

/// A part of the page that is drawn anew whenever what it reads changes.
pub(crate) fn part(read: impl FnMut() -> Settled + Send + 'static) -> Read<Settled> {
    Box::new(read)
}

/// The same, where there may be nothing to draw.
pub(crate) fn maybe_part(read: impl FnMut() -> Option<Settled> + Send + 'static) -> Read<Option<Settled>> {
    Box::new(read)
}

/// An answer to an event.
pub(crate) fn on<E: 'static>(answer: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(answer)
}

/// Children that are drawn as often as they are needed.
#[derive(Clone)]
pub(crate) struct SettledChildren(Arc<dyn Fn() -> Settled + Send + Sync>);

impl<F, V> ToChildren<F> for SettledChildren
where
    F: Fn() -> V + Send + Sync + 'static,
    V: RenderHtml + Send + 'static,
{
    fn to_children(draw: F) -> Self {
        Self(Arc::new(move || draw().settled()))
    }
}

/// A condition that is looked at again whenever what it reads changes.
pub(crate) struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(holds: F) -> Self {
        Self(Box::new(holds))
    }
}

impl<F, V> From<F> for SettledChildren
where
    F: Fn() -> V + Send + Sync + 'static,
    V: RenderHtml + Send + 'static,
{
    fn from(draw: F) -> Self {
        Self::to_children(draw)
    }
}

/// Shows its children while a condition holds.
#[component]
pub(crate) fn When(
    /// The condition.
    #[prop(into)]
    holds: Condition,
    /// What is shown while it does not.
    #[prop(optional, into)]
    fallback: Option<SettledChildren>,
    /// What is shown.
    children: SettledChildren,
) -> impl IntoView {
    let holds = Memo::new(move |_| (holds.0)());
    maybe_part(move || if holds.get() { Some((children.0)()) } else { fallback.as_ref().map(|draw| (draw.0)()) })
}
