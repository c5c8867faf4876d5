//! The agenda, the way through it, the timer, and where people are called.

use std::collections::BTreeSet;

use tandem_plan::comment::About;
use tandem_plan::ids::MemberId;
use tandem_protocol::member::Standing;
use tandem_protocol::workshop::{
    Breakout, BreakoutRoom, Breakouts, MAX_MINUTES, MAX_STEPS, Step, StepDraft, Summons, Timer,
    TimerChange, Tool,
};

use super::state::{Left, Work};
use super::{Context, Refusal, Workshop, line, news};

const MINUTE: i64 = 60_000;

impl Workshop {
    pub(super) fn set_agenda(
        &mut self,
        drafts: &[StepDraft],
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if !(1..=MAX_STEPS).contains(&drafts.len()) {
            return Err(Refusal::BadAgenda);
        }
        let mut agenda: Vec<Step> = Vec::new();
        for draft in drafts {
            let knows = |section: &String| context.schema.section(section).is_some();
            let fits = (1..=MAX_MINUTES).contains(&draft.minutes)
                && draft.section.as_ref().is_none_or(knows);
            let title = line(&draft.title).map_err(|_| Refusal::BadAgenda)?;
            if !fits {
                return Err(Refusal::BadAgenda);
            }
            let known = draft.number.map(|number| {
                let known = self.agenda.iter().find(|step| step.number == number);
                let is_twice = agenda.iter().any(|step| step.number == number);
                known.filter(|_| !is_twice).ok_or(Refusal::NoSuchStep)
            });
            let (number, spent) = if let Some(known) = known {
                let known = known?;
                (known.number, known.spent)
            } else {
                self.last_step += 1;
                (self.last_step, 0)
            };
            agenda.push(Step {
                number,
                title,
                section: draft.section.clone(),
                minutes: draft.minutes,
                tool: draft.tool,
                anonymous: draft.anonymous && draft.tool == Tool::PrivateWriting,
                spent,
            });
        }
        let stays = |step: &Step| agenda.iter().any(|new| new.number == step.number);
        let must_stay = |step: &&Step| {
            self.step == Some(step.number)
                || self.left.contains_key(&step.number)
                || self.activities.iter().any(|one| one.step == step.number)
        };
        if !self.agenda.iter().filter(must_stay).all(stays) {
            return Err(Refusal::StepStays);
        }
        self.agenda = agenda;
        Ok(())
    }

    pub(super) fn change_agenda(
        &mut self,
        drafts: &[StepDraft],
        from: Option<u32>,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if from.is_some_and(|from| from != self.agenda_changes) {
            return Err(Refusal::AgendaChanged);
        }
        let before = self.agenda.clone();
        self.set_agenda(drafts, context)?;
        if self.agenda == before {
            Err(Refusal::NothingToDo)
        } else {
            self.agenda_changes += 1;
            Ok(())
        }
    }

    fn place(&self, number: u32) -> Option<usize> {
        self.agenda.iter().position(|step| step.number == number)
    }

    pub(super) fn go_on(
        &mut self,
        from: Option<u32>,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if self.step != from {
            return Err(Refusal::StepOver);
        }
        let next = match self.step {
            None => 0,
            Some(step) => self.place(step).map_or(0, |place| place + 1),
        };
        self.enter(next, by, context)
    }

    pub(super) fn go_back(
        &mut self,
        from: u32,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if self.step != Some(from) {
            return Err(Refusal::StepOver);
        }
        let before = self.place(from).and_then(|place| place.checked_sub(1));
        self.enter(before.ok_or(Refusal::NoSuchStep)?, by, context)
    }

    fn enter(&mut self, place: usize, by: MemberId, context: &Context<'_>) -> Result<(), Refusal> {
        let now = context.now;
        let step = self.agenda.get(place).ok_or(Refusal::NoSuchStep)?.clone();
        self.leave(now);
        self.step = Some(step.number);
        self.since = now;
        self.speaker = None;
        if let Some(left) = self.left.get(&step.number).cloned() {
            self.timer = left.timer.map(|timer| match left.ran {
                true => Timer {
                    ends_at: Some(now + timer.left),
                    left: timer.left,
                },
                false => timer,
            });
            self.ready_asked = left.ready_asked;
            self.ready = left.ready;
            self.breakouts = left.breakouts;
        } else {
            let length = i64::from(step.minutes) * MINUTE;
            self.timer = Some(Timer {
                ends_at: Some(now + length),
                left: length,
            });
            self.ready_asked = false;
            self.ready = BTreeSet::new();
            match step.tool {
                Tool::PrivateWriting => {
                    let work = Work::Writing {
                        anonymous: step.anonymous,
                        revealed: false,
                        cards: Vec::new(),
                    };
                    self.begin(work);
                }
                Tool::CheckIn | Tool::CheckOut => self.begin(Work::Round { said: Vec::new() }),
                Tool::Edit | Tool::BlindNumber | Tool::Vote | Tool::Consent | Tool::Discussion => {}
            }
        }
        if let Some(section) = step.section {
            self.call(section, by, now);
        }
        Ok(())
    }

