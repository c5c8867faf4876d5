//! Links and whom they let in, sessions, and tokens for programs.

use std::time::Duration;

use tandem_plan::ids::{InviteId, MemberId, PlanId, TokenId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, CONTINUE_LIFE, Link, LinkTerms, MemberName, Token};
use tandem_server::clock::Timestamp;
use tandem_server::store::{
    Credential, InviteProblem, Join, JoinError, JoinSession, Joined, NewAudit, PeopleChange,
    SessionId, Store,
};

use super::{LATER, Place, a_link, a_plan, a_token, actions, audit, join, made_link, newcomer};
use crate::support::START;

contract!(sqlite, crate::store_contract::SqlitePlace:
    joining_uses_a_link_and_makes_a_member,
    a_link_that_is_refused_changes_nothing,
    a_link_lets_in_as_many_as_it_may,
    links_are_listed_and_withdrawn_once,
    who_was_named_may_be_who_joins,
    who_goes_on_stays_who_they_are,
    sessions_end,
    tokens_are_listed_and_withdrawn_once,
);

const SECOND: Duration = Duration::from_secs(1);

/// Somebody tries to join, with a new session.
async fn try_to_join(store: &impl Store, join: Join) -> Result<Joined, InviteProblem> {
    let session = Token::random();
    let join = Join {
        session: JoinSession::New(session.hash()),
        ..join
    };
    match store.join(&join).await {
        Ok(joined) => Ok(joined),
        Err(JoinError::Refused(problem)) => {
            let begun = store.session(&session.hash(), START).await.unwrap();
            assert_eq!(begun, None, "who is refused has no session");
            Err(problem)
        }
        Err(JoinError::Store(error)) => panic!("{error}"),
    }
}

fn newly(link: &Token, name: &str) -> Join {
    join(link, name, JoinSession::Existing(SessionId(0)))
}

async fn named(store: &impl Store, plan: PlanId, side: Side) -> Member {
    let named = Member {
        standing: Standing::Named,
        ..Member::new(MemberId::random(), "Priya".to_owned(), side, Role::Editor)
    };
    put(store, plan, named.clone()).await;
    named
}

async fn put(store: &impl Store, plan: PlanId, member: Member) {
    let change = PeopleChange {
        changed: vec![member],
        ..PeopleChange::default()
    };
    let decided: Result<_, ()> = store
        .change_people(plan, START, |_| Ok(change))
        .await
        .unwrap();
    decided.unwrap();
}

async fn withdraw(store: &impl Store, plan: PlanId, link: InviteId, at: Timestamp) {
    let change = PeopleChange {
        withdrawn: vec![link],
        ..PeopleChange::default()
    };
    let decided: Result<_, ()> = store.change_people(plan, at, |_| Ok(change)).await.unwrap();
    decided.unwrap();
}

async fn uses(store: &impl Store, link: &Token) -> u32 {
    store.invite(&link.hash()).await.unwrap().unwrap().uses
}

async fn joining_uses_a_link_and_makes_a_member<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let link = a_link(&store, plan).await;
    let token = Token::random();
    let ann = join(&link, "Ann", JoinSession::New(token.hash()));
    let Joined {
        plan: where_,
        member,
    } = store.join(&ann).await.unwrap();
    assert_eq!(where_, plan);
    assert_eq!((member.id, member.name.as_str()), (ann.member, "Ann"));
    assert_eq!((member.side, member.role), (Side::Vendor, Role::Editor));

    let session = store.session(&token.hash(), START).await.unwrap().unwrap();
    assert_eq!(session.used_at, START);
    let known = store.session_member(session.id, plan).await.unwrap();
    assert_eq!(known.as_ref(), Some(&member));

    // The same session becomes somebody else; the first member stays in the plan.
    let ben = join(&link, "Ben", JoinSession::Existing(session.id));
    let ben = store.join(&ben).await.unwrap().member;
    let plans = store.session_plans(session.id).await.unwrap();
    assert_eq!(plans.len(), 1);
    assert_eq!((plans[0].0.id, &plans[0].1), (plan, &ben));
    assert_eq!(store.members(plan).await.unwrap(), [member, ben]);
    let invite = store.invite(&link.hash()).await.unwrap().unwrap();
    assert_eq!(invite.uses, 2);
}

