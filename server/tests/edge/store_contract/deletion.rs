//! That a plan is deleted when those who may have agreed, and that nothing of it is left then.

use tandem_plan::ids::{PlanId, WorkshopId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};
use tandem_server::store::{
    Author, InviteProblem, JoinError, JoinSession, PeopleChange, Purpose, RoomKey, RoomWrite,
    SessionId, Store, StoredWorkshop,
};

use super::{Place, a_link, a_plan, a_token, actions, join, joint, log, new_plan, newcomer, write};
use crate::support::START;

contract!(sqlite, crate::store_contract::SqlitePlace:
    a_lead_of_each_side_agrees,
    one_side_is_enough_while_nobody_of_the_other_has_come,
    only_leads_have_agreed,
    nothing_of_a_deleted_plan_is_left,
);

/// Updates of the plan that move to where older ones lie.
const MANY: usize = 500;
/// So many other updates that they do.
const MUCH: usize = 5_000;

async fn become_this(store: &impl Store, plan: PlanId, member: Member) {
    let change = PeopleChange {
        changed: vec![member],
        ..PeopleChange::default()
    };
    let changed: Result<_, ()> = store
        .change_people(plan, START, |_| Ok(change))
        .await
        .unwrap();
    changed.unwrap();
}

async fn a_lead_of_each_side_agrees<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (ben, session) = newcomer(&store, plan, Side::Partner, Role::Lead).await;
    let before = actions(&store, plan).await.len();

    let agreed = store.agree_deletion(plan, &ann, START).await.unwrap();
    assert_eq!(agreed.agreed, [(Side::Vendor, ann.id)]);
    assert!(!agreed.alone && !agreed.done);
    // Twice is not two.
    let again = store.agree_deletion(plan, &ann, START).await.unwrap();
    assert_eq!(again, agreed);
    assert_eq!(store.deletion(plan).await.unwrap(), agreed);
    // Each takes back what is of their own side.
    assert!(!store.withdraw_deletion(plan, &ben, START).await.unwrap());
    assert!(store.withdraw_deletion(plan, &ann, START).await.unwrap());
    assert!(!store.withdraw_deletion(plan, &ann, START).await.unwrap());
    assert_eq!(store.deletion(plan).await.unwrap().agreed, []);
    let other = store.agree_deletion(plan, &ben, START).await.unwrap();
    assert!(!other.done, "what was taken back counts no more");
    let (agrees, withdraws) = (AuditAction::DeletionAgreed, AuditAction::DeletionWithdrawn);
    assert_eq!(
        actions(&store, plan).await[before..],
        [agrees, withdraws, agrees]
    );
    assert_eq!(log(&store, plan).await, ["seed"]);

    let done = store.agree_deletion(plan, &ann, START).await.unwrap();
    assert!(done.done);
    assert_eq!(store.plan(plan).await.unwrap(), None);
    assert_eq!(store.session_member(session, plan).await.unwrap(), None);
}

async fn one_side_is_enough_while_nobody_of_the_other_has_come<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    for standing in [None, Some(Standing::Named), Some(Standing::Removed)] {
        let plan = a_plan(&store).await;
        let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
        newcomer(&store, plan, Side::Neutral, Role::Facilitator).await;
        if let Some(standing) = standing {
            let (ben, _) = newcomer(&store, plan, Side::Partner, Role::Lead).await;
            assert!(!store.deletion(plan).await.unwrap().alone);
            become_this(&store, plan, Member { standing, ..ben }).await;
        }
        // Who was removed has been there, and what they wrote is theirs.
        let alone = standing != Some(Standing::Removed);
        assert_eq!(store.deletion(plan).await.unwrap().alone, alone);
        let agreed = store.agree_deletion(plan, &ann, START).await.unwrap();
        assert_eq!((agreed.alone, agreed.done), (alone, alone), "{standing:?}");
        assert_eq!(store.plan(plan).await.unwrap().is_none(), alone);
    }
}

async fn only_leads_have_agreed<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (ben, _) = newcomer(&store, plan, Side::Partner, Role::Lead).await;
    store.agree_deletion(plan, &ann, START).await.unwrap();
    // A change that leaves them a lead leaves what they have agreed to.
    let renamed = Member {
        name: "Ann A.".to_owned(),
        ..ann.clone()
    };
    become_this(&store, plan, renamed).await;
    let agreed = store.deletion(plan).await.unwrap().agreed;
    assert_eq!(agreed, [(Side::Vendor, ann.id)]);
    let role = Role::Editor;
    become_this(&store, plan, Member { role, ..ann }).await;
    assert_eq!(store.deletion(plan).await.unwrap().agreed, []);
    let agreed = store.agree_deletion(plan, &ben, START).await.unwrap();
    assert!(!agreed.done, "one lead alone has agreed");
}

