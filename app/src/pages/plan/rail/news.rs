//! What others have changed since somebody has marked the history as read. Whoever is here for the first
//! time has seen all that was there before.

use leptos::task::spawn_local;
use tandem_plan::comment::About;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::http::{SeenUntil, Visit};
use tandem_protocol::layer::Layer;

use crate::browser::{Change, get_json, send_json};
use crate::editor::{Editor, Since};

/// Asks the server what is new. Without an answer nothing is marked.
pub(super) fn ask(editor: Editor) {
    let path = format!("/api/plans/{}/visit", editor.plan);
    spawn_local(async move {
        let Ok(visit) = get_json::<Visit>(&path).await else {
            return;
        };
        let (seen, head) = (visit.seq, visit.head);
        if visit.at.is_none() {
            let until = SeenUntil {
                layer: Layer::Joint,
                seq: head,
            };
            // Who cannot be told of now is here for the first time again.
            let _ = send_json::<_, ()>(Change::Put, &path, &until).await;
            return;
        }
        let parts = visit.news.iter();
        let parts = parts.filter_map(|part| About::parse(part, &SCHEMA));
        editor.news.set(Since {
            parts: parts.collect(),
            seen,
            head,
        });
    });
}