async fn a_link_that_is_refused_changes_nothing<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let Link {
        id, token: link, ..
    } = made_link(&store, plan, Side::Vendor, Role::Editor).await;
    withdraw(&store, plan, id, START).await;
    let unknown = Token::random();
    withdraw(&store, plan, InviteId::random(), START).await;

    for (link, problem) in [
        (&link, InviteProblem::Revoked),
        (&unknown, InviteProblem::Unknown),
    ] {
        let session = Token::random();
        let refused = store
            .join(&join(link, "Eve", JoinSession::New(session.hash())))
            .await;
        assert!(
            matches!(&refused, Err(JoinError::Refused(why)) if *why == problem),
            "{refused:?}"
        );
        assert_eq!(store.session(&session.hash(), START).await.unwrap(), None);
    }
    assert_eq!(store.members(plan).await.unwrap(), []);
}

async fn sessions_end<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let link = a_link(&store, plan).await;
    let token = Token::random();
    store
        .join(&join(&link, "Ann", JoinSession::New(token.hash())))
        .await
        .unwrap();
    let find = async |at| store.session(&token.hash(), at).await.unwrap();
    let session = find(START).await.unwrap();
    assert_eq!(find(LATER).await, None);

    let second = Duration::from_secs(1);
    store
        .extend_session(session.id, START.after(second), LATER.after(second))
        .await
        .unwrap();
    let extended = find(LATER).await.unwrap();
    assert_eq!(extended.id, session.id);
    assert_eq!(extended.used_at, START.after(second));

    let me = store.session_member(session.id, plan).await.unwrap();
    let me = me.unwrap().id;
    let comes = async |member, at| {
        let with = Credential::Session(session.id);
        store.comes_with(with, plan, member, at).await.unwrap()
    };
    assert!(comes(me, START).await);
    assert!(!comes(MemberId::random(), START).await);
    assert!(!comes(me, LATER.after(second)).await, "it has expired");
    store.revoke_session(session.id, START).await.unwrap();
    assert_eq!(find(START).await, None);
    assert!(!comes(me, START).await);
    assert_eq!(store.session_member(session.id, plan).await.unwrap(), None);
    let nobody = store.session_member(SessionId(4_711), plan).await;
    assert_eq!(nobody.unwrap(), None);
}

async fn a_link_lets_in_as_many_as_it_may<P: Place>() {
    let place = P::new();
    let (store, other) = (place.open().await, place.open().await);
    let plan = a_plan(&store).await;
    let terms = LinkTerms::Invite {
        side: Side::Partner,
        role: Role::Viewer,
        life: LATER.since(START),
        max_uses: Some(2),
    };
    let link = access::link(&store, plan, terms, None, START)
        .await
        .unwrap();
    assert_eq!(link.expires_at, LATER);
    let link = link.token;
    let at = |at| Join {
        at,
        ..newly(&link, "Eve")
    };
    let late = try_to_join(&store, at(LATER)).await;
    assert_eq!(late, Err(InviteProblem::Expired));
    let last = Timestamp::from_millis(LATER.millis() - 1);
    try_to_join(&store, at(last)).await.unwrap();

    // Two come at the same moment for the last place.
    let (one, two) = tokio::join!(
        try_to_join(&store, at(START)),
        try_to_join(&other, at(START))
    );
    let refused: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused, [InviteProblem::UsedUp]);
    let third = try_to_join(&store, at(START)).await;
    assert_eq!(third, Err(InviteProblem::UsedUp));
    assert_eq!(uses(&store, &link).await, 2);
    assert_eq!(store.members(plan).await.unwrap().len(), 2);
    let (made, joined) = (AuditAction::InviteMade, AuditAction::Joined);
    assert_eq!(
        actions(&store, plan).await,
        [AuditAction::PlanStarted, made, joined, joined]
    );
}

