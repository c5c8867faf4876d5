//! The page of a plan's people: who belongs to it, by which links they come, who may what.

use tandem_plan::language::Text;
use tandem_protocol::role::Role;

use super::{fill, language, tr};
use crate::browser::moment;

pub(crate) const COME: Text = Text::new(
    "The people are on their way.",
    "Die Personen werden geladen.",
);
pub(crate) const LEAD: Text = Text::new(
    "Who belongs to this plan, and who may what. Both companies have the same rights; each invites its own people.",
    "Wer zu diesem Plan gehört und wer was darf. Beide Unternehmen haben dieselben Rechte; jedes lädt die eigenen Personen ein.",
);
pub(crate) const BACK: Text = Text::new("To the plan", "Zum Plan");
pub(crate) const YOU: Text = Text::new("you", "Sie");
pub(crate) const NAMED_ONLY: Text =
    Text::new("Named; has not joined", "Genannt; noch nicht beigetreten");
pub(crate) const FACILITATES: Text = Text::new("runs workshops", "leitet Workshops");
pub(crate) const NOBODY: Text = Text::new("Nobody yet.", "Noch niemand.");
pub(crate) const NEUTRAL_PEOPLE: Text = Text::new("Neutral people", "Neutrale Personen");
pub(crate) const NEUTRAL_HINT: Text = Text::new(
    "Consultants and facilitators of neither company. A lead of either side invites them; both sides see it.",
    "Beratung und Moderation, die zu keinem der beiden Unternehmen gehört. Die Leitung jeder Seite kann sie einladen; beide Seiten sehen das.",
);
pub(crate) const REMOVED_PEOPLE: Text = Text::new("Former members", "Frühere Mitglieder");

pub(crate) const NAME_SOMEBODY: Text = Text::new("Name somebody", "Jemanden nennen");
pub(crate) const NAME_HINT: Text = Text::new(
    "For people who own things in the plan and never log in. Who joins later can turn out to be them.",
    "Für Personen, denen etwas im Plan gehört und die sich nie anmelden. Wer später beitritt, kann sich als diese Person zu erkennen geben.",
);
pub(crate) const THEIR_NAME: Text = Text::new("Name", "Name");
pub(crate) const ADD: Text = Text::new("Add", "Hinzufügen");

pub(crate) const ROLE: Text = Text::new("Role", "Rolle");
pub(crate) const RENAME: Text = Text::new("Rename", "Umbenennen");
pub(crate) const NEW_NAME: Text = Text::new("Another name", "Anderer Name");
pub(crate) const SAVE: Text = Text::new("Save", "Speichern");
pub(crate) const APPOINT: Text = Text::new("Let run workshops", "Workshops leiten lassen");
pub(crate) const DISMISS: Text = Text::new(
    "Not let run workshops any more",
    "Keine Workshops mehr leiten lassen",
);
pub(crate) const HAND_OVER: Text = Text::new("Hand over the lead", "Leitung übergeben");
pub(crate) const CONTINUE_LINK: Text = Text::new(
    "Make a link for another device",
    "Link für ein anderes Gerät ausstellen",
);
pub(crate) const CONTINUE_TITLE: Text = Text::new(
    "A link for another device",
    "Ein Link für ein anderes Gerät",
);
pub(crate) const SIGN_OUT: Text = Text::new("Sign out everywhere", "Überall abmelden");
pub(crate) const SIGN_OUT_TITLE: Text = Text::new(
    "Sign this person out everywhere?",
    "Diese Person überall abmelden?",
);
pub(crate) const SIGN_OUT_ELSEWHERE: Text =
    Text::new("Sign out everywhere else", "Überall sonst abmelden");
pub(crate) const SIGN_OUT_ELSEWHERE_TITLE: Text =
    Text::new("Sign out everywhere else?", "Überall sonst abmelden?");
