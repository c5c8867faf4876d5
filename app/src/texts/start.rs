//! The start page.

use tandem_plan::language::Text;

use super::fill;

pub(crate) const CLAIM: Text = Text::new(
    "One business plan, written together.",
    "Ein Geschäftsplan, gemeinsam geschrieben.",
);
pub(crate) const WHAT_IT_IS: Text = Text::new(
    "Tandem is where a vendor and its channel partner write their plan: at the same time, in the same document, with the same rights.",
    "In Tandem schreiben ein Hersteller und sein Vertriebspartner ihren Plan: zur selben Zeit, im selben Dokument, mit denselben Rechten.",
);
pub(crate) const MY_PLANS: Text = Text::new("My plans", "Meine Pläne");
pub(crate) const PLANS_COME: Text =
    Text::new("Your plans are on their way.", "Die Pläne werden geladen.");
pub(crate) const NO_PLANS: Text = Text::new(
    "You are not in a plan yet. A plan begins with a link: somebody of either company sends it to you, you say your name, and you write. There is no account to make.",
    "Noch kein Plan in diesem Browser. Ein Plan beginnt mit einem Link, den jemand aus einem der beiden Unternehmen schickt: Link öffnen, Namen angeben, schreiben. Ein Konto ist nicht nötig.",
);
pub(crate) const NO_PLANS_YET: Text = Text::new(
    "You are not in a plan yet. Start one, or open the link that somebody of either company sent to you. There is no account to make.",
    "Noch kein Plan in diesem Browser. Beginnen Sie einen, oder öffnen Sie den Link, den jemand aus einem der beiden Unternehmen geschickt hat. Ein Konto ist nicht nötig.",
);
pub(crate) const TRY_IT: Text = Text::new(
    "To try it by yourself, open one of the two links that the server printed when it started, and the other one in a second window.",
    "Zum Ausprobieren einen der beiden Links öffnen, die der Server beim Start ausgegeben hat, und den anderen in einem zweiten Fenster.",
);
pub(crate) const JOIN: Text = Text::new("Join a plan", "Einem Plan beitreten");
pub(crate) const LINK: Text = Text::new("Link", "Link");
pub(crate) const LINK_HINT: Text = Text::new(
    "The link that you were sent.",
    "Der Link aus der Einladung.",
);
pub(crate) const OPEN: Text = Text::new("Open plan", "Plan öffnen");
pub(crate) const NO_LINK: Text = Text::new(
    "This is no join link. It ends in /join/ and a row of letters and digits; paste it whole.",
    "Das ist kein Einladungslink. Er endet auf /join/ und eine Reihe von Buchstaben und Ziffern; bitte vollständig einfügen.",
);

pub(crate) const START: Text = Text::new("Start a plan", "Einen Plan beginnen");
pub(crate) const START_LEAD: Text = Text::new(
    "You become the lead of your side and get a link for the lead of the other side.",
    "Sie leiten dann die eigene Seite und erhalten einen Link für die Leitung der anderen Seite.",
);
pub(crate) const VENDOR_NAME: Text = Text::new("The vendor", "Der Hersteller");
pub(crate) const VENDOR_HINT: Text = Text::new(
    "The company whose products are sold.",
    "Das Unternehmen, dessen Produkte verkauft werden.",
);
pub(crate) const PARTNER_NAME: Text = Text::new("The channel partner", "Der Vertriebspartner");
pub(crate) const PARTNER_HINT: Text = Text::new(
    "The company that brings them to customers.",
    "Das Unternehmen, das sie zu den Kunden bringt.",
);
pub(crate) const MY_SIDE: Text = Text::new("I am with", "Ich gehöre zu");
pub(crate) const BEGINS_WITH: Text = Text::new("It begins with", "Er beginnt mit");
pub(crate) const MORE: Text = Text::new("Name, depth and period", "Name, Tiefe und Zeitraum");
pub(crate) const PLAN_NAME: Text = Text::new("Name of the plan", "Name des Plans");
pub(crate) const PLAN_NAME_HINT: Text = Text::new(
    "Left empty, it is made of the names of both companies.",
    "Bleibt er leer, entsteht er aus den Namen beider Unternehmen.",
);
pub(crate) const DEPTH: Text = Text::new("Depth", "Tiefe");
pub(crate) const DEPTH_HINT: Text = Text::new(
    "It can be changed in the plan at any time; nothing gets lost.",
    "Sie lässt sich im Plan jederzeit ändern; verloren geht dabei nichts.",
);
pub(crate) const FIRST_DAY: Text = Text::new("First day", "Erster Tag");
pub(crate) const FIRST_DAY_HINT: Text = Text::new(
    "Left empty, the first day of the present quarter or year.",
    "Bleibt er leer, der erste Tag des laufenden Quartals oder Jahres.",
);
pub(crate) const LAST_DAY: Text = Text::new("Last day", "Letzter Tag");
pub(crate) const LAST_DAY_HINT: Text = Text::new(
    "Left empty, the end of that quarter or year.",
    "Bleibt er leer, das Ende dieses Quartals oder Jahres.",
);
pub(crate) const START_IT: Text = Text::new("Start the plan", "Plan beginnen");
pub(crate) const NOT_NOW: Text = Text::new("Not now", "Nicht jetzt");
pub(crate) const NO_COMPANY: Text = Text::new(
    "Write the names of both companies: everybody in the plan sees who it is between.",
    "Bitte die Namen beider Unternehmen angeben: Alle im Plan sehen, zwischen wem er gilt.",
);
pub(crate) const LONG_COMPANY: Text = Text::new(
    "The name of a company has at most 80 characters: shorten it.",
    "Der Name eines Unternehmens hat höchstens 80 Zeichen: bitte kürzen.",
);
pub(crate) const LONG_PLAN_NAME: Text = Text::new(
    "The name of a plan has at most 120 characters: shorten it.",
    "Der Name eines Plans hat höchstens 120 Zeichen: bitte kürzen.",
);
pub(crate) const ENDS_BEFORE: Text = Text::new(
    "The last day lies before the first: change one of the two.",
    "Der letzte Tag liegt vor dem ersten: bitte einen von beiden ändern.",
);
pub(crate) const READY: Text = Text::new("The plan is ready", "Der Plan ist bereit");
pub(crate) const OPEN_IT: Text = Text::new("Open the plan", "Zum Plan gehen");
pub(crate) const MORE_LINKS: Text = Text::new(
    "You invite the colleagues of your own side in the plan, under “People”.",
    "Die eigenen Kolleginnen und Kollegen laden Sie im Plan unter „Personen“ ein.",
);
pub(crate) const SIGN_OUT: Text =
    Text::new("Sign out of this browser", "In diesem Browser abmelden");