async fn links_are_listed_and_withdrawn_once<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (lead, _) = newcomer(&store, plan, Side::Partner, Role::Lead).await;
    let elsewhere = a_plan(&store).await;
    a_link(&store, elsewhere).await;
    let terms = LinkTerms::usual(Side::Neutral, Role::Facilitator);
    let now = START.after(SECOND);
    let link = access::link(&store, plan, terms, Some(lead.id), now).await;
    let link = link.unwrap();

    let listed = store.invites(plan).await.unwrap();
    let [new, old] = listed.as_slice() else {
        panic!("two links: {listed:?}");
    };
    assert_eq!((new.id, new.created_by), (link.id, Some(lead.id)));
    assert_eq!((new.side, new.role), (Side::Neutral, Role::Facilitator));
    assert_eq!((new.created_at, new.expires_at), (now, link.expires_at));
    assert_eq!((new.max_uses, new.uses, new.continues), (None, 0, None));
    assert_eq!((old.created_by, old.uses), (None, 1));
    let made = audit(&store, plan).await.pop().unwrap();
    assert_eq!(made.action, AuditAction::InviteMade);
    assert_eq!((made.actor, made.at), (Some(lead.id), now.millis()));
    assert_eq!((made.side, made.role), (Some(new.side), Some(new.role)));

    for at in [now, now.after(SECOND)] {
        withdraw(&store, plan, link.id, at).await;
    }
    let revoked = store.invite(&link.token.hash()).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(now), "the first time counts");
}

async fn who_was_named_may_be_who_joins<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let priya = named(&store, plan, Side::Vendor).await;
    let other_side = named(&store, plan, Side::Partner).await;
    let (present, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let elsewhere = a_plan(&store).await;
    let foreign = named(&store, elsewhere, Side::Vendor).await;
    let link = made_link(&store, plan, Side::Vendor, Role::Commenter).await;
    let before = store.members(plan).await.unwrap();
    let claim = |id| Join {
        claim: Some(id),
        ..newly(&link.token, "Somebody")
    };
    for nobody in [other_side.id, present.id, foreign.id, MemberId::random()] {
        let refused = try_to_join(&store, claim(nobody)).await;
        assert_eq!(refused, Err(InviteProblem::NotNamed));
    }
    assert_eq!(uses(&store, &link.token).await, 0);
    assert_eq!(store.members(plan).await.unwrap(), before);

    let joined = try_to_join(&store, claim(priya.id)).await.unwrap();
    let claimed = Member {
        role: Role::Commenter,
        standing: Standing::Active,
        ..priya.clone()
    };
    assert_eq!(joined.member, claimed);
    let after = store.members(plan).await.unwrap();
    let expected: Vec<Member> = before
        .into_iter()
        .map(|member| {
            if member == priya {
                claimed.clone()
            } else {
                member
            }
        })
        .collect();
    assert_eq!(after, expected, "nobody else has come");
    let entry = audit(&store, plan).await.pop().unwrap();
    assert_eq!(entry.action, AuditAction::Claimed);
    assert_eq!(
        (entry.actor, entry.subject),
        (Some(priya.id), Some(priya.id))
    );
    let again = try_to_join(&store, claim(priya.id)).await;
    assert_eq!(again, Err(InviteProblem::NotNamed));
}

