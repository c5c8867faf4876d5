//! Cards, numbers, votes, consent and rounds: what people do together in a step.

use std::collections::BTreeMap;

use tandem_plan::address::FieldAddress;
use tandem_plan::comment::About;
use tandem_plan::ids::{CardId, CommandId, MemberId};
use tandem_plan::language::Language;
use tandem_plan::schema::FieldType;
use tandem_plan::value::{Input, Value};
use tandem_protocol::workshop::{
    Ballot, Card, Confidence, Decision, Estimate, MAX_CARDS, MAX_DOTS, MAX_NOTES, MAX_OPTIONS,
    Parked, Said, Stance, StanceGiven, Tally, VoteOption,
};

use super::state::{Activity, VoteOutcome, Work};
use super::{Context, Outcome, Refusal, Workshop, line, made, news, optional_words, words};

impl Work {
    /// Whether it holds what somebody has done and nobody else may see yet.
    pub(super) fn hides_something(&self) -> bool {
        match self {
            Self::Writing {
                revealed: false,
                cards,
                ..
            } => !cards.is_empty(),
            Self::Number {
                revealed: false,
                estimates,
                ..
            } => !estimates.is_empty(),
            _ => false,
        }
    }
}

impl Workshop {
    /// Whether this step is the one that is under way.
    pub(super) fn is_under_way(&self, step: u32) -> Result<(), Refusal> {
        if self.step == Some(step) {
            Ok(())
        } else {
            Err(Refusal::StepOver)
        }
    }

    /// An activity of the step that is under way, open or not.
    fn activity(&mut self, number: u32) -> Result<&mut Activity, Refusal> {
        let step = self.step;
        let mut activities = self.activities.iter_mut();
        let activity = activities.find(|activity| activity.number == number);
        let activity = activity.ok_or(Refusal::NoSuchActivity)?;
        if Some(activity.step) == step {
            Ok(activity)
        } else {
            Err(Refusal::StepOver)
        }
    }

    /// The same, if it is open.
    fn open(&mut self, number: u32) -> Result<&mut Work, Refusal> {
        let activity = self.activity(number)?;
        if activity.open {
            Ok(&mut activity.work)
        } else {
            Err(Refusal::Closed)
        }
    }

    /// Begins something in the step that is under way.
    pub(super) fn begin(&mut self, work: Work) {
        if let Some(step) = self.step {
            self.last_activity += 1;
            self.activities.push(Activity {
                number: self.last_activity,
                step,
                open: true,
                work,
            });
        }
    }

