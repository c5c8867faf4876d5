//! A recap as Markdown. What people have written cannot become markup that they did not mean: every
//! character that could is escaped.

use std::fmt::Write as _;

use tandem_plan::language::{Language, Text};
use tandem_plan::schema::Schema;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{Recap, RecapStep, Stance, Tally};

use crate::clock::Timestamp;

struct Page<'a> {
    out: String,
    language: Language,
    recap: &'a Recap,
}

/// What came of a workshop, as Markdown.
#[must_use]
pub fn markdown(recap: &Recap, language: Language, schema: &'static Schema) -> String {
    let mut page = Page {
        out: String::new(),
        language,
        recap,
    };
    page.head();
    for step in &recap.steps {
        page.step(step);
    }
    page.actions();
    page.balance();
    page.changes(schema);
    page.out
}

impl Page<'_> {
    fn tr(&self, text: Text) -> &'static str {
        text.in_language(self.language)
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn title(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.out, "\n{} {text}\n", "#".repeat(level));
    }

    fn side(&self, side: Side) -> String {
        let (name, unnamed) = match side {
            Side::Vendor => (
                self.recap.vendor.as_str(),
                Text::new("Vendor", "Hersteller"),
            ),
            Side::Partner => (self.recap.partner.as_str(), Text::new("Partner", "Partner")),
            Side::Neutral => ("", Text::new("Neutral", "Neutral")),
        };
        match name.trim() {
            "" => self.tr(unnamed).to_owned(),
            name => escaped(name),
        }
    }

    fn head(&mut self) {
        let recap = self.recap;
        let heading = self.tr(Text::new("Workshop recap", "Ergebnis des Workshops"));
        let name = escaped(&recap.plan);
        self.line(&format!("# {heading}: {name}"));
        let day = Timestamp::from_millis(recap.started_at).date();
        self.line(&format!("\n{day}"));
        let names: Vec<String> = recap
            .attendees
            .iter()
            .map(|(name, side)| {
                let side = Side::from_key(side).unwrap_or(Side::Neutral);
                format!("{} ({})", escaped(name), self.side(side))
            })
            .collect();
        if !names.is_empty() {
            let label = self.tr(Text::new("Took part", "Dabei waren"));
            self.line(&format!("\n{label}: {}", names.join(", ")));
        }
        if let Some((_, name)) = &recap.baseline {
            let label = self.tr(Text::new("Baseline", "Gesicherter Stand"));
            self.line(&format!("\n{label}: {}", escaped(name)));
        }
    }

    fn step(&mut self, step: &RecapStep) {
        if step.spent == 0 && step.came_to_nothing() {
            return;
        }
        let title = match step.title.as_str() {
            "" => self
                .tr(Text::new("Beside the agenda", "Neben der Agenda"))
                .to_owned(),
            title => escaped(title),
        };
        self.title(2, &title);
        if step.planned > 0 {
            let spent = step.spent / 60_000;
            let minutes = self.tr(Text::new("minutes of", "Minuten von"));
            self.line(&format!("{spent} {minutes} {}\n", step.planned));
        }
        self.said(Text::new("Decisions", "Entscheidungen"), &step.decisions);
        for (proposal, answers) in &step.blocked {
            let label = self.tr(Text::new("Not agreed", "Nicht vereinbart"));
            self.line(&format!("- {label}: {}", inline(proposal)));
            for (name, answer) in answers {
                let stance = self.tr(stance(answer.stance));
                let reason = match answer.reason.as_str() {
                    "" => String::new(),
                    reason => format!(": {}", inline(reason)),
                };
                self.line(&format!("  - {} – {stance}{reason}", escaped(name)));
            }
        }
        self.numbers(step);
        self.votes(step);
        self.said(Text::new("Parked", "Geparkt"), &step.parked);
        self.said(Text::new("Said", "Gesagt"), &step.said);
    }

    fn said(&mut self, heading: Text, said: &[(String, String)]) {
        if said.is_empty() {
            return;
        }
        let heading = self.tr(heading);
        self.title(3, heading);
        for (text, by) in said {
            self.line(&format!("- {} ({})", inline(text), escaped(by)));
        }
    }

    fn numbers(&mut self, step: &RecapStep) {
        if step.numbers.is_empty() {
            return;
        }
        let heading = self.tr(Text::new("Numbers", "Zahlen"));
        self.title(3, heading);
        let number = self.tr(Text::new("Number", "Zahl"));
        let gap = self.tr(Text::new("Gap", "Abstand"));
        let range = self.tr(Text::new("Range", "Spanne"));
        let agreed = self.tr(Text::new("Agreed", "Vereinbart"));
        let (vendor, partner) = (self.side(Side::Vendor), self.side(Side::Partner));
        self.line(&format!(
            "| {number} | {vendor} | {partner} | {gap} | {range} | {agreed} |"
        ));
        self.line("| --- | --- | --- | --- | --- | --- |");
        for one in &step.numbers {
            let or = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
            self.line(&format!(
                "| {} | {} | {} | {} | {} … {} | {} |",
                inline(&one.label),
                or(&one.vendor),
                or(&one.partner),
                or(&one.gap),
                one.low,
                one.high,
                or(&one.agreed),
            ));
        }
    }

    fn votes(&mut self, step: &RecapStep) {
        for vote in &step.votes {
            let heading = self.tr(Text::new("Vote", "Abstimmung"));
            let title = inline(&vote.title);
            self.title(3, &format!("{heading}: {title}"));
            let voted = self.tr(Text::new("voted, needed", "haben abgestimmt, nötig"));
            self.line(&format!("{} {voted} {}\n", vote.voted, vote.quorum));
            let option = self.tr(Text::new("Option", "Möglichkeit"));
            self.tallies(
                option,
                vote.options
                    .iter()
                    .map(|(label, tally)| (inline(label), *tally)),
            );
        }
    }

    fn tallies(&mut self, first: &str, rows: impl Iterator<Item = (String, Tally)>) {
        let sum = self.tr(Text::new("Sum", "Summe"));
        let sides = Side::ALL.map(|side| self.side(side)).join(" | ");
        self.line(&format!("| {first} | {sum} | {sides} |"));
        self.line("| --- | ---: | ---: | ---: | ---: |");
        for (label, tally) in rows {
            let Tally {
                vendor,
                partner,
                neutral,
            } = tally;
            let sum = tally.sum();
            self.line(&format!(
                "| {label} | {sum} | {vendor} | {partner} | {neutral} |"
            ));
        }
    }

    fn actions(&mut self) {
        if self.recap.actions.is_empty() {
            return;
        }
        let heading = self.tr(Text::new("Actions", "Maßnahmen"));
        self.title(2, heading);
        let owner = self.tr(Text::new("Accountable", "Verantwortlich"));
        let due = self.tr(Text::new("Due", "Fällig"));
        let action = self.tr(Text::new("Action", "Maßnahme"));
        self.line(&format!("| {action} | {owner} | {due} |"));
        self.line("| --- | --- | --- |");
        for one in &self.recap.actions {
            let or = |text: &str| match text {
                "" => "–".to_owned(),
                text => inline(text),
            };
            self.line(&format!(
                "| {} | {} | {} |",
                inline(&one.title),
                or(&one.owner),
                or(&one.due)
            ));
        }
    }

    fn balance(&mut self) {
        let heading = self.tr(Text::new("Balance", "Ausgewogenheit"));
        self.title(2, heading);
        let columns = [
            Text::new("Contributions", "Beiträge"),
            Text::new("Turns to speak", "Wortmeldungen"),
            Text::new("Commitments", "Zusagen"),
            Text::new("Values filled in", "Ausgefüllte Werte"),
        ]
        .map(|text| self.tr(text))
        .join(" | ");
        let side = self.tr(Text::new("Side", "Seite"));
        self.line(&format!("| {side} | {columns} |"));
        self.line("| --- | ---: | ---: | ---: | ---: |");
        for (side, of) in Side::ALL.into_iter().zip(self.recap.balance) {
            let name = self.side(side);
            self.line(&format!(
                "| {name} | {} | {} | {} | {} |",
                of.contributions, of.turns, of.commitments, of.values
            ));
        }
    }

    fn changes(&mut self, schema: &'static Schema) {
        if self.recap.changes.is_empty() {
            return;
        }
        let heading = self.tr(Text::new("Changes by section", "Änderungen nach Abschnitt"));
        self.title(2, heading);
        let language = self.language;
        let label = |key: &str| match schema.section(key) {
            Some(section) => section.label.in_language(language).to_owned(),
            None => Text::new("Plan", "Plan").in_language(language).to_owned(),
        };
        let section = self.tr(Text::new("Section", "Abschnitt"));
        let rows = self.recap.changes.iter();
        let rows: Vec<(String, Tally)> =
            rows.map(|one| (label(&one.section), one.changes)).collect();
        self.tallies(section, rows.into_iter());
    }
}

const fn stance(stance: Stance) -> Text {
    match stance {
        Stance::Agree => Text::new("agrees", "stimmt zu"),
        Stance::Abstain => Text::new("abstains", "enthält sich"),
        Stance::Disagree => Text::new("disagrees", "stimmt nicht zu"),
        Stance::Block => Text::new("cannot go along", "kann nicht mitgehen"),
    }
}

/// Text that stays text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '+' | '&'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The same in one line.
fn inline(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    escaped(&lines.collect::<Vec<_>>().join(" · "))
}
