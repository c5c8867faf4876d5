//! The browser client of Tandem.

mod browser;
mod fields {
    pub(crate) mod text;
}
mod store;
mod sync;