pub(crate) const SIGN_OUT_ELSEWHERE_EXPLAINED: Text = Text::new(
    "Your other browsers lose this plan at once, and your tokens for programs are withdrawn. This browser stays signed in.",
    "Ihre anderen Browser verlieren diesen Plan sofort, und Ihre Tokens für Programme werden zurückgezogen. Dieser Browser bleibt angemeldet.",
);
pub(crate) const SIGNED_OUT_ELSEWHERE: Text = Text::new(
    "You are signed out everywhere else.",
    "Sie sind überall sonst abgemeldet.",
);
pub(crate) const CALL_LEAD: Text = Text::new(
    "Make a new link for their lead",
    "Neuen Link für deren Leitung ausstellen",
);
pub(crate) const REMOVE: Text = Text::new("Remove from the plan", "Aus dem Plan entfernen");
pub(crate) const LEAVE: Text = Text::new("Leave the plan", "Den Plan verlassen");
pub(crate) const REMOVE_TITLE: Text = Text::new("Remove this person?", "Diese Person entfernen?");
pub(crate) const LEAVE_TITLE: Text = Text::new("Leave this plan?", "Diesen Plan verlassen?");
pub(crate) const LEAVE_EXPLAINED: Text = Text::new(
    "This plan leaves all your browsers. What you wrote stays in it, under your name. Only a new link of a lead of your side brings you back.",
    "Der Plan verlässt alle Ihre Browser. Was Sie geschrieben haben, bleibt darin, unter Ihrem Namen. Zurück führt nur ein neuer Link der Leitung Ihrer Seite.",
);
pub(crate) const HAND_OVER_TITLE: Text = Text::new("Hand over the lead?", "Die Leitung übergeben?");

pub(crate) const LINKS: Text = Text::new("Links", "Links");
pub(crate) const LINKS_LEAD: Text = Text::new(
    "Whoever opens a link joins the plan on that side and with that role. A link is a secret: send it to those it is for.",
    "Wer einen Link öffnet, tritt dem Plan auf dieser Seite und mit dieser Rolle bei. Ein Link ist ein Geheimnis: bitte nur denen schicken, für die er ist.",
);
pub(crate) const FOR_SIDE: Text = Text::new("For people of", "Für Personen von");
pub(crate) const OPENS_FOR: Text = Text::new("Opens the plan for", "Öffnet den Plan");
pub(crate) const MAY_BE_USED: Text = Text::new("May be used by", "Darf benutzt werden von");
pub(crate) const MAKE_LINK: Text = Text::new("Make a link", "Link ausstellen");
pub(crate) const LINK_MADE: Text = Text::new("The link is ready", "Der Link ist bereit");
pub(crate) const NO_LINKS: Text = Text::new("No link is open.", "Es ist kein Link offen.");
pub(crate) const REVOKE: Text = Text::new("Withdraw", "Zurückziehen");
pub(crate) const REVOKE_TITLE: Text = Text::new("Withdraw this link?", "Diesen Link zurückziehen?");
pub(crate) const REVOKE_EXPLAINED: Text = Text::new(
    "Nobody can join with it any more. Who joined with it stays in the plan.",
    "Niemand kann damit mehr beitreten. Wer damit beigetreten ist, bleibt im Plan.",
);
pub(crate) const WITHDRAWN: Text = Text::new("withdrawn", "zurückgezogen");
pub(crate) const USED_UP: Text = Text::new("used up", "aufgebraucht");
pub(crate) const EXPIRED: Text = Text::new("expired", "abgelaufen");
pub(crate) const OLD_LINKS: Text =
    Text::new("Links of no use any more", "Links, die nichts mehr öffnen");

pub(crate) const MY_DEVICES: Text =
    Text::new("Your devices and programs", "Ihre Geräte und Programme");
pub(crate) const CONTINUE_HINT: Text = Text::new(
    "A link with which you go on as yourself on another device, such as your phone. Whoever opens it is you: keep it to yourself.",
    "Ein Link, mit dem Sie auf einem anderen Gerät, etwa dem Telefon, als Sie selbst weitermachen. Wer ihn öffnet, ist an Ihrer Stelle im Plan: bitte nicht weitergeben.",
);
pub(crate) const CONTINUE: Text = Text::new(
    "Continue on another device",
    "Auf einem anderen Gerät weitermachen",
);
pub(crate) const TOKENS: Text = Text::new("Tokens for programs", "Tokens für Programme");
pub(crate) const TOKENS_HINT: Text = Text::new(
    "A program that sends a token with its requests may do what you may in this plan.",
    "Ein Programm, das ein Token mitschickt, darf in diesem Plan, was Sie dürfen.",
);
pub(crate) const TOKEN_FOR: Text = Text::new("What it is for", "Wofür es ist");
pub(crate) const MAKE_TOKEN: Text = Text::new("Make a token", "Token ausstellen");
pub(crate) const TOKEN: Text = Text::new("Token", "Token");
pub(crate) const TOKEN_MADE: Text = Text::new("The token is ready", "Das Token ist bereit");
pub(crate) const TOKEN_SHOWN_ONCE: Text = Text::new(
    "It is shown this once, and is sent as Authorization: Bearer. If it gets lost, make another one.",
    "Es wird nur dieses eine Mal gezeigt und als Authorization: Bearer gesendet. Geht es verloren, einfach ein neues ausstellen.",
);
pub(crate) const NO_TOKENS: Text = Text::new("There is no token.", "Es gibt kein Token.");
pub(crate) const TOKEN_REVOKE_TITLE: Text =
    Text::new("Withdraw this token?", "Dieses Token zurückziehen?");