    /// The step that is under way is left, so that one can go back to it.
    fn leave(&mut self, now: i64) {
        let Some(number) = self.step.take() else {
            return;
        };
        if let Some(step) = self.agenda.iter_mut().find(|step| step.number == number) {
            step.spent += (now - self.since).max(0);
        }
        let left = Left {
            ran: self.timer.is_some_and(|timer| timer.ends_at.is_some()),
            timer: self.timer.take().map(|timer| stopped(timer, now)),
            ready_asked: std::mem::take(&mut self.ready_asked),
            ready: std::mem::take(&mut self.ready),
            breakouts: self.breakouts.take(),
        };
        self.left.insert(number, left);
    }

    pub(super) fn set_timer(&mut self, change: TimerChange, now: i64) -> Result<(), Refusal> {
        let running = |left: i64| Timer {
            ends_at: Some(now + left),
            left,
        };
        let most = i64::from(MAX_MINUTES) * MINUTE;
        let timer = match (change, self.timer) {
            (TimerChange::Start(minutes), _) if (1..=MAX_MINUTES).contains(&minutes) => {
                Some(running(i64::from(minutes) * MINUTE))
            }
            (TimerChange::Start(_), _) => return Err(Refusal::BadTimer),
            (_, None) => return Err(Refusal::NoTimer),
            (TimerChange::Add(minutes), Some(timer)) => {
                let more = i64::from(minutes) * MINUTE;
                let left = stopped(timer, now).left + more;
                if more == 0 || more.abs() > most || left > most {
                    return Err(Refusal::BadTimer);
                }
                Some(match timer.ends_at {
                    Some(_) => running(left),
                    None => Timer {
                        ends_at: None,
                        left,
                    },
                })
            }
            (TimerChange::Pause, Some(timer)) if timer.ends_at.is_some() => {
                Some(stopped(timer, now))
            }
            (TimerChange::Resume, Some(timer)) if timer.ends_at.is_none() => {
                Some(running(timer.left))
            }
            (TimerChange::Pause | TimerChange::Resume, Some(_)) => {
                return Err(Refusal::NothingToDo);
            }
            (TimerChange::Stop, Some(_)) => None,
        };
        self.timer = timer;
        Ok(())
    }

    pub(super) fn summon(
        &mut self,
        target: &str,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        match About::parse(target, context.schema) {
            Some(About::Plan) | None => Err(Refusal::NoSuchPlace),
            Some(_) => {
                self.call(target.to_owned(), by, context.now);
                Ok(())
            }
        }
    }

    fn call(&mut self, target: String, by: MemberId, at: i64) {
        let number = self.summons.as_ref().map_or(0, |last| last.number) + 1;
        self.summons = Some(Summons {
            number,
            target,
            by,
            at,
        });
    }

    pub(super) fn lock(
        &mut self,
        section: &str,
        locked: bool,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if context.schema.section(section).is_none() {
            return Err(Refusal::NoSuchPlace);
        }
        let changed = if locked {
            self.locked.insert(section.to_owned())
        } else {
            self.locked.remove(section)
        };
        news(changed)
    }

    pub(super) fn break_out(
        &mut self,
        rooms: &[Breakout],
        minutes: u32,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if !(1..=MAX_MINUTES).contains(&minutes) {
            return Err(Refusal::BadTimer);
        }
        let (mut sections, mut people) = (BTreeSet::new(), BTreeSet::new());
        for room in rooms {
            let is_known = context.schema.section(&room.section).is_some();
            let is_right = is_known && !room.members.is_empty() && sections.insert(&room.section);
            let are_right = room.members.iter().all(|member| {
                let known = context.member(*member);
                known.is_ok_and(|known| known.standing == Standing::Active) && people.insert(member)
            });
            if !is_right || !are_right {
                return Err(Refusal::BadBreakouts);
            }
        }
        if sections.is_empty() {
            return Err(Refusal::BadBreakouts);
        }
        let rooms = rooms.iter().map(|room| BreakoutRoom {
            section: room.section.clone(),
            members: room.members.clone(),
        });
        self.breakouts = Some(Breakouts {
            rooms: rooms.collect(),
            ends_at: context.now + i64::from(minutes) * MINUTE,
        });
        Ok(())
    }

    pub(super) fn bring_back(
        &mut self,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if self.breakouts.take().is_none() {
            return Err(Refusal::NothingToDo);
        }
        let step = self.current();
        if let Some(section) = step.and_then(|step| step.section.clone()) {
            self.call(section, by, context.now);
        }
        Ok(())
    }

    pub(super) fn end(&mut self, now: i64) -> Result<(), Refusal> {
        if self.activities.iter().any(|one| one.work.hides_something()) {
            return Err(Refusal::Unseen);
        }
        let step = self.step;
        self.leave(now);
        self.step = step;
        for activity in &mut self.activities {
            activity.open = false;
            // Nobody has closed it: it came to nothing.
            if let Work::Vote { ballots, .. } = &mut activity.work {
                ballots.clear();
            }
        }
        self.hands.clear();
        self.reactions.clear();
        self.speaker = None;
        self.locked.clear();
        self.asking.clear();
        self.ended_at = Some(now);
        Ok(())
    }
}

/// A timer that stands still, as it is now.
fn stopped(timer: Timer, now: i64) -> Timer {
    Timer {
        ends_at: None,
        left: timer.ends_at.map_or(timer.left, |end| end - now),
    }
}
