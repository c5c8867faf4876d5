//! What a workshop is. All of it is kept as JSON.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{BaselineId, CommandId, MemberId, WorkshopId};
use tandem_protocol::workshop::{
    Ballot, Breakouts, Card, Decision, Estimate, Hand, Parked, Reaction, Said, StanceGiven, Step,
    Summons, Tally, Timer, VoteOption,
};

/// One workshop.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// Its id.
    pub id: WorkshopId,
    /// The how-manieth of the plan it is.
    pub number: u32,
    /// Grows with every command.
    pub revision: u64,
    /// When it began, in milliseconds since 1970.
    pub started_at: i64,
    /// The last update of the plan's joint room before it began.
    pub began_behind: u64,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// The plan as it was at the end, if it got a name.
    pub baseline: Option<(BaselineId, String)>,
    pub(super) agenda: Vec<Step>,
    pub(super) agenda_changes: u32,
    /// The number of the newest step, and of the newest activity.
    pub(super) last_step: u32,
    pub(super) last_activity: u32,
    pub(super) step: Option<u32>,
    /// Since when the step is under way.
    pub(super) since: i64,
    /// How steps were left that were under way.
    pub(super) left: BTreeMap<u32, Left>,
    pub(super) timer: Option<Timer>,
    pub(super) host: MemberId,
    pub(super) granted: BTreeSet<MemberId>,
    pub(super) asking: BTreeSet<MemberId>,
    pub(super) attendees: Vec<MemberId>,
    pub(super) ready_asked: bool,
    pub(super) ready: BTreeSet<MemberId>,
    pub(super) hands_on: bool,
    pub(super) hands: Vec<Hand>,
    pub(super) speaker: Option<MemberId>,
    pub(super) turns: BTreeMap<MemberId, u32>,
    pub(super) reactions_on: bool,
    pub(super) reactions: Vec<Reaction>,
    pub(super) locked: BTreeSet<String>,
    pub(super) summons: Option<Summons>,
    pub(super) breakouts: Option<Breakouts>,
    pub(super) activities: Vec<Activity>,
    pub(super) parked: Vec<Parked>,
    pub(super) decisions: Vec<Decision>,
    /// The newest commands that were obeyed, the oldest first.
    pub(super) done: VecDeque<CommandId>,
}

/// How a step was left, for when somebody goes back to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Left {
    pub(super) timer: Option<Timer>,
    pub(super) ran: bool,
    pub(super) breakouts: Option<Breakouts>,
    pub(super) ready_asked: bool,
    pub(super) ready: BTreeSet<MemberId>,
}

/// Something that people do with a tool.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Activity {
    pub(super) number: u32,
    pub(super) step: u32,
    pub(super) open: bool,
    pub(super) work: Work,
}

/// What they do. It holds what must not be seen yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tool", rename_all = "snake_case")]
pub(super) enum Work {
    Writing {
        anonymous: bool,
        revealed: bool,
        /// Before they are shown, all have an author.
        cards: Vec<Card>,
    },
    Number {
        field: String,
        label: String,
        estimates: Vec<Estimate>,
        revealed: bool,
        agreed: Option<String>,
    },
    Vote {
        title: String,
        options: Vec<VoteOption>,
        dots: u32,
        electorate: u32,
        /// Who has voted how; forgotten when it is closed.
        ballots: BTreeMap<MemberId, Vec<Ballot>>,
        outcome: Option<VoteOutcome>,
    },
    Consent {
        proposal: String,
        about: Option<String>,
        electorate: u32,
        answers: Vec<StanceGiven>,
        decided: Option<bool>,
    },
    Round {
        said: Vec<Said>,
    },
}

/// What came of a vote.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct VoteOutcome {
    pub(super) voted: u32,
    pub(super) tallies: Vec<Tally>,
    pub(super) abstained: Tally,
}

/// So many of those who could vote it takes: more than half.
pub(super) const fn quorum(electorate: u32) -> u32 {
    electorate / 2 + 1
}

impl Workshop {
    pub(super) fn new(id: WorkshopId, number: u32, host: MemberId, now: i64) -> Self {
        Self {
            id,
            number,
            revision: 1,
            started_at: now,
            began_behind: 0,
            ended_at: None,
            baseline: None,
            agenda: Vec::new(),
            agenda_changes: 0,
            last_step: 0,
            last_activity: 0,
            step: None,
            since: now,
            left: BTreeMap::new(),
            timer: None,
            host,
            granted: BTreeSet::new(),
            asking: BTreeSet::new(),
            attendees: Vec::new(),
            ready_asked: false,
            ready: BTreeSet::new(),
            hands_on: true,
            hands: Vec::new(),
            speaker: None,
            turns: BTreeMap::new(),
            reactions_on: true,
            reactions: Vec::new(),
            locked: BTreeSet::new(),
            summons: None,
            breakouts: None,
            activities: Vec::new(),
            parked: Vec::new(),
            decisions: Vec::new(),
            done: VecDeque::new(),
        }
    }

    /// The step that is under way.
    pub(super) fn current(&self) -> Option<&Step> {
        self.agenda
            .iter()
            .find(|step| Some(step.number) == self.step)
    }

    /// Whether only facilitators write in this section.
    #[must_use]
    pub fn is_locked(&self, section: &str) -> bool {
        self.ended_at.is_none() && self.locked.contains(section)
    }

    /// Whether anything is locked.
    #[must_use]
    pub fn locks_something(&self) -> bool {
        self.ended_at.is_none() && !self.locked.is_empty()
    }

    /// The step that is under way, as the history notes it: the number of the workshop and the number
    /// of the step.
    #[must_use]
    pub fn step_key(&self) -> Option<String> {
        let step = self.step.filter(|_| self.ended_at.is_none())?;
        Some(format!("{}.{step}", self.number))
    }

    /// What its steps are called, by their key in the history.
    pub fn step_titles(&self) -> impl Iterator<Item = (String, &str)> {
        self.agenda.iter().map(|step| {
            (
                format!("{}.{}", self.number, step.number),
                step.title.as_str(),
            )
        })
    }

    /// What was decided.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Votes that are closed, each option with its label and dots: what the history of an item tells.
    pub fn votes(&self) -> impl Iterator<Item = (&str, &VoteOption, Tally)> {
        self.activities.iter().flat_map(|activity| {
            let (title, options, tallies) = match &activity.work {
                Work::Vote {
                    title,
                    options,
                    outcome: Some(outcome),
                    ..
                } => (
                    title.as_str(),
                    options.as_slice(),
                    outcome.tallies.as_slice(),
                ),
                _ => ("", [].as_slice(), [].as_slice()),
            };
            let tallies = tallies.iter().copied();
            options
                .iter()
                .zip(tallies)
                .map(move |(option, tally)| (title, option, tally))
        })
    }
}

impl std::fmt::Debug for Workshop {
    /// Names the workshop and how far it is, never what people write in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop")
            .field("id", &self.id)
            .field("revision", &self.revision)
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}
