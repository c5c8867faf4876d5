//! Workshops: no sequence of commands by anybody breaks what always holds, and nobody sees what is not
//! theirs to see.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tandem_plan::document::Replica;
use tandem_plan::ids::{CardId, CommandId, ItemId, MemberId, WorkshopId};
use tandem_plan::schema::{SCHEMA, Tier};
use tandem_plan::value::Currency;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_protocol::workshop::{
    Ballot, Body, Breakout, COMMANDS, Command, Confidence, Gesture, Order, Stance, StepDraft,
    TimerChange, Tool, VoteOption, WorkshopView,
};
use tandem_server::rooms::room::{Deed, MemberList, NotDone, ReplyId, RoomEvent};
use tandem_server::workshop::{Context, Outcome, Refusal, Workshop};

use crate::editing::{append, editor};
use crate::harness::{Table, member as of_room};

const FIELD: &str = "plan.period";
const ITEM: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

/// Everybody of the workshop, by number: leads of both sides, an editor and a commenter of the vendor, an
/// editor of the partner, a neutral facilitator, and somebody who only reads.
fn people() -> Vec<Member> {
    let one = |number, side, role| {
        Member::new(
            MemberId::from_u128(number),
            format!("Member {number}"),
            side,
            role,
        )
    };
    vec![
        one(1, Side::Vendor, Role::Lead),
        one(2, Side::Vendor, Role::Editor),
        one(3, Side::Vendor, Role::Commenter),
        one(4, Side::Partner, Role::Lead),
        one(5, Side::Partner, Role::Editor),
        one(6, Side::Neutral, Role::Facilitator),
        one(7, Side::Partner, Role::Viewer),
    ]
}

const FACILITATOR: MemberId = MemberId::from_u128(6);

/// Ids that are never used twice in this program.
fn fresh() -> u128 {
    static LAST: AtomicU64 = AtomicU64::new(1 << 40);
    u128::from(LAST.fetch_add(1, Ordering::Relaxed)) << 64
}

fn context<'a>(members: &'a [Member], here: &'a [MemberId], now: i64) -> Context<'a> {
    Context {
        now,
        members,
        here,
        schema: &SCHEMA,
        currency: Currency::USD,
        tier: Tier::Standard,
        random: fresh,
    }
}

fn order(command: Command) -> Order {
    Order {
        id: CommandId::from_u128(fresh()),
        workshop: None,
        command,
    }
}

/// A workshop and the clock beside it.
struct Run {
    members: Vec<Member>,
    workshop: Workshop,
    now: i64,
}

impl Run {
    fn start(agenda: Option<Vec<StepDraft>>) -> Self {
        let members = people();
        let here: Vec<MemberId> = members.iter().map(|member| member.id).collect();
        let start = order(Command::Start {
            agenda,
            language: "en".to_owned(),
        });
        let context = context(&members, &here, 1_000_000);
        let id = WorkshopId::from_u128(9);
        let workshop = Workshop::start(id, 1, &start, FACILITATOR, &context).unwrap();
        Self {
            members,
            workshop,
            now: 1_000_000,
        }
    }

    fn tell(&mut self, by: u128, command: Command) -> Result<Outcome, Refusal> {
        self.order(by, &order(command))
    }

    fn order(&mut self, by: u128, order: &Order) -> Result<Outcome, Refusal> {
        let here: Vec<MemberId> = self.members.iter().map(|member| member.id).collect();
        let context = context(&self.members, &here, self.now);
        let told = self.workshop.told(order, MemberId::from_u128(by), &context);
        let (workshop, outcome) = told?;
        self.workshop = workshop;
        Ok(outcome)
    }

    fn seen_by(&self, member: u128) -> WorkshopView {
        let member = MemberId::from_u128(member);
        self.workshop.seen_by(member, &self.members)
    }

    fn body(&self, member: u128) -> Body {
        self.seen_by(member).activity().unwrap().body.clone()
    }
}

fn step(tool: Tool) -> StepDraft {
    StepDraft {
        number: None,
        title: "Step".to_owned(),
        section: Some("objectives".to_owned()),
        minutes: 5,
        tool,
        anonymous: true,
    }
}

fn card(number: u128) -> CardId {
    CardId::from_u128(number)
}

fn write(number: u128, text: &str) -> Command {
    Command::WriteCard {
        activity: 1,
        card: card(number),
        text: text.to_owned(),
    }
}

