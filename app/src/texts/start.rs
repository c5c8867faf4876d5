//! The start page.

use tandem_plan::language::Text;

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
