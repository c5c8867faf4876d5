//! A link that was just made, to be handed on: as text and as a code for cameras.

use leptos::prelude::*;
use tandem_protocol::http::{MadeLink, QrCode};

use crate::components::CopyBox;
use crate::texts::{copying as texts, tr};

/// How many squares stay empty around a code, so that cameras find it.
const QUIET: u32 = 4;

/// The link with all that one needs to hand it on.
pub(super) fn made_link(made: MadeLink) -> AnyView {
    let MadeLink {
        url,
        qr,
        expires_at,
        ..
    } = made;
    view! {
        <div class="made-link">
            <CopyBox id="made-link" label=tr(texts::LINK) text=url />
            <figure class="qr">
                {code(&qr)} <figcaption class="hint">{tr(texts::QR_HINT)}</figcaption>
            </figure>
            <p class="hint">{texts::opens_until(expires_at)} " " {tr(texts::SHOWN_ONCE)}</p>
        </div>
    }
    .into_any()
}

fn code(qr: &QrCode) -> AnyView {
    let size = qr.size + 2 * QUIET;
    let path = qr.path.clone();
    view! {
        <svg
            class="qr-code"
            viewBox=format!("-{QUIET} -{QUIET} {size} {size}")
            role="img"
            aria-label=tr(texts::QR_CODE)
        >
            <path d=path />
        </svg>
    }
    .into_any()
}
