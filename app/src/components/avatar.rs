//! People as small signs: initials in the shape and colour of their side.

use leptos::prelude::*;
use tandem_plan::naming::initials;
use tandem_protocol::role::Side;

/// Somebody as an avatar shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Someone {
    /// Their name.
    pub(crate) name: String,
    /// Their side.
    pub(crate) side: Side,
    /// What the tooltip says beside the name.
    pub(crate) note: String,
}

/// One person.
#[component]
pub(crate) fn Avatar(someone: Someone, #[prop(optional)] is_small: bool) -> impl IntoView {
    let title = format!("{}, {}", someone.name, someone.note);
    view! {
        <span
            class="avatar"
            role="img"
            data-side=someone.side.key()
            data-size=is_small.then_some("small")
            data-tooltip=title.clone()
            data-tooltip-end=true
            aria-label=title
        >
            {initials(&someone.name)}
        </span>
    }
    .into_any()
}

/// Several people; those who do not fit are counted.
#[component]
pub(crate) fn AvatarStack(
    people: Vec<Someone>,
    most: usize,
    #[prop(optional)] is_small: bool,
) -> impl IntoView {
    let hidden = people.len().saturating_sub(most);
    let shown = people.into_iter().take(most);
    view! {
        <span class="avatars">
            {shown.map(|someone| view! { <Avatar someone is_small /> }).collect_view()}
            {(hidden > 0).then(|| view! { <span class="avatars-more">"+"{hidden}</span> })}
        </span>
    }
    .into_any()
}