pub(crate) const TOKEN_REVOKED: Text = Text::new(
    "The program that uses it gets no answer any more.",
    "Das Programm, das es benutzt, erhält keine Antwort mehr.",
);
pub(crate) const NO_TOKEN_NAME: Text = Text::new(
    "Write what the token is for, in 80 characters at most: you will want to know later.",
    "Bitte angeben, wofür das Token ist, mit höchstens 80 Zeichen: später ist das wichtig.",
);

pub(crate) const WHOLE: Text = Text::new("The plan as a whole", "Der Plan als Ganzes");
pub(crate) const EXPORT: Text = Text::new("Take it along as JSON", "Als JSON mitnehmen");
pub(crate) const EXPORT_HINT: Text = Text::new(
    "Everything that you can read, also the private notes of your side. Who took the plan along stands in the log.",
    "Alles, was Sie lesen können, auch die privaten Notizen Ihrer Seite. Wer den Plan mitgenommen hat, steht im Protokoll.",
);
pub(crate) const DELETE: Text = Text::new("Delete the plan", "Plan löschen");
pub(crate) const DELETE_HINT: Text = Text::new(
    "A plan belongs to both sides: it is deleted for good when a lead of each side has agreed.",
    "Ein Plan gehört beiden Seiten: Er wird endgültig gelöscht, sobald die Leitungen beider Seiten zugestimmt haben.",
);
pub(crate) const DELETE_ALONE: Text = Text::new(
    "Nobody of the other side has ever joined: you can delete the plan by yourself, for good.",
    "Von der anderen Seite ist nie jemand beigetreten: Sie können den Plan allein löschen, endgültig.",
);
pub(crate) const DELETE_TITLE: Text = Text::new(
    "Delete this plan for good?",
    "Diesen Plan endgültig löschen?",
);
pub(crate) const DELETE_NOW: Text = Text::new("Delete for good", "Endgültig löschen");
pub(crate) const AGREE: Text = Text::new("Agree to delete it", "Dem Löschen zustimmen");
pub(crate) const AGREE_TITLE: Text = Text::new(
    "Agree to delete this plan?",
    "Dem Löschen dieses Plans zustimmen?",
);
pub(crate) const WITHDRAW_AGREEMENT: Text =
    Text::new("Take the agreement back", "Zustimmung zurücknehmen");
pub(crate) const DELETE_EXPLAINED: Text = Text::new(
    "Everything goes: the plan, its history, the comments and private notes of both sides. Nobody can bring it back. Take it along first if you may need it.",
    "Alles geht verloren: der Plan, sein Verlauf, die Kommentare und die privaten Notizen beider Seiten. Niemand kann ihn zurückholen. Bitte vorher mitnehmen, was noch gebraucht wird.",
);
pub(crate) const AGREE_EXPLAINED: Text = Text::new(
    "Nothing is deleted yet. When a lead of the other side agrees as well, everything goes at that moment, for good: the plan, its history, comments and private notes. Until then you can take your agreement back.",
    "Noch wird nichts gelöscht. Sobald auch die Leitung der anderen Seite zustimmt, geht in diesem Moment alles endgültig verloren: Plan, Verlauf, Kommentare und private Notizen. Bis dahin lässt sich die Zustimmung zurücknehmen.",
);
pub(crate) const LEADS_DELETE: Text = Text::new(
    "A plan is deleted by the leads of both sides together.",
    "Einen Plan löschen die Leitungen beider Seiten gemeinsam.",
);

/// What somebody is in the plan.
pub(crate) const fn role(role: Role) -> Text {
    match role {
        Role::Lead => Text::new("Lead", "Leitung"),
        Role::Facilitator => Text::new("Facilitator", "Moderation"),
        Role::Editor => Text::new("Editor", "Mitschreiben"),
        Role::Commenter => Text::new("Commenter", "Kommentieren"),
        Role::Viewer => Text::new("Viewer", "Lesen"),
    }
}

