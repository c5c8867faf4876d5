//! The parts that pages are made of. None of them knows the store or the server; they are given
//! what to show and say what was pressed.

mod avatar;
mod button;
mod combobox;
mod copy;
mod dialog;
mod empty;
mod icon;
mod language;
mod later;
mod live;
mod menu;
mod pill;
mod reorder;
mod ring;
mod segmented;
mod shell;
mod text_input;
mod theme;
mod toast;

pub(crate) use avatar::{Avatar, AvatarStack, Someone};
pub(crate) use button::{Button, IconButton, Weight};
pub(crate) use combobox::{Combobox, Offer};
pub(crate) use copy::CopyBox;
pub(crate) use dialog::Dialog;
pub(crate) use empty::{Alert, Empty, Notice, Skeletons};
pub(crate) use icon::{Glyph, Icon, Logo, SideMark};
pub(crate) use language::language_lines;
pub(crate) use later::{NotLoaded, later};
pub(crate) use live::{follow, invalid, list, list_of, live, truth};
pub(crate) use menu::{Menu, MenuItem, MenuLine};
pub(crate) use pill::{PillSelect, Tone};
pub(crate) use reorder::{Edge, Handle, Reorder};
pub(crate) use ring::Ring;
pub(crate) use segmented::{Segment, Segmented};
pub(crate) use shell::Page;
pub(crate) use text_input::{SelectInput, TextInput};
pub(crate) use theme::{apply_kept_theme, theme_lines};
pub(crate) use toast::{ToastArea, Toasts};