/// A plan that begins with anonymous writing, and three cards.
fn with_cards() -> Run {
    let mut run = Run::start(Some(vec![step(Tool::PrivateWriting), step(Tool::Edit)]));
    run.tell(6, Command::Next { from: None }).unwrap();
    run.tell(1, write(11, "alpha")).unwrap();
    run.tell(2, write(12, "beta")).unwrap();
    run.tell(5, write(13, "gamma")).unwrap();
    run
}

fn some_command() -> impl Strategy<Value = Command> {
    let number = || 0_u32..6;
    let any_card = || (10_u128..16).prop_map(card);
    let words = || "[a-c]{0,3}".prop_map(|text| text);
    let stance = || prop::sample::select(&Stance::ALL[..]);
    let tool = || prop::sample::select(&Tool::ALL[..]);
    let draft = move || {
        (
            prop::option::of(1_u32..5),
            words(),
            0_u32..30,
            tool(),
            any::<bool>(),
        )
            .prop_map(|(number, title, minutes, tool, anonymous)| StepDraft {
                number,
                title,
                section: Some("objectives".to_owned()),
                minutes,
                tool,
                anonymous,
            })
    };
    let people = || (1_u128..9).prop_map(MemberId::from_u128);
    let section = || prop::sample::select(vec!["objectives".to_owned(), "x".to_owned()]);
    let value = || prop::sample::select(vec!["12", "3.5", "", "x", "4k"]).prop_map(str::to_owned);
    let timer = prop_oneof![
        (0_u32..9).prop_map(TimerChange::Start),
        (-9_i32..9).prop_map(TimerChange::Add),
        Just(TimerChange::Pause),
        Just(TimerChange::Resume),
        Just(TimerChange::Stop),
    ];
    let flow = prop_oneof![
        (
            prop::collection::vec(draft(), 0..4),
            prop::option::of(0_u32..2)
        )
            .prop_map(|(agenda, from)| Command::SetAgenda { agenda, from }),
        prop::option::of(number()).prop_map(|from| Command::Next { from }),
        number().prop_map(|from| Command::Back { from }),
        timer.prop_map(|change| Command::SetTimer { change }),
        section().prop_map(|target| Command::Summon { target }),
        number().prop_map(|step| Command::AskReady { step }),
        (number(), any::<bool>()).prop_map(|(step, ready)| Command::Ready { step, ready }),
        (section(), any::<bool>()).prop_map(|(section, locked)| Command::Lock { section, locked }),
        (people(), any::<bool>()).prop_map(|(member, speaks)| Command::GiveWord { member, speaks }),
        (any::<bool>(), any::<bool>())
            .prop_map(|(hands, reactions)| Command::SetOptions { hands, reactions }),
        (section(), prop::collection::vec(people(), 0..3), 0_u32..9).prop_map(
            |(section, members, minutes)| Command::BreakOut {
                rooms: vec![Breakout { section, members }],
                minutes,
            }
        ),
        Just(Command::BringBack {}),
        Just(Command::TakeOver {}),
        Just(Command::KeepSeat {}),
        any::<bool>().prop_map(|up| Command::RaiseHand { up }),
        prop::sample::select(&Gesture::ALL[..]).prop_map(|gesture| Command::React { gesture }),
    ];
    let open = prop_oneof![
        (number(), any::<bool>())
            .prop_map(|(step, anonymous)| Command::OpenWriting { step, anonymous }),
        number().prop_map(|step| Command::OpenNumber {
            step,
            field: format!("objectives/{ITEM}.target"),
            label: "Target".to_owned(),
        }),
        (number(), 0_u32..4).prop_map(|(step, dots)| Command::OpenVote {
            step,
            title: "Which".to_owned(),
            options: ["a", "b"]
                .map(|key| VoteOption {
                    key: key.to_owned(),
                    label: key.to_owned(),
                })
                .to_vec(),
            dots,
        }),
        (number(), words()).prop_map(|(step, proposal)| Command::OpenConsent {
            step,
            proposal,
            about: Some("objectives".to_owned()),
        }),
        number().prop_map(|step| Command::OpenRound { step }),
        number().prop_map(|activity| Command::Reveal { activity }),
        number().prop_map(|activity| Command::Close { activity }),
    ];
    let work = prop_oneof![
        (number(), any_card(), words()).prop_map(|(activity, card, text)| Command::WriteCard {
            activity,
            card,
            text
        }),
        (number(), any_card()).prop_map(|(activity, card)| Command::RemoveCard { activity, card }),
        (number(), any_card(), words()).prop_map(|(activity, card, group)| Command::GroupCards {
            activity,
            cards: vec![card],
            group
        }),
        (number(), any_card()).prop_map(|(activity, card)| Command::TurnIntoItems {
            activity,
            cards: vec![card],
            section: "objectives".to_owned(),
            kind: "objective".to_owned(),
        }),
        (number(), value()).prop_map(|(activity, value)| Command::Estimate {
            activity,
            value,
            confidence: Confidence::Low,
        }),
        (number(), value()).prop_map(|(activity, value)| Command::AgreeNumber {
            activity,
            value,
            reason: String::new(),
        }),
        (number(), prop::collection::vec((words(), 0_u32..4), 0..3)).prop_map(
            |(activity, dots)| Command::Vote {
                activity,
                ballot: dots
                    .into_iter()
                    .map(|(key, dots)| Ballot { key, dots })
                    .collect(),
            }
        ),
        (number(), stance(), words()).prop_map(|(activity, stance, reason)| Command::Answer {
            activity,
            stance,
            reason
        }),
        (number(), words()).prop_map(|(activity, text)| Command::Say { activity, text }),
        words().prop_map(|text| Command::Park { text }),
        words().prop_map(|text| Command::Decide { text, about: None }),
    ];
    prop_oneof![4 => flow, 4 => open, 6 => work, 1 => Just(Command::End {
        baseline: None,
        language: String::new(),
    })]
}

