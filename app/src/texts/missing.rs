//! What is said where a page would be.

use tandem_plan::language::Text;

pub(crate) const NO_PAGE: Text = Text::new("There is no such page", "Diese Seite gibt es nicht");
pub(crate) const NO_PLAN: Text = Text::new("There is no such plan", "Diesen Plan gibt es nicht");
pub(crate) const SIGNED_OUT: Text = Text::new(
    "You are not in this plan",
    "Dieser Browser ist nicht in diesem Plan",
);
pub(crate) const FORBIDDEN: Text =
    Text::new("You may not see this plan", "Kein Zugang zu diesem Plan");
pub(crate) const NOT_OPENED: Text = Text::new(
    "The plan cannot be opened",
    "Der Plan lässt sich nicht öffnen",
);
pub(crate) const WHY_NO_PAGE: Text = Text::new(
    "The address is mistyped, or the page was moved.",
    "Die Adresse ist falsch geschrieben, oder die Seite ist umgezogen.",
);
pub(crate) const WHY_NO_PLAN: Text = Text::new(
    "The address is mistyped, or the plan was deleted. Ask whoever sent it to you.",
    "Die Adresse ist falsch geschrieben, oder der Plan wurde gelöscht. Bitte bei der Person nachfragen, von der die Adresse stammt.",
);
pub(crate) const WHY_SIGNED_OUT: Text = Text::new(
    "This browser does not know who you are here. Open the link that you were invited with, or ask a colleague of your side for a new one.",
    "Dieser Browser weiß nicht, wer Sie hier sind. Bitte den Einladungslink öffnen oder bei der eigenen Seite um einen neuen bitten.",
);
pub(crate) const WHY_FORBIDDEN: Text = Text::new(
    "This browser is in other plans, but not in this one, or not any more. Ask a lead of your side for a link.",
    "Dieser Browser ist in anderen Plänen, in diesem aber nicht oder nicht mehr. Bitte die Leitung der eigenen Seite um einen Link bitten.",
);
pub(crate) const TRY_AGAIN: Text = Text::new("Try again", "Erneut versuchen");
pub(crate) const TO_MY_PLANS: Text = Text::new("To my plans", "Zu meinen Plänen");
