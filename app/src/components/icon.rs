//! The icons, drawn on a grid of sixteen, and the mark of a side.
//!
//! An icon is never the only name of a thing: whoever shows one says beside it or in a label what
//! it stands for, so all of them are hidden from screen readers.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Bottom,
    Calendar,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    Close,
    Copy,
    Down,
    Edit,
    Globe,
    Grip,
    Info,
    Keyboard,
    Lock,
    Monitor,
    Moon,
    More,
    Offline,
    Person,
    Plans,
    Plus,
    Print,
    Redo,
    Saved,
    Saving,
    Search,
    Split,
    Sun,
    Talk,
    Top,
    Trash,
    Undo,
    Up,
    Warning,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Bottom => "M3 13.5h10M8 2.5v8M4.5 7 8 10.5 11.5 7",
            Self::Calendar => "M2.5 3.5h11v10h-11ZM2.5 6.5h11M5.5 2v3M10.5 2v3",
            Self::Check => "M3 4h10M3 8h6M3 12h4M10 11.5l1.5 1.5 3-3.5",
            Self::ChevronDown => "m3.5 6 4.5 4.5L12.5 6",
            Self::ChevronLeft => "M10 3.5 5.5 8 10 12.5",
            Self::ChevronRight => "m6 3.5 4.5 4.5L6 12.5",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Copy => "M5.5 5.5h8v8h-8ZM3 10.5H2.5v-8h8V3",
            Self::Down => "M8 3v10M3.8 8.8 8 13l4.2-4.2",
            Self::Edit => "M3 13h2.6L13 5.6 10.4 3 3 10.4Z",
            Self::Grip => "M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01",
            Self::Globe => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M1.75 8h12.5M8 1.75c3.2 3.6 3.2 8.9 0 12.5M8 1.75c-3.2 3.6-3.2 8.9 0 12.5"
            }
            Self::Info => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 7.4v3.4M8 5.2v.01"
            }
            Self::Keyboard => {
                "M1.5 4h13v8h-13ZM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.5h6"
            }
            Self::Lock => "M3.5 7.5h9v6h-9ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
            Self::Monitor => "M2 3h12v8H2ZM5.5 13.5h5M8 11v2.5",
            Self::Moon => "M13.3 9.7A5.7 5.7 0 0 1 6.3 2.7a5.7 5.7 0 1 0 7 7Z",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Offline => {
                "m2 2 12 12M5.2 5.3a3.2 3.2 0 0 0-.7 6.5h6.7M7.2 4.1a3.7 3.7 0 0 1 4.4 3.1A2.4 2.4 0 0 1 13.8 10"
            }
            Self::Person => "M8 2.5a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 0 1 0-5.4M3 13.5a5 5 0 0 1 10 0",
            Self::Plans => "M2 3h5v4.5H2ZM9 3h5v4.5H9ZM2 9.5h5V13H2ZM9 9.5h5V13H9Z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Print => "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7Z",
            Self::Redo => "m10 3 3.2 3.2L10 9.4M13 6.2H6.7a3.6 3.6 0 0 0 0 7.2H10",
            Self::Saved => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.3 8.2l1.9 1.9 3.5-3.8"
            }
            Self::Saving => "M13.5 8a5.5 5.5 0 1 1-2.2-4.4M11.5 1v2.8H8.7",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.3 10.3l3.2 3.2",
            Self::Split => "M8 2.5v4M3 13.5v-3.5l5-3.5 5 3.5v3.5M8 6.5v7",
            Self::Sun => {
                "M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6M8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M3.2 12.8l.9-.9M11.9 4.1l.9-.9"
            }
            Self::Talk => "M2.5 3h11v8h-6l-3 2.5V11h-2Z",
            Self::Top => "M3 2.5h10M8 13.5v-8M4.5 9 8 5.5 11.5 9",
            Self::Trash => {
                "M2.8 4.3h10.4M6.3 4.3V2.6h3.4v1.7M4.2 4.3l.6 9.1h6.4l.6-9.1M6.7 7v3.9M9.3 7v3.9"
            }
            Self::Undo => "M6 3 2.8 6.2 6 9.4M3 6.2h6.3a3.6 3.6 0 0 1 0 7.2H6",
            Self::Up => "M8 13V3M3.8 7.2 8 3l4.2 4.2",
            Self::Warning => "M8 2.2 14.5 13.5h-13ZM8 6.5v3.2M8 11.6v.01",
        }
    }
}

/// An icon as large as a line of text.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    let dotted = matches!(glyph, Glyph::Grip | Glyph::More);
    view! {
        <svg class="icon" class:dotted=dotted viewBox="0 0 16 16" aria-hidden="true">
            <path d=glyph.path() />
        </svg>
    }
}

/// A square for the vendor, a circle for the partner, a diamond for others, half and half for both.
/// `side` is the key of a side or party.
#[component]
pub(crate) fn SideMark(side: &'static str) -> impl IntoView {
    view! { <span class="side-mark" data-side=side aria-hidden="true"></span> }
}

/// The sign of Tandem: the vendor's square and the partner's circle, and what they share.
#[component]
pub(crate) fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect x="3" y="7" width="17" height="17" rx="4.5" fill="#4a4fc4" />
            <circle cx="20.5" cy="16.5" r="8.5" fill="#e08a4a" />
            <path
                d="M20 8.015V19.5A4.5 4.5 0 0 1 15.5 24h-.5a8.5 8.5 0 0 1 5-15.985Z"
                fill="#2c2340"
            />
        </svg>
    }
}