/// The number of the step or activity that a command is about, if that is what is under way: else hardly
/// anything would be done.
fn aimed(command: Command, view: &WorkshopView, aims: bool) -> Command {
    if !aims {
        return command;
    }
    let mut json = serde_json::to_value(&command).unwrap();
    let now = view.step.map_or(Json::Null, Json::from);
    let activity = view.activity().map_or(Json::Null, |one| one.number.into());
    for (key, value) in [("step", &now), ("from", &now), ("activity", &activity)] {
        if json.get(key).is_some() && !value.is_null() {
            json[key] = value.clone();
        }
    }
    serde_json::from_value(json).unwrap_or(command)
}

/// The same state with everything else in it that others have done and this person may not see.
fn with_other_secrets(workshop: &Workshop, me: u128) -> Workshop {
    let me = MemberId::from_u128(me).to_string();
    let mut json = serde_json::to_value(workshop).unwrap();
    for activity in json["activities"].as_array_mut().unwrap() {
        let is_open = activity["open"].as_bool().unwrap();
        let work = &mut activity["work"];
        let is_shown = work["revealed"] == json!(true);
        if let Some(cards) = work.get_mut("cards").and_then(Json::as_array_mut) {
            for card in cards
                .iter_mut()
                .filter(|card| !is_shown && card["author"] != me)
            {
                card["text"] = "something else".into();
                card["id"] = CardId::from_u128(fresh()).to_string().into();
                card["author"] = MemberId::from_u128(77).to_string().into();
            }
        }
        if let Some(estimates) = work.get_mut("estimates").and_then(Json::as_array_mut) {
            for one in estimates
                .iter_mut()
                .filter(|one| !is_shown && one["member"] != me)
            {
                *one = json!({
                    "member": MemberId::from_u128(77).to_string(),
                    "value": "99",
                    "confidence": "high",
                });
            }
        }
        if let Some(ballots) = work.get_mut("ballots").and_then(Json::as_object_mut) {
            for (_, ballot) in ballots.iter_mut().filter(|(member, _)| **member != me) {
                *ballot = json!([]);
            }
        }
        if let Some(answers) = work.get_mut("answers").and_then(Json::as_array_mut) {
            for one in answers
                .iter_mut()
                .filter(|one| is_open && one["member"] != me)
            {
                *one = json!({
                    "member": MemberId::from_u128(77).to_string(),
                    "stance": "agree",
                    "reason": "something else",
                });
            }
        }
    }
    serde_json::from_value(json).unwrap()
}

