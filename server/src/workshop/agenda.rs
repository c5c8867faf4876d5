//! With which agenda a workshop begins: from where both stand to what both promise, as deep as the plan
//! goes.

use tandem_plan::language::{Language, Text};
use tandem_plan::schema::Tier;
use tandem_protocol::workshop::{StepDraft, Tool};

struct Usual {
    title: Text,
    section: Option<&'static str>,
    minutes: u32,
    tool: Tool,
    anonymous: bool,
    from: Tier,
}

const fn usual_step(
    title: Text,
    section: Option<&'static str>,
    minutes: u32,
    tool: Tool,
    from: Tier,
) -> Usual {
    Usual {
        title,
        section,
        minutes,
        tool,
        anonymous: false,
        from,
    }
}

impl Usual {
    const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }
}

const AGENDA: &[Usual] = &[
    usual_step(
        Text::new("Check-in", "Ankommen"),
        None,
        5,
        Tool::CheckIn,
        Tier::Essential,
    ),
    usual_step(
        Text::new("Where we stand", "Wo wir stehen"),
        Some("current"),
        20,
        Tool::PrivateWriting,
        Tier::Standard,
    )
    .anonymous(),
    usual_step(
        Text::new("Vision", "Vision"),
        Some("vision"),
        15,
        Tool::Edit,
        Tier::Essential,
    ),
    usual_step(
        Text::new("Goals", "Ziele"),
        Some("objectives"),
        25,
        Tool::BlindNumber,
        Tier::Essential,
    ),
    usual_step(
        Text::new("What customers gain", "Was Kunden gewinnen"),
        Some("customers"),
        20,
        Tool::PrivateWriting,
        Tier::Strategic,
    ),
    usual_step(
        Text::new("Opportunities", "Chancen"),
        Some("opportunities"),
        20,
        Tool::PrivateWriting,
        Tier::Standard,
    ),
    usual_step(
        Text::new("What comes first", "Was zuerst kommt"),
        Some("opportunities"),
        10,
        Tool::Vote,
        Tier::Standard,
    ),
    usual_step(
        Text::new("Strategies", "Strategien"),
        Some("actions"),
        25,
        Tool::Edit,
        Tier::Essential,
    ),
    usual_step(
        Text::new("Resources", "Ressourcen"),
        Some("resources"),
        20,
        Tool::BlindNumber,
        Tier::Standard,
    ),
    usual_step(
        Text::new("Risks", "Risiken"),
        Some("risks"),
        15,
        Tool::PrivateWriting,
        Tier::Strategic,
    ),
    usual_step(
        Text::new("KPIs", "Kennzahlen"),
        Some("kpis"),
        15,
        Tool::Edit,
        Tier::Standard,
    ),
    usual_step(
        Text::new("Reviews", "Rückblicke"),
        Some("reviews"),
        10,
        Tool::Discussion,
        Tier::Essential,
    ),
    usual_step(
        Text::new("Commitments", "Zusagen"),
        Some("actions"),
        15,
        Tool::Consent,
        Tier::Essential,
    ),
    usual_step(
        Text::new("Check-out", "Abschluss"),
        None,
        5,
        Tool::CheckOut,
        Tier::Essential,
    ),
];

/// The agenda of a plan of this depth.
pub(super) fn usual(tier: Tier, language: &str) -> Vec<StepDraft> {
    let language = Language::from_tag(language).unwrap_or_default();
    let steps = AGENDA.iter().filter(|step| step.from <= tier);
    let drafts = steps.map(|step| StepDraft {
        number: None,
        title: step.title.in_language(language).to_owned(),
        section: step.section.map(str::to_owned),
        minutes: step.minutes,
        tool: step.tool,
        anonymous: step.anonymous,
    });
    drafts.collect()
}

#[cfg(test)]
mod tests {
    use tandem_plan::schema::SCHEMA;

    use super::*;

    #[test]
    fn every_step_is_about_a_section_that_its_plan_shows() {
        for step in AGENDA {
            let section = step.section.map(|key| SCHEMA.section(key).unwrap());
            let is_shown = section.is_none_or(|section| section.tier <= step.from);
            assert!(is_shown, "{:?}", step.title);
        }
    }

    #[test]
    fn a_deeper_plan_takes_more_steps() {
        let count = |tier| usual(tier, "en").len();
        assert!(count(Tier::Essential) < count(Tier::Standard));
        assert!(count(Tier::Standard) < count(Tier::Strategic));
        assert_eq!(usual(Tier::Standard, "de")[0].title, "Ankommen");
    }
}