async fn who_goes_on_stays_who_they_are<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, first) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let go_on = async || {
        let terms = LinkTerms::Continue(ann.clone());
        access::link(&store, plan, terms, None, START)
            .await
            .unwrap()
    };
    let link = go_on().await;
    assert_eq!(link.expires_at, START.after(CONTINUE_LIFE));
    let kept = store.invite(&link.token.hash()).await.unwrap().unwrap();
    assert_eq!((kept.continues, kept.max_uses), (Some(ann.id), Some(1)));
    let entry = audit(&store, plan).await.pop().unwrap();
    assert_eq!(entry.action, AuditAction::ContinueMade);
    assert_eq!((entry.actor, entry.subject), (None, Some(ann.id)));

    // What they may do is what they may now, not what they might when the link was made.
    let ann = Member {
        role: Role::Viewer,
        ..ann.clone()
    };
    put(&store, plan, ann.clone()).await;
    let on = store
        .join(&join(
            &link.token,
            "Eve",
            JoinSession::New(Token::random().hash()),
        ))
        .await
        .unwrap();
    assert_eq!(on.member, ann);
    assert_eq!(
        store.members(plan).await.unwrap(),
        std::slice::from_ref(&ann)
    );
    let entry = audit(&store, plan).await.pop().unwrap();
    assert_eq!(entry.action, AuditAction::Continued);
    assert_eq!((entry.actor, entry.subject), (Some(ann.id), Some(ann.id)));
    let device = store.session_member(first, plan).await.unwrap();
    assert_eq!(device.as_ref(), Some(&ann), "the first device goes on, too");

    let again = try_to_join(&store, newly(&link.token, "Eve")).await;
    assert_eq!(again, Err(InviteProblem::UsedUp));
    let link = go_on().await.token;
    let gone = Member {
        standing: Standing::Removed,
        ..ann
    };
    put(&store, plan, gone).await;
    let refused = try_to_join(&store, newly(&link, "Eve")).await;
    assert_eq!(refused, Err(InviteProblem::Revoked));
    // Nor by a link that was made a moment later.
    let refused = try_to_join(&store, newly(&go_on().await.token, "Eve")).await;
    assert_eq!(refused, Err(InviteProblem::Revoked));
}

async fn tokens_are_listed_and_withdrawn_once<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Editor).await;
    let name = |name| MemberName::parse(name).unwrap();
    let rights = (Side::Partner, Role::Viewer);
    let (program, its_token) = access::program(&store, plan, name("Report"), rights, START)
        .await
        .unwrap();
    let known = store.token_bearer(&its_token.hash()).await.unwrap();
    let known = known.unwrap();
    let report = Member::new(program, "Report".to_owned(), rights.0, rights.1);
    assert_eq!((known.plan, &known.member), (plan, &report));
    let comes = async |token| {
        let with = Credential::Token(token);
        store.comes_with(with, plan, program, START).await.unwrap()
    };
    assert!(comes(known.token).await);
    assert_eq!(store.members(plan).await.unwrap(), [ann.clone(), report]);

    let mut made = Vec::new();
    for (script, at) in [("one", START), ("two", START.after(SECOND))] {
        made.push(a_token(&store, plan, ann.id, script, at).await);
    }
    let [(one, first), (two, _)] = made.as_slice() else {
        panic!("two tokens");
    };
    let listed = async || -> Vec<(TokenId, String)> {
        let rows = store.tokens(ann.id).await.unwrap().into_iter();
        rows.map(|row| (row.id, row.name)).collect()
    };
    let (first_row, second_row) = ((*one, "one".to_owned()), (*two, "two".to_owned()));
    assert_eq!(listed().await, [second_row.clone(), first_row]);
    assert!(!comes(*one).await, "it is another's");
    let bearer = store.token_bearer(&first.hash()).await.unwrap().unwrap();
    assert_eq!((bearer.token, bearer.member), (*one, ann.clone()));
    let unknown = store.token_bearer(&Token::random().hash()).await.unwrap();
    assert_eq!(unknown, None);

    let entry = NewAudit::of(plan, START, AuditAction::TokenRevoked, Some(ann.id));
    for (whose, token, is_there) in [
        (program, *one, false),
        (ann.id, TokenId::random(), false),
        (ann.id, *one, true),
        (ann.id, *one, true),
    ] {
        let found = store.revoke_token(whose, token, &entry).await.unwrap();
        assert_eq!(found, is_there);
    }
    assert_eq!(listed().await, [second_row]);
    assert_eq!(store.token_bearer(&first.hash()).await.unwrap(), None);
    let written = actions(&store, plan).await;
    let revoked = written
        .iter()
        .filter(|one| **one == AuditAction::TokenRevoked);
    assert_eq!(revoked.count(), 1, "it is written down once");
}