/// What they may do, as a hint.
pub(crate) const fn role_hint(role: Role) -> Text {
    match role {
        Role::Lead => Text::new(
            "writes, invites people of the own side, signs",
            "schreibt, lädt Personen der eigenen Seite ein, zeichnet",
        ),
        Role::Facilitator => Text::new("writes, runs workshops", "schreibt, leitet Workshops"),
        Role::Editor => Text::new("writes", "schreibt"),
        Role::Commenter => Text::new("reads and comments", "liest und kommentiert"),
        Role::Viewer => Text::new("reads", "liest"),
    }
}

/// What opens the commands about somebody.
pub(crate) fn commands_for(name: &str) -> String {
    fill(
        Text::new("What to do about {name}", "Befehle für {name}"),
        &[("name", &name)],
    )
}

/// The title of this page.
pub(crate) fn title(plan: &str) -> String {
    fill(
        Text::new("People: {plan}", "Personen: {plan}"),
        &[("plan", &plan)],
    )
}

/// Who lets people of a side in, for those who cannot.
pub(crate) fn who_invites(leads: &str, company: &str) -> String {
    if leads.is_empty() {
        return fill(
            Text::new(
                "{company} has no lead yet: whoever joins with the link for its lead invites its people.",
                "{company} hat noch keine Leitung: Wer mit dem Link für die Leitung beitritt, lädt die Personen dieser Seite ein.",
            ),
            &[("company", &company)],
        );
    }
    fill(
        Text::new(
            "{leads} leads {company} in this plan, invites its people and decides what they may do.",
            "Leitung von {company} in diesem Plan: {leads}. Dort wird eingeladen und entschieden, wer was darf.",
        ),
        &[("leads", &leads), ("company", &company)],
    )
}

/// What signing somebody out means.
pub(crate) fn sign_out_explained(name: &str) -> String {
    fill(
        Text::new(
            "{name} loses this plan on every device at once, and the tokens of {name} are withdrawn. With a link for another device {name} comes back as before.",
            "{name} verliert diesen Plan sofort auf jedem Gerät, und die Tokens von {name} werden zurückgezogen. Mit einem Link für ein anderes Gerät kommt {name} wieder herein wie zuvor.",
        ),
        &[("name", &name)],
    )
}

/// That somebody was signed out.
pub(crate) fn signed_out(name: &str) -> String {
    fill(
        Text::new(
            "{name} is signed out everywhere.",
            "{name} ist überall abgemeldet.",
        ),
        &[("name", &name)],
    )
}

/// What a lead does about a side of which nobody has come.
pub(crate) fn nobody_came(company: &str) -> String {
    fill(
        Text::new(
            "Nobody of {company} has come yet. If the first link was lost or used up by mistake, make another: the one before opens nothing then.",
            "Von {company} ist noch niemand beigetreten. Ging der erste Link verloren oder ist er abgelaufen, lässt sich ein neuer ausstellen: Der vorige öffnet dann nichts mehr.",
        ),
        &[("company", &company)],
    )
}

/// What removing somebody means.
pub(crate) fn remove_explained(name: &str) -> String {
    fill(
        Text::new(
            "{name} is taken out of the plan at once, on all devices. The link that {name} came by and those that {name} made for others are withdrawn. What {name} wrote stays, under that name.",
            "{name} verliert sofort den Zugang, auf allen Geräten. Der Link, mit dem {name} beigetreten ist, und Links, die {name} für andere ausgestellt hat, werden zurückgezogen. Was {name} geschrieben hat, bleibt unter diesem Namen stehen.",
        ),
        &[("name", &name)],
    )
}

/// What removing somebody means who never came.
pub(crate) fn remove_named_explained(name: &str) -> String {
    fill(
        Text::new(
            "{name} is not offered any more where people are chosen. What is theirs keeps the name.",
            "{name} steht nicht mehr zur Auswahl. Was dieser Person zugeordnet ist, behält den Namen.",
        ),
        &[("name", &name)],
    )
}

/// What handing over means.
pub(crate) fn hand_over_explained(name: &str) -> String {
    fill(
        Text::new(
            "{name} leads your side from then on, invites its people and signs for it. You become an editor.",
            "{name} leitet dann Ihre Seite, lädt ihre Personen ein und zeichnet für sie. Sie selbst schreiben weiter mit.",
        ),
        &[("name", &name)],
    )
}