    /// Whether something can begin in this step.
    fn is_free(&self, step: u32) -> Result<(), Refusal> {
        self.is_under_way(step)?;
        let mut activities = self.activities.iter();
        if activities.any(|activity| activity.step == step && activity.open) {
            return Err(Refusal::StillOpen);
        }
        if self.activities.len() >= MAX_NOTES {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }

    pub(super) fn open_writing(&mut self, step: u32, anonymous: bool) -> Result<(), Refusal> {
        self.is_free(step)?;
        self.begin(Work::Writing {
            anonymous,
            revealed: false,
            cards: Vec::new(),
        });
        Ok(())
    }

    pub(super) fn open_number(
        &mut self,
        step: u32,
        field: &str,
        label: &str,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.is_free(step)?;
        numeric(field, context)?;
        self.begin(Work::Number {
            field: field.to_owned(),
            label: line(label)?,
            estimates: Vec::new(),
            revealed: false,
            agreed: None,
        });
        Ok(())
    }

    pub(super) fn open_vote(
        &mut self,
        step: u32,
        title: &str,
        options: &[VoteOption],
        dots: u32,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.is_free(step)?;
        let mut keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        let is_right = (1..=MAX_OPTIONS).contains(&options.len())
            && keys.len() == options.len()
            && (1..=MAX_DOTS).contains(&dots);
        if !is_right {
            return Err(Refusal::BadVote);
        }
        let options = options.iter().map(|option| {
            Ok(VoteOption {
                key: line(&option.key)?,
                label: words(&option.label)?,
            })
        });
        self.begin(Work::Vote {
            title: line(title)?,
            options: options.collect::<Result<_, Refusal>>()?,
            dots,
            electorate: context.electorate(),
            ballots: BTreeMap::new(),
            outcome: None,
        });
        Ok(())
    }

    pub(super) fn open_consent(
        &mut self,
        step: u32,
        proposal: &str,
        about: Option<&str>,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.is_free(step)?;
        self.begin(Work::Consent {
            proposal: words(proposal)?,
            about: place(about, context)?,
            electorate: context.electorate(),
            answers: Vec::new(),
            decided: None,
        });
        Ok(())
    }

    pub(super) fn open_round(&mut self, step: u32) -> Result<(), Refusal> {
        self.is_free(step)?;
        self.begin(Work::Round { said: Vec::new() });
        Ok(())
    }

    pub(super) fn reveal(
        &mut self,
        activity: u32,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        match self.open(activity)? {
            Work::Writing { revealed: true, .. } | Work::Number { revealed: true, .. } => {
                Err(Refusal::Revealed)
            }
            Work::Writing { cards, .. } if cards.is_empty() => Err(Refusal::Empty),
            Work::Number { estimates, .. } if estimates.is_empty() => Err(Refusal::Empty),
            Work::Writing {
                anonymous,
                revealed,
                cards,
            } => {
                if *anonymous {
                    // From here on nobody can tell whose a card is, nor in which order they came.
                    for card in cards.iter_mut() {
                        card.author = None;
                        card.id = CardId::from_u128((context.random)());
                    }
                    cards.sort_by_key(|card| card.id);
                    outcome.forgotten = true;
                }
                *revealed = true;
                Ok(())
            }
            Work::Number { revealed, .. } => {
                *revealed = true;
                Ok(())
            }
            Work::Vote { .. } | Work::Consent { .. } | Work::Round { .. } => {
                Err(Refusal::NoSuchActivity)
            }
        }
    }

    pub(super) fn close(
        &mut self,
        activity: u32,
        order: CommandId,
        by: MemberId,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let work = self.open(activity)?;
        if work.hides_something() {
            return Err(Refusal::NotRevealed);
        }
        let mut agreed = None;
        match work {
            Work::Vote {
                options,
                ballots,
                outcome: result,
                ..
            } => {
                let counted = count(options, ballots, context);
                // Nobody ever learns who voted how.
                ballots.clear();
                *result = Some(counted);
                outcome.forgotten = true;
            }
            Work::Consent {
                proposal,
                about,
                answers,
                decided,
                ..
            } => {
                let is_blocked = answers.iter().any(|one| one.stance == Stance::Block);
                let is_wanted = answers.iter().any(|one| one.stance == Stance::Agree);
                let is_decided = is_wanted && !is_blocked;
                *decided = Some(is_decided);
                agreed = is_decided.then(|| (proposal.clone(), about.clone()));
            }
            Work::Writing { .. } | Work::Number { .. } | Work::Round { .. } => {}
        }
        if let Ok(closed) = self.activity(activity) {
            closed.open = false;
        }
        match agreed {
            Some((text, about)) => {
                self.note_decision(order, text, about, by, Some(activity), context, outcome)
            }
            None => Ok(()),
        }
    }

    pub(super) fn write_card(
        &mut self,
        activity: u32,
        id: CardId,
        text: &str,
        by: MemberId,
    ) -> Result<(), Refusal> {
        let text = words(text)?;
        let ids_taken = self.has_card(id, activity);
        let cards = self.hidden_cards(activity)?;
        let is_full = cards.len() >= MAX_CARDS;
        match cards.iter_mut().find(|card| card.id == id) {
            // Whose it is must not be told either.
            Some(card) if card.author != Some(by) => Err(Refusal::Taken),
            Some(card) if card.text == text => Err(Refusal::NothingToDo),
            Some(card) => {
                card.text = text;
                Ok(())
            }
            None if ids_taken => Err(Refusal::Taken),
            None if is_full => Err(Refusal::TooMany),
            None => {
                cards.push(Card {
                    id,
                    text,
                    author: Some(by),
                    group: String::new(),
                    item: None,
                });
                Ok(())
            }
        }
    }

    /// Whether there is such a card in another activity.
    fn has_card(&self, id: CardId, but: u32) -> bool {
        self.activities.iter().any(|activity| match &activity.work {
            Work::Writing { cards, .. } if activity.number != but => {
                cards.iter().any(|card| card.id == id)
            }
            _ => false,
        })
    }

    pub(super) fn remove_card(
        &mut self,
        activity: u32,
        id: CardId,
        by: MemberId,
    ) -> Result<(), Refusal> {
        let cards = self.hidden_cards(activity)?;
        let before = cards.len();
        cards.retain(|card| card.id != id || card.author != Some(by));
        if cards.len() == before {
            Err(Refusal::NoSuchCard)
        } else {
            Ok(())
        }
    }

    pub(super) fn group_cards(
        &mut self,
        activity: u32,
        ids: &[CardId],
        group: &str,
    ) -> Result<(), Refusal> {
        let group = match group.trim() {
            "" => String::new(),
            name => line(name)?,
        };
        let mut changed = false;
        for card in self.shown_cards(activity, ids)? {
            changed |= card.group != group;
            card.group.clone_from(&group);
        }
        news(changed)
    }

    /// The cards of an open activity that nobody sees but who wrote them.
    fn hidden_cards(&mut self, activity: u32) -> Result<&mut Vec<Card>, Refusal> {
        match self.open(activity)? {
            Work::Writing { revealed: true, .. } => Err(Refusal::Revealed),
            Work::Writing { cards, .. } => Ok(cards),
            _ => Err(Refusal::NoSuchActivity),
        }
    }

    /// These cards, which everybody can see.
    fn shown_cards(&mut self, activity: u32, ids: &[CardId]) -> Result<Vec<&mut Card>, Refusal> {
        let Work::Writing {
            revealed, cards, ..
        } = self.open(activity)?
        else {
            return Err(Refusal::NoSuchActivity);
        };
        if !*revealed {
            return Err(Refusal::NotRevealed);
        }
        let wanted: Vec<&mut Card> = cards
            .iter_mut()
            .filter(|card| ids.contains(&card.id))
            .collect();
        if wanted.is_empty() || wanted.len() != ids.len() {
            return Err(Refusal::NoSuchCard);
        }
        Ok(wanted)
    }

    pub(super) fn turn_into_items(
        &mut self,
        activity: u32,
        ids: &[CardId],
        (section, kind): (&str, &str),
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let section = context
            .schema
            .section(section)
            .ok_or(Refusal::NoSuchPlace)?;
        let kind = section.kind(kind).ok_or(Refusal::NoSuchPlace)?;
        for card in self.shown_cards(activity, ids)? {
            if card.item.is_some() {
                return Err(Refusal::IsItem);
            }
            let item = made::item_of(card.id.as_u128());
            card.item = Some(item);
            outcome.made.push(made::card(section, kind, item, card));
        }
        Ok(())
    }

    pub(super) fn estimate(
        &mut self,
        activity: u32,
        value: &str,
        confidence: Confidence,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let Work::Number {
            field,
            estimates,
            revealed,
            ..
        } = self.open(activity)?
        else {
            return Err(Refusal::NoSuchActivity);
        };
        if *revealed {
            return Err(Refusal::Revealed);
        }
        let (_, value) = number(value, field, context)?;
        let estimate = Estimate {
            member: by,
            value,
            confidence,
        };
        put(estimates, estimate, |one| one.member == by)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what was said, and by whom and when"
    )]
    pub(super) fn agree_number(
        &mut self,
        activity: u32,
        value: &str,
        reason: &str,
        order: CommandId,
        by: MemberId,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let reason = optional_words(reason)?;
        let Work::Number {
            field,
            label,
            revealed,
            agreed,
            ..
        } = self.open(activity)?
        else {
            return Err(Refusal::NoSuchActivity);
        };
        if !*revealed {
            return Err(Refusal::NotRevealed);
        }
        let (value, written) = number(value, field, context)?;
        if agreed.as_ref() == Some(&written) {
            return Err(Refusal::NothingToDo);
        }
        let at = FieldAddress::parse(field, context.schema).ok_or(Refusal::NoSuchPlace)?;
        let unit = match value {
            Value::Money(money) => format!(" {}", money.currency.code()),
            Value::Percent(_) => " %".to_owned(),
            _ => String::new(),
        };
        let mut text = format!("{label}: {written}{unit}");
        if !reason.is_empty() {
            text = format!("{text}\n{reason}");
        }
        let about = field.clone();
        *agreed = Some(written);
        outcome.made.push(made::number(by, at, value));
        self.note_decision(
            order,
            text,
            Some(about),
            by,
            Some(activity),
            context,
            outcome,
        )
    }