async fn nothing_of_a_deleted_plan_is_left<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let stays = a_plan(&store).await;
    newcomer(&store, stays, Side::Vendor, Role::Lead).await;
    let mut new = new_plan(Purpose::Demo);
    let plan = new.plan.id;
    new.plan.name = "unmistakable-plan".to_owned();
    new.seed = "unmistakable-seed".into();
    store.create_plan(&new).await.unwrap();
    let (ann, session) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (ben, _) = newcomer(&store, plan, Side::Partner, Role::Lead).await;
    let (_, token) = a_token(&store, plan, ben.id, "unmistakable-name", START).await;
    let link = a_link(&store, plan).await;
    store
        .set_read_mark(ben.id, Layer::Joint, START)
        .await
        .unwrap();
    let workshop = StoredWorkshop {
        id: WorkshopId::random(),
        number: 1,
        revision: 1,
        ended_at: None,
        state: "unmistakable-state".to_owned(),
        recap: None,
    };
    store.keep_workshop(plan, &workshop, false).await.unwrap();
    // Some of it has moved to where older updates lie, some is new, some is in a snapshot.
    let own = RoomKey {
        plan,
        layer: Layer::Partner,
    };
    let of_ben = |room, first_seq, updates: &[&'static str]| RoomWrite {
        room,
        clients: vec![(77.try_into().unwrap(), ben.id)],
        ..write(plan, first_seq, Author::Member(ben.id), updates)
    };
    let old = ["unmistakable-old"; MANY];
    let batch = [of_ben(joint(plan), 2, &old), of_ben(own, 1, &old)];
    store.commit(&batch).await.unwrap();
    let elsewhere = write(stays, 2, Author::Template, &["u"; MUCH]);
    store.commit(&[elsewhere]).await.unwrap();
    assert!(store.tidy_up().await.unwrap() < MUCH);
    let after = MANY as u64 + 2;
    let new = ["unmistakable-new"];
    let batch = [
        of_ben(joint(plan), after, &new),
        of_ben(own, after - 1, &new),
    ];
    store.commit(&batch).await.unwrap();
    for state in ["unmistakable-first", "unmistakable-second"] {
        let state = state.as_bytes().to_vec();
        store.save_snapshot(joint(plan), 2, state).await.unwrap();
    }
    let is_there =
        |needle: &[u8], bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(is_there(b"unmistakable-new", &place.bytes()));

    store.agree_deletion(plan, &ann, START).await.unwrap();
    let done = store.agree_deletion(plan, &ben, START).await.unwrap();
    assert!(done.done);
    assert_eq!(store.demo_plan().await.unwrap(), None);
    assert_eq!(store.members(plan).await.unwrap(), []);
    assert_eq!(store.invites(plan).await.unwrap(), []);
    assert_eq!(store.load_room(joint(plan)).await.unwrap(), None);
    assert_eq!(store.load_room(own).await.unwrap(), None);
    assert_eq!(store.token_bearer(&token.hash()).await.unwrap(), None);
    assert_eq!(store.session_plans(session).await.unwrap(), []);
    assert_eq!(store.deletion(plan).await.unwrap().agreed, []);
    let refused = join(&link, "Eve", JoinSession::Existing(SessionId(0)));
    let refused = store.join(&refused).await;
    assert!(
        matches!(refused, Err(JoinError::Refused(InviteProblem::Unknown))),
        "{refused:?}"
    );
    let late = store
        .commit(&[of_ben(joint(plan), after + 1, &["late"])])
        .await;
    assert!(late.is_err(), "nobody writes on");
    // All that is known of it is that it is gone.
    assert_eq!(actions(&store, plan).await, []);
    let all = store.audit(None, None, 1_000).await.unwrap().entries;
    let (of, newest) = &all[0];
    assert_eq!((*of, newest.action), (None, AuditAction::PlanDeleted));
    assert_eq!(
        (newest.actor, &newest.detail),
        (Some(ben.id), &plan.to_string())
    );

    assert_eq!(log(&store, stays).await.len(), 1 + MUCH);
    assert_eq!(store.members(stays).await.unwrap().len(), 1);
    store.close().await;
    let left = place.bytes();
    assert!(!is_there(b"unmistakable", &left), "its content");
    for secret in [link.hash(), token.hash()] {
        assert!(!is_there(&secret.0, &left), "a secret");
    }
    for id in [plan.as_u128(), ann.id.as_u128()] {
        assert!(!is_there(&id.to_be_bytes(), &left), "an id");
    }
}