/// For whom a link is that was just made.
pub(crate) fn link_for(company: &str, role: &str) -> String {
    fill(
        Text::new(
            "Send it to people of {company}. Role: {role}.",
            "Für Personen von {company}. Rolle: {role}.",
        ),
        &[("company", &company), ("role", &role)],
    )
}

/// For whom a link is with which somebody goes on.
pub(crate) fn continue_for(name: &str) -> String {
    fill(
        Text::new(
            "Give it to {name} and nobody else: whoever opens it goes on as {name}. It works once.",
            "Nur für {name}: Wer den Link öffnet, macht als {name} weiter. Er funktioniert einmal.",
        ),
        &[("name", &name)],
    )
}

/// What stands in the list about a link with which somebody goes on.
pub(crate) fn continues(name: &str) -> String {
    fill(
        Text::new(
            "{name}, on another device",
            "{name}, auf einem anderen Gerät",
        ),
        &[("name", &name)],
    )
}

/// Who made a link, and when.
pub(crate) fn made_by(name: Option<&str>, at: i64) -> String {
    let day = moment(at, language().tag(), false);
    match name {
        Some(name) => fill(
            Text::new("made by {name} on {day}", "ausgestellt von {name} am {day}"),
            &[("name", &name), ("day", &day)],
        ),
        None => fill(
            Text::new(
                "made by the operator on {day}",
                "vom Betrieb ausgestellt am {day}",
            ),
            &[("day", &day)],
        ),
    }
}

/// When a token was made.
pub(crate) fn made_on(at: i64) -> String {
    let day = moment(at, language().tag(), false);
    fill(
        Text::new("made on {day}", "ausgestellt am {day}"),
        &[("day", &day)],
    )
}

/// Until when a link opens the plan.
pub(crate) fn until(at: i64) -> String {
    let day = moment(at, language().tag(), false);
    fill(Text::new("until {day}", "bis {day}"), &[("day", &day)])
}

/// How often a link was used.
pub(crate) fn used(uses: u32, most: Option<u32>) -> String {
    match most {
        Some(most) => fill(
            Text::new(
                "used {uses} of {most} times",
                "{uses} von {most} Mal benutzt",
            ),
            &[("uses", &uses), ("most", &most)],
        ),
        None if uses == 0 => tr(Text::new("not used yet", "noch nicht benutzt")).to_owned(),
        None if uses == 1 => tr(Text::new("used once", "einmal benutzt")).to_owned(),
        None => fill(
            Text::new("used {uses} times", "{uses} Mal benutzt"),
            &[("uses", &uses)],
        ),
    }
}

/// So many days.
pub(crate) fn days(count: u32) -> String {
    match count {
        1 => tr(Text::new("1 day", "1 Tag lang")).to_owned(),
        count => fill(
            Text::new("{count} days", "{count} Tage lang"),
            &[("count", &count)],
        ),
    }
}

/// So many people.
pub(crate) fn people(count: Option<u32>) -> String {
    match count {
        None => tr(Text::new("as many as like", "beliebig vielen")).to_owned(),
        Some(1) => tr(Text::new("one person", "einer Person")).to_owned(),
        Some(count) => fill(
            Text::new("{count} people", "{count} Personen"),
            &[("count", &count)],
        ),
    }
}

/// What withdraws this very link or token.
pub(crate) fn revoke(what: &str) -> String {
    fill(
        Text::new("Withdraw: {what}", "Zurückziehen: {what}"),
        &[("what", &what)],
    )
}

/// Who has agreed to delete the plan.
pub(crate) fn has_agreed(name: &str, company: &str) -> String {
    fill(
        Text::new(
            "{name} of {company} has agreed.",
            "{name} ({company}) hat zugestimmt.",
        ),
        &[("name", &name), ("company", &company)],
    )
}

/// Whose agreement is missing.
pub(crate) fn not_agreed(company: &str) -> String {
    fill(
        Text::new(
            "No lead of {company} has agreed.",
            "Von {company} hat niemand aus der Leitung zugestimmt.",
        ),
        &[("company", &company)],
    )
}

/// What is heard when somebody has another role.
pub(crate) fn role_changed(name: &str, role: &str) -> String {
    fill(
        Text::new("{name}: {role} from now on.", "{name}: ab jetzt {role}."),
        &[("name", &name), ("role", &role)],
    )
}

/// What is heard when somebody was removed.
pub(crate) fn removed(name: &str) -> String {
    fill(
        Text::new("{name} was removed.", "{name} wurde entfernt."),
        &[("name", &name)],
    )
}