pub(crate) const SIGN_OUT_TITLE: Text =
    Text::new("Sign out of this browser?", "In diesem Browser abmelden?");
pub(crate) const SIGN_OUT_EXPLAINED: Text = Text::new(
    "All plans leave this browser, together with whatever was written in it without a connection and was not sent yet. You come back with a link: make one first under “People”, or ask a lead of your side for one.",
    "Alle Pläne verlassen diesen Browser, auch alles, was darin ohne Verbindung geschrieben und noch nicht gesendet wurde. Zurück führt ein Link: bitte vorher unter „Personen“ einen ausstellen oder sich von der Leitung der eigenen Seite einen geben lassen.",
);
pub(crate) const SIGN_OUT_NOW: Text = Text::new("Sign out", "Abmelden");

/// For whom the link is.
pub(crate) fn send_to(company: &str) -> String {
    fill(
        Text::new(
            "Send this link to whoever leads the plan at {company}. One person can join with it and then invites their colleagues.",
            "Diesen Link bitte der Person schicken, die den Plan bei {company} leitet. Eine Person kann damit beitreten und lädt dann ihre Kolleginnen und Kollegen ein.",
        ),
        &[("company", &company)],
    )
}

/// What a plan may begin with, by its key: the name and for whom it is.
pub(crate) const fn presets() -> [(&'static str, Text, Text); 3] {
    [
        (
            "it-quarterly",
            Text::new(
                "IT and software, one quarter",
                "IT und Software, ein Quartal",
            ),
            Text::new(
                "A software vendor and a reseller: what to sell, integrate, market and train.",
                "Ein Softwarehersteller und ein Reseller: was verkauft, integriert, vermarktet und geschult wird.",
            ),
        ),
        (
            "manufacturing-annual",
            Text::new("Manufacturing, one year", "Fertigung, ein Jahr"),
            Text::new(
                "An equipment maker and a distributor: regions, launches, stock of key parts, joint sales.",
                "Ein Maschinenbauer und ein Händler: Regionen, Einführungen, Bestand an wichtigen Teilen, gemeinsamer Vertrieb.",
            ),
        ),
        (
            "blank",
            Text::new("An empty plan", "Ein leerer Plan"),
            Text::new(
                "Nothing but the sections, for one quarter.",
                "Nichts als die Abschnitte, für ein Quartal.",
            ),
        ),
    ]
}

/// How deep a plan may go, by its key; as the preset has it without one.
pub(crate) const fn depths() -> [(&'static str, Text); 4] {
    [
        (
            "",
            Text::new("As usual for this plan", "Wie für diesen Plan üblich"),
        ),
        ("essential", Text::new("Essential", "Wesentlich")),
        ("standard", Text::new("Standard", "Standard")),
        ("strategic", Text::new("Strategic", "Strategisch")),
    ]
}