/// What always holds.
fn check(run: &Run) {
    let state = serde_json::to_value(&run.workshop).unwrap();
    let again: Workshop = serde_json::from_value(state.clone()).unwrap();
    assert_eq!(again, run.workshop, "a restart loses nothing");

    let view = run.seen_by(6);
    let steps: BTreeSet<u32> = view.agenda.iter().map(|step| step.number).collect();
    assert_eq!(
        steps.len(),
        view.agenda.len(),
        "steps have numbers of their own"
    );
    assert!(view.step.is_none_or(|step| steps.contains(&step)));
    let activities = state["activities"].as_array().unwrap();
    for step in &steps {
        let open = activities
            .iter()
            .filter(|one| one["step"] == *step && one["open"] == json!(true));
        assert!(open.count() <= 1, "one thing at a time");
    }
    for activity in activities {
        let step = u32::try_from(activity["step"].as_u64().unwrap()).unwrap();
        assert!(steps.contains(&step), "what happened has its step");
        let work = &activity["work"];
        if work["anonymous"] == json!(true) && work["revealed"] == json!(true) {
            let text = work.to_string();
            let of = run
                .members
                .iter()
                .find(|one| text.contains(&one.id.to_string()));
            assert_eq!(of, None, "nobody can tell whose it was");
        }
        if let (Some(ballots), Some(dots)) = (work["ballots"].as_object(), work["dots"].as_u64()) {
            for ballot in ballots.values() {
                let used = ballot.as_array().unwrap().iter();
                let used: u64 = used.map(|one| one["dots"].as_u64().unwrap()).sum();
                assert!(used <= dots, "nobody has more dots than others");
            }
            let is_closed = activity["open"] == json!(false);
            assert!(
                !is_closed || ballots.is_empty(),
                "ballots end with the vote"
            );
        }
    }
    let hands: BTreeSet<_> = view.hands.iter().map(|hand| hand.member).collect();
    assert_eq!(hands.len(), view.hands.len(), "everybody has one hand");
    for member in &run.members {
        let number = member.id.as_u128();
        let other = with_other_secrets(&run.workshop, number);
        assert_eq!(
            other.seen_by(member.id, &run.members),
            run.seen_by(number),
            "what others do in secret shows nowhere"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_commands_breaks_what_always_holds(
        commands in prop::collection::vec((1_u128..8, some_command(), prop::bool::weighted(0.8), 0_i64..90_000), 1..60),
        aims_at_the_facilitator in prop::collection::vec(prop::bool::weighted(0.6), 60),
    ) {
        let mut run = Run::start(Some(vec![
            step(Tool::PrivateWriting),
            step(Tool::BlindNumber),
            step(Tool::Vote),
            step(Tool::Consent),
        ]));
        let mut obeyed: Vec<(u128, Order)> = Vec::new();
        for ((by, command, aims, later), by_facilitator) in commands.into_iter().zip(aims_at_the_facilitator) {
            run.now += later;
            let command = aimed(command, &run.seen_by(6), aims);
            let by = if by_facilitator && command.is_for_facilitators() { 6 } else { by };
            let order = order(command);
            let before = run.workshop.clone();
            let may_run = by == 6 || before.seen_by(MemberId::from_u128(6), &run.members).granted.contains(&MemberId::from_u128(by));
            match run.order(by, &order) {
                Ok(_) => {
                    prop_assert_eq!(run.workshop.revision, before.revision + 1);
                    prop_assert!(by != 7, "who only reads takes no part");
                    prop_assert!(may_run || !order.command.is_for_facilitators());
                    obeyed.push((by, order));
                }
                Err(_) => prop_assert_eq!(&run.workshop, &before, "a refused command changes nothing"),
            }
            check(&run);
        }
        let before = run.workshop.clone();
        for (by, order) in &obeyed {
            prop_assert_eq!(run.order(*by, order), Err(Refusal::Doubled));
        }
        prop_assert_eq!(&run.workshop, &before);
    }
}

#[test]
fn every_command_has_the_name_by_which_it_is_told() {
    let names: BTreeSet<&str> = COMMANDS.into_iter().collect();
    assert_eq!(names.len(), COMMANDS.len());
    for name in COMMANDS {
        let bare = json!({"command": name, "id": ITEM});
        // What lacks a part is told so; a name that is not known would be another error.
        if let Err(error) = serde_json::from_value::<Order>(bare) {
            assert!(
                error.to_string().contains("missing field"),
                "{name}: {error}"
            );
        }
    }
}

#[test]
fn nobody_sees_a_card_of_others_before_all_do_and_nobody_ever_whose_it_was() {
    let mut run = with_cards();
    let Body::Writing { count, cards, .. } = run.body(1) else {
        panic!("cards are written");
    };
    assert_eq!(
        (count, cards.len(), cards[0].text.as_str()),
        (3, 1, "alpha")
    );

    run.tell(6, Command::Reveal { activity: 1 }).unwrap();
    let Body::Writing { cards, .. } = run.body(7) else {
        panic!("cards are shown");
    };
    let texts: BTreeSet<&str> = cards.iter().map(|card| card.text.as_str()).collect();
    assert_eq!(texts, BTreeSet::from(["alpha", "beta", "gamma"]));
    assert!(cards.iter().all(|card| card.author.is_none()));
    let old: BTreeSet<CardId> = [11, 12, 13].map(card).into();
    assert!(cards.iter().all(|card| !old.contains(&card.id)));
    let again = run.tell(6, Command::Reveal { activity: 1 });
    assert_eq!(again, Err(Refusal::Revealed));
}

#[test]
fn cards_become_items_of_their_authors_and_anonymous_ones_of_nobody() {
    let mut run = Run::start(Some(vec![
        StepDraft {
            anonymous: false,
            ..step(Tool::PrivateWriting)
        },
        step(Tool::PrivateWriting),
    ]));
    run.tell(6, Command::Next { from: None }).unwrap();
    run.tell(1, write(11, "alpha\nand more")).unwrap();
    run.tell(6, Command::Reveal { activity: 1 }).unwrap();
    let turn = |activity, id| Command::TurnIntoItems {
        activity,
        cards: vec![id],
        section: "objectives".to_owned(),
        kind: "objective".to_owned(),
    };
    let made = run.tell(6, turn(1, card(11))).unwrap().made;
    assert_eq!(made[0].author, Some(MemberId::from_u128(1)));
    assert_eq!(made[0].item, Some(("objectives", ItemId::from_u128(11))));
    assert_eq!(run.tell(6, turn(1, card(11))), Err(Refusal::IsItem));

    run.tell(6, Command::Next { from: Some(1) }).unwrap();
    let theirs = Command::WriteCard {
        activity: 2,
        card: card(21),
        text: "delta".to_owned(),
    };
    run.tell(2, theirs).unwrap();
    assert!(
        run.tell(6, Command::Reveal { activity: 2 })
            .unwrap()
            .forgotten
    );
    let Body::Writing { cards, .. } = run.body(6) else {
        panic!("cards are shown");
    };
    let made = run.tell(6, turn(2, cards[0].id)).unwrap().made;
    assert_eq!(made[0].author, None);
}

#[test]
fn numbers_are_shown_together_with_their_gap() {
    let mut run = Run::start(Some(vec![step(Tool::BlindNumber)]));
    run.tell(6, Command::Next { from: None }).unwrap();
    let open = |field: &str| Command::OpenNumber {
        step: 1,
        field: field.to_owned(),
        label: "Revenue".to_owned(),
    };
    assert_eq!(run.tell(6, open(FIELD)), Err(Refusal::NoNumber));
    run.tell(6, open(&format!("objectives/{ITEM}.target")))
        .unwrap();
    let estimate = |value: &str| Command::Estimate {
        activity: 1,
        value: value.to_owned(),
        confidence: Confidence::High,
    };
    for (by, value) in [(1, "100"), (2, "140"), (4, "90.5"), (5, "50.5"), (6, "7")] {
        run.tell(by, estimate(value)).unwrap();
    }
    assert_eq!(
        run.tell(6, Command::Close { activity: 1 }),
        Err(Refusal::NotRevealed)
    );
    run.tell(6, Command::Reveal { activity: 1 }).unwrap();
    let Body::Number {
        revealed: Some(figures),
        ..
    } = run.body(3)
    else {
        panic!("numbers are shown");
    };
    assert_eq!(figures.vendor.unwrap().value, "120");
    assert_eq!(figures.partner.unwrap().value, "70.5");
    assert_eq!(figures.gap.as_deref(), Some("49.5"));
    assert_eq!((figures.low.as_str(), figures.high.as_str()), ("7", "140"));
    assert_eq!(run.tell(1, estimate("1")), Err(Refusal::Revealed));
    let agree = Command::AgreeNumber {
        activity: 1,
        value: "95".to_owned(),
        reason: "what both can reach".to_owned(),
    };
    // The number in its field, and the decision.
    assert_eq!(run.tell(6, agree).unwrap().made.len(), 2);
    assert_eq!(
        run.seen_by(1).decisions[0].text,
        "Revenue: 95\nwhat both can reach"
    );
}

#[test]
fn votes_are_hidden_until_they_are_closed_and_then_add_up_by_side() {
    let mut run = Run::start(Some(vec![step(Tool::Vote)]));
    run.tell(6, Command::Next { from: None }).unwrap();
    let option = |key: &str| VoteOption {
        key: key.to_owned(),
        label: key.to_uppercase(),
    };
    let open = Command::OpenVote {
        step: 1,
        title: "What first".to_owned(),
        options: vec![option("a"), option("b")],
        dots: 3,
    };
    run.tell(6, open).unwrap();
    let vote = |dots: &[(&str, u32)]| Command::Vote {
        activity: 1,
        ballot: dots
            .iter()
            .map(|(key, dots)| Ballot {
                key: (*key).to_owned(),
                dots: *dots,
            })
            .collect(),
    };
    assert_eq!(run.tell(1, vote(&[("a", 4)])), Err(Refusal::BadBallot));
    assert_eq!(run.tell(1, vote(&[("c", 1)])), Err(Refusal::BadBallot));
    run.tell(1, vote(&[("a", 3)])).unwrap();
    run.tell(1, vote(&[("a", 2), ("b", 1)])).unwrap();
    run.tell(4, vote(&[("b", 3)])).unwrap();
    run.tell(6, vote(&[])).unwrap();
    assert_eq!(run.tell(7, vote(&[("a", 1)])), Err(Refusal::MayNotTakePart));
    let Body::Vote {
        voted,
        quorum,
        electorate,
        result,
        ..
    } = run.body(5)
    else {
        panic!("it is voted");
    };
    assert_eq!((voted, quorum, electorate, result), (3, 4, 6, None));
    run.tell(6, Command::Close { activity: 1 }).unwrap();
    let Body::Vote {
        result: Some(result),
        abstained: Some(abstained),
        mine,
        ..
    } = run.body(1)
    else {
        panic!("it is counted");
    };
    assert_eq!(
        (result[0].vendor, result[0].partner, result[0].sum()),
        (2, 0, 2)
    );
    assert_eq!(
        (result[1].vendor, result[1].partner, result[1].sum()),
        (1, 3, 4)
    );
    assert_eq!((abstained.neutral, mine), (1, None));
}

#[test]
fn who_blocks_says_why_and_then_nothing_is_decided() {
    let mut run = Run::start(Some(vec![step(Tool::Consent)]));
    run.tell(6, Command::Next { from: None }).unwrap();
    let ask = || Command::OpenConsent {
        step: 1,
        proposal: "We meet monthly".to_owned(),
        about: Some("reviews".to_owned()),
    };
    let answer = |activity, stance, reason: &str| Command::Answer {
        activity,
        stance,
        reason: reason.to_owned(),
    };
    run.tell(6, ask()).unwrap();
    run.tell(1, answer(1, Stance::Agree, "")).unwrap();
    assert_eq!(
        run.tell(4, answer(1, Stance::Block, " ")),
        Err(Refusal::NoReason)
    );
    run.tell(4, answer(1, Stance::Block, "Nobody has time"))
        .unwrap();
    assert_eq!(run.tell(6, ask()), Err(Refusal::StillOpen));
    run.tell(6, Command::Close { activity: 1 }).unwrap();
    assert!(run.seen_by(1).decisions.is_empty());

    run.tell(6, ask()).unwrap();
    run.tell(4, answer(2, Stance::Disagree, "")).unwrap();
    run.tell(1, answer(2, Stance::Agree, "")).unwrap();
    run.tell(6, Command::Close { activity: 2 }).unwrap();
    let decided = &run.seen_by(1).decisions[0];
    assert_eq!(
        (
            decided.text.as_str(),
            decided.about.as_deref(),
            decided.activity
        ),
        ("We meet monthly", Some("reviews"), Some(2))
    );
}

#[test]
fn a_mistaken_next_is_undone_with_nothing_lost() {
    let mut run = with_cards();
    run.tell(6, Command::AskReady { step: 1 }).unwrap();
    run.tell(
        2,
        Command::Ready {
            step: 1,
            ready: true,
        },
    )
    .unwrap();
    run.now += 60_000;
    let before = run.seen_by(2);
    run.tell(6, Command::Next { from: Some(1) }).unwrap();
    assert_eq!(run.seen_by(2).activities, []);
    assert_eq!(
        run.tell(6, Command::Next { from: Some(1) }),
        Err(Refusal::StepOver)
    );
    assert_eq!(run.tell(1, write(11, "late")), Err(Refusal::StepOver));
    run.now += 5_000;
    run.tell(6, Command::Back { from: 2 }).unwrap();
    let after = run.seen_by(2);
    assert_eq!(after.activities, before.activities);
    assert_eq!(after.ready, before.ready);
    // What was left of the time is left again.
    let ends = |view: &WorkshopView| view.timer.unwrap().ends_at.unwrap();
    assert_eq!(ends(&after), ends(&before) + 5_000);
}

#[test]
fn groups_are_there_again_when_a_mistaken_next_is_undone() {
    let mut run = with_cards();
    let rooms = vec![Breakout {
        section: "objectives".to_owned(),
        members: vec![MemberId::from_u128(1)],
    }];
    run.tell(6, Command::BreakOut { rooms, minutes: 5 })
        .unwrap();
    let before = run.seen_by(1);
    run.tell(6, Command::Next { from: Some(1) }).unwrap();
    assert_eq!(run.seen_by(1).breakouts, None);
    run.tell(6, Command::Back { from: 2 }).unwrap();
    let after = run.seen_by(1);
    assert_eq!(
        (after.breakouts, after.timer),
        (before.breakouts, before.timer)
    );
}

#[test]
fn who_takes_part_does_not_tell_who_has_written() {
    let mut run = Run::start(Some(vec![step(Tool::PrivateWriting)]));
    run.tell(6, Command::Next { from: None }).unwrap();
    run.workshop = {
        // Nobody but the facilitator was ever seen.
        let mut json = serde_json::to_value(&run.workshop).unwrap();
        json["attendees"] = json!([FACILITATOR.to_string()]);
        serde_json::from_value(json).unwrap()
    };
    let alone = [FACILITATOR];
    let context = context(&run.members, &alone, run.now);
    // A program writes with the token of somebody who has no page open.
    let author = MemberId::from_u128(2);
    let told = run
        .workshop
        .told(&order(write(11, "alpha")), author, &context);
    let view = told.unwrap().0.seen_by(FACILITATOR, &run.members);
    assert_eq!(view.attendees, [FACILITATOR]);
}

#[test]
fn a_command_for_another_workshop_is_refused() {
    let mut run = with_cards();
    let late = Order {
        workshop: Some(WorkshopId::from_u128(8)),
        ..order(write(11, "for the one before"))
    };
    assert_eq!(run.order(1, &late), Err(Refusal::Over));
}

#[test]
fn an_agenda_that_somebody_else_has_changed_is_not_overwritten() {
    let mut run = Run::start(Some(vec![step(Tool::Edit)]));
    let change = |from| Command::SetAgenda {
        agenda: vec![step(Tool::Edit), step(Tool::Vote)],
        from,
    };
    run.tell(6, change(Some(0))).unwrap();
    assert_eq!(run.tell(6, change(Some(0))), Err(Refusal::AgendaChanged));
    run.tell(6, change(Some(1))).unwrap();
}

#[test]
fn who_does_not_lead_any_more_has_nothing_of_what_leads_were_given() {
    let mut run = Run::start(None);
    run.tell(1, Command::TakeOver {}).unwrap();
    run.tell(4, Command::TakeOver {}).unwrap();
    run.members[0].role = Role::Editor;
    let next = run.tell(1, Command::Next { from: None });
    assert_eq!(next, Err(Refusal::NotFacilitator));
    run.tell(4, Command::Next { from: None }).unwrap();
}

#[test]
fn the_time_goes_on_behind_its_end_and_stands_still_when_it_is_told_to() {
    let mut run = Run::start(Some(vec![step(Tool::Edit)]));
    let set = |change| Command::SetTimer { change };
    assert_eq!(run.tell(6, set(TimerChange::Add(1))), Err(Refusal::NoTimer));
    run.tell(6, Command::Next { from: None }).unwrap();
    run.now += 6 * 60_000;
    run.tell(6, set(TimerChange::Pause)).unwrap();
    let timer = run.seen_by(1).timer.unwrap();
    assert_eq!((timer.ends_at, timer.left), (None, -60_000));
    run.now += 60_000;
    run.tell(6, set(TimerChange::Add(5))).unwrap();
    run.tell(6, set(TimerChange::Resume)).unwrap();
    assert_eq!(
        run.seen_by(1).timer.unwrap().ends_at,
        Some(run.now + 4 * 60_000)
    );
}

#[test]
fn leads_of_both_sides_take_over_together_and_one_alone_does_not() {
    let mut run = Run::start(None);
    let next = || Command::Next { from: None };
    assert_eq!(run.tell(1, next()), Err(Refusal::NotFacilitator));
    assert_eq!(run.tell(2, Command::TakeOver {}), Err(Refusal::NoHeir));
    run.tell(1, Command::TakeOver {}).unwrap();
    assert_eq!(run.tell(1, next()), Err(Refusal::NotFacilitator));
    run.tell(4, Command::TakeOver {}).unwrap();
    assert_eq!(run.seen_by(1).host, MemberId::from_u128(4));
    run.tell(1, next()).unwrap();
}

#[test]
fn what_nobody_has_seen_keeps_the_workshop_from_ending() {
    let mut run = with_cards();
    let end = || Command::End {
        baseline: None,
        language: String::new(),
    };
    run.tell(6, Command::Next { from: Some(1) }).unwrap();
    assert_eq!(run.tell(6, end()), Err(Refusal::Unseen));
    run.tell(6, Command::Back { from: 2 }).unwrap();
    run.tell(6, Command::Reveal { activity: 1 }).unwrap();
    run.tell(6, end()).unwrap();
    assert_eq!(
        run.tell(1, Command::RaiseHand { up: true }),
        Err(Refusal::Over)
    );
}

/// A workshop of the people of a table, led by the third of them.
fn at_the_table(table: &mut Table, lock: &str) -> Arc<Workshop> {
    let mut members: Vec<Member> = (1..=5).map(of_room).collect();
    members[2].facilitates = true;
    table.event(RoomEvent::Members(MemberList {
        asked: 2,
        members: members.clone(),
    }));
    let host = MemberId::from_u128(3);
    let here = [host];
    let now = table.now.millis();
    let context = context(&members, &here, now);
    let start = order(Command::Start {
        agenda: Some(vec![step(Tool::Edit)]),
        language: String::new(),
    });
    let mut workshop =
        Workshop::start(WorkshopId::from_u128(9), 3, &start, host, &context).unwrap();
    for command in [
        Command::Next { from: None },
        Command::Lock {
            section: lock.to_owned(),
            locked: true,
        },
    ] {
        workshop = workshop.told(&order(command), host, &context).unwrap().0;
    }
    Arc::new(workshop)
}

fn entered(table: &mut Table, number: u64) -> Replica {
    let mut replica = editor(10 * number);
    table.enter(number, u128::from(number), &mut replica);
    replica
}

#[test]
fn only_facilitators_write_in_a_locked_section() {
    let mut table = Table::new();
    let (mut ann, mut fay) = (entered(&mut table, 1), entered(&mut table, 3));
    let workshop = at_the_table(&mut table, "plan");
    table.heard(1);
    table.event(RoomEvent::Workshop(Some(Arc::clone(&workshop))));
    assert_eq!(table.heard(1), ["workshop"]);
    table.update(1, &append(&mut ann, "x"));
    assert_eq!(table.heard(1), ["rejected 2"]);
    assert!(table.writing.is_none());

    table.update(3, &append(&mut fay, "y"));
    let write = table.commit();
    assert_eq!(write.updates[0].step.as_deref(), Some("3.1"));
    assert_eq!(write.changes[0].step.as_deref(), Some("3.1"));

    table.event(RoomEvent::Deed {
        reply: ReplyId(1),
        by: MemberId::from_u128(1),
        members: MemberList {
            asked: 1,
            members: Vec::new(),
        },
        deed: Deed::Revert {
            change: Box::new(write.changes[0].clone()),
            is_last: true,
            even_if_changed: false,
        },
    });
    assert_eq!(table.replies[&1], Err(NotDone::Locked));
}

#[test]
fn an_older_look_of_a_workshop_is_not_shown() {
    let mut table = Table::new();
    entered(&mut table, 1);
    let workshop = at_the_table(&mut table, "plan");
    table.heard(1);
    table.event(RoomEvent::Workshop(Some(Arc::clone(&workshop))));
    table.event(RoomEvent::Workshop(Some(workshop)));
    assert_eq!(table.heard(1), ["workshop"]);
}