    pub(super) fn vote(
        &mut self,
        activity: u32,
        ballot: &[Ballot],
        by: MemberId,
    ) -> Result<(), Refusal> {
        let Work::Vote {
            options,
            dots,
            ballots,
            ..
        } = self.open(activity)?
        else {
            return Err(Refusal::NoSuchActivity);
        };
        let mut sum = 0_u32;
        for (place, one) in ballot.iter().enumerate() {
            let is_option = options.iter().any(|option| option.key == one.key);
            let is_twice = ballot[..place].iter().any(|other| other.key == one.key);
            sum = sum.saturating_add(one.dots);
            if !is_option || is_twice || one.dots == 0 {
                return Err(Refusal::BadBallot);
            }
        }
        if sum > *dots {
            return Err(Refusal::BadBallot);
        }
        match ballots.insert(by, ballot.to_vec()) {
            Some(before) if before == ballot => Err(Refusal::NothingToDo),
            _ => Ok(()),
        }
    }

    pub(super) fn answer(
        &mut self,
        activity: u32,
        stance: Stance,
        reason: &str,
        by: MemberId,
    ) -> Result<(), Refusal> {
        let reason = optional_words(reason)?;
        let Work::Consent { answers, .. } = self.open(activity)? else {
            return Err(Refusal::NoSuchActivity);
        };
        if stance == Stance::Block && reason.is_empty() {
            return Err(Refusal::NoReason);
        }
        let answer = StanceGiven {
            member: by,
            stance,
            reason,
        };
        put(answers, answer, |one| one.member == by)
    }

