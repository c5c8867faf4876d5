//! The page that a link opens.

use tandem_plan::language::Text;
use tandem_protocol::role::{Role, Side};

use super::{fill, parts, tr};

pub(crate) const TITLE: Text = Text::new("Join a plan", "Einem Plan beitreten");
pub(crate) const COMES: Text = Text::new("The link is being looked up.", "Der Link wird geprüft.");
pub(crate) const REFUSED: Text = Text::new(
    "This link does not open a plan",
    "Dieser Link öffnet keinen Plan",
);
pub(crate) const ASK_FOR_ANOTHER: Text = Text::new(
    "Links last for a limited time and can be withdrawn. Ask whoever sent it to you for a new one. If you joined before, your plans are still there.",
    "Links gelten eine begrenzte Zeit und können zurückgezogen werden. Wer den Link geschickt hat, kann einen neuen ausstellen. Pläne, denen dieser Browser schon beigetreten ist, sind weiterhin da.",
);
pub(crate) const INVITED: Text =
    Text::new("You are invited to write", "Einladung zum Mitschreiben");
pub(crate) const JOIN: Text = Text::new("Join", "Beitreten");
pub(crate) const FOR: Text = Text::new("You join for ", "Beitritt für ");
pub(crate) const OR: Text = Text::new("or", "oder");
pub(crate) const NAME: Text = Text::new("Your name", "Ihr Name");
pub(crate) const NAME_HINT: Text = Text::new(
    "As your colleagues and the other company know you. There is no password.",
    "So, wie Sie im eigenen und im anderen Unternehmen bekannt sind. Ein Passwort gibt es nicht.",
);
pub(crate) const NO_NAME: Text = Text::new(
    "Write your name, so that the others see who is writing.",
    "Bitte den Namen angeben, damit die anderen sehen, wer schreibt.",
);
pub(crate) const LONG_NAME: Text = Text::new(
    "A name has at most 80 characters: shorten it.",
    "Ein Name hat höchstens 80 Zeichen: bitte kürzen.",
);

pub(crate) const GOING_ON: Text = Text::new("Go on with your plan", "Mit Ihrem Plan weitermachen");
pub(crate) const GOING_ON_HINT: Text = Text::new(
    "This link is yours alone: whoever opens it is you in this plan.",
    "Dieser Link gehört Ihnen allein: Wer ihn öffnet, ist in diesem Plan mit Ihrem Namen unterwegs.",
);
pub(crate) const ARE_YOU: Text = Text::new("Are you one of these?", "Ist Ihr Name dabei?");
pub(crate) const ARE_YOU_HINT: Text = Text::new(
    "They are named in the plan and have not come yet. What is theirs becomes yours.",
    "Diese Personen sind im Plan genannt und waren noch nicht hier. Was ihnen zugeordnet ist, gehört dann zu Ihnen.",
);
pub(crate) const SOMEBODY_ELSE: Text = Text::new("No, I am new here", "Nein, ich bin neu hier");

/// What goes on as somebody on this device.
pub(crate) fn go_on_as(name: &str) -> String {
    fill(
        Text::new("Go on as {name}", "Weiter als {name}"),
        &[("name", &name)],
    )
}

/// Whom one joins for, behind [`FOR`].
pub(crate) const fn party(side: Side) -> Text {
    match side {
        Side::Vendor => Text::new("the vendor", "den Hersteller"),
        Side::Partner => Text::new("the partner", "den Partner"),
        Side::Neutral => Text::new("neither company", "keines der beiden Unternehmen"),
    }
}

/// What one may do in the plan.
pub(crate) const fn rights(role: Role) -> Text {
    match role {
        Role::Lead => Text::new(
            "You write, invite your colleagues and sign for your side.",
            "Rechte: mitschreiben, Kolleginnen und Kollegen einladen, für die eigene Seite zeichnen.",
        ),
        Role::Facilitator => Text::new(
            "You write and run the workshop.",
            "Rechte: mitschreiben und den Workshop leiten.",
        ),
        Role::Editor => Text::new(
            "You write like everybody else.",
            "Rechte: mitschreiben wie alle anderen.",
        ),
        Role::Commenter => Text::new("You read and comment.", "Rechte: lesen und kommentieren."),
        Role::Viewer => Text::new("You read.", "Rechte: lesen."),
    }
}

/// What joins under another name.
pub(crate) fn as_somebody_else(side: Side) -> String {
    let side = tr(parts::side(side));
    fill(
        Text::new(
            "Join as somebody else ({side})",
            "Als jemand anderes beitreten ({side})",
        ),
        &[("side", &side)],
    )
}

/// What goes on as who one is.
pub(crate) fn stay_as(name: &str, side: Side) -> String {
    let side = tr(parts::side(side));
    fill(
        Text::new("Stay as {name} ({side})", "Weiter als {name} ({side})"),
        &[("name", &name), ("side", &side)],
    )
}

/// Who this browser is in the plan already.
pub(crate) fn already(name: &str) -> String {
    fill(
        Text::new(
            "This browser is already in the plan as {name}.",
            "Dieser Browser ist als {name} schon im Plan.",
        ),
        &[("name", &name)],
    )
}