    pub(super) fn say(&mut self, activity: u32, text: &str, by: MemberId) -> Result<(), Refusal> {
        let text = optional_words(text)?;
        let Work::Round { said } = self.open(activity)? else {
            return Err(Refusal::NoSuchActivity);
        };
        put(said, Said { member: by, text }, |one| one.member == by)
    }

    pub(super) fn park(
        &mut self,
        order: CommandId,
        text: &str,
        by: MemberId,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let text = words(text)?;
        if self.parked.len() >= MAX_NOTES {
            return Err(Refusal::TooMany);
        }
        outcome.made.extend(made::parked(order, &text, by, context));
        self.parked.push(Parked {
            id: order,
            text,
            by,
            step: self.step,
            at: context.now,
        });
        Ok(())
    }

    pub(super) fn decide(
        &mut self,
        order: CommandId,
        text: &str,
        about: Option<&str>,
        by: MemberId,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let text = words(text)?;
        let about = place(about, context)?;
        self.note_decision(order, text, about, by, None, context, outcome)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what was said, and by whom and when"
    )]
    fn note_decision(
        &mut self,
        order: CommandId,
        text: String,
        about: Option<String>,
        by: MemberId,
        activity: Option<u32>,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        if self.decisions.len() >= MAX_NOTES {
            return Err(Refusal::TooMany);
        }
        let title = self
            .current()
            .map(|step| step.title.as_str())
            .unwrap_or_default();
        outcome
            .made
            .extend(made::decision(order, &text, title, by, context));
        self.decisions.push(Decision {
            id: order,
            text,
            about,
            by,
            step: self.step,
            at: context.now,
            activity,
        });
        Ok(())
    }
}

/// Puts something in the place of what is the same person's, or beside what others have done.
fn put<T: PartialEq>(
    all: &mut Vec<T>,
    new: T,
    is_theirs: impl Fn(&T) -> bool,
) -> Result<(), Refusal> {
    match all.iter_mut().find(|one| is_theirs(one)) {
        Some(known) => {
            let changed = *known != new;
            *known = new;
            news(changed)
        }
        None => {
            all.push(new);
            Ok(())
        }
    }
}

/// The part of the plan that something is about.
fn place(about: Option<&str>, context: &Context<'_>) -> Result<Option<String>, Refusal> {
    match about {
        None | Some("") => Ok(None),
        Some(about) => match About::parse(about, context.schema) {
            Some(_) => Ok(Some(about.to_owned())),
            None => Err(Refusal::NoSuchPlace),
        },
    }
}

/// The type of a field that holds a number.
fn numeric(field: &str, context: &Context<'_>) -> Result<&'static FieldType, Refusal> {
    let at = FieldAddress::parse(field, context.schema).ok_or(Refusal::NoSuchPlace)?;
    let ty = &at.describe(context.schema).ok_or(Refusal::NoSuchPlace)?.ty;
    if ty.is_number() {
        Ok(ty)
    } else {
        Err(Refusal::NoNumber)
    }
}

/// The value of a field that somebody has typed, and as a plain decimal number.
fn number(text: &str, field: &str, context: &Context<'_>) -> Result<(Value, String), Refusal> {
    let input = Input {
        language: Language::English,
        currency: context.currency,
    };
    let value = Value::parse(text, numeric(field, context)?, input);
    let value = value.ok().flatten().ok_or(Refusal::BadNumber)?;
    if matches!(&value, Value::Money(money) if money.currency != context.currency) {
        return Err(Refusal::BadNumber);
    }
    let number = value.number().ok_or(Refusal::BadNumber)?;
    Ok((value, number.plain()))
}

fn count(
    options: &[VoteOption],
    ballots: &BTreeMap<MemberId, Vec<Ballot>>,
    context: &Context<'_>,
) -> VoteOutcome {
    let mut tallies = vec![Tally::default(); options.len()];
    let mut abstained = Tally::default();
    for (member, ballot) in ballots {
        let side = context.side_of(*member);
        if ballot.is_empty() {
            abstained.add(side, 1);
        }
        for (option, tally) in options.iter().zip(&mut tallies) {
            let dots = ballot.iter().find(|one| one.key == option.key);
            tally.add(side, dots.map_or(0, |one| one.dots));
        }
    }
    VoteOutcome {
        voted: u32::try_from(ballots.len()).unwrap_or(u32::MAX),
        tallies,
        abstained,
    }
}
