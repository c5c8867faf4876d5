//! Who belongs to a plan, what is written down of that, and what they have read.

use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, Asking, LinkTerms, PeopleProblem, Token};
use tandem_server::store::{
    InviteProblem, JoinError, JoinSession, NewAudit, People, PeopleChange, Store,
};

use super::{LATER, Place, a_plan, a_token, actions, audit, join, made_link, newcomer};
use crate::support::START;

contract!(sqlite, crate::store_contract::SqlitePlace:
    people_change_together_or_not_at_all,
    whoever_is_removed_is_signed_out_everywhere,
    a_lead_hands_over_and_may_leave_then,
    the_last_of_two_leads_stays,
    what_is_written_down_is_read_in_pages,
    what_was_read_stays_read,
);

const fn by(plan: PlanId, me: MemberId) -> Asking {
    Asking {
        plan,
        me,
        at: START,
    }
}

/// Does what was decided, or tells why not.
async fn change(
    store: &impl Store,
    plan: PlanId,
    decide: impl FnOnce(&People) -> Result<PeopleChange, PeopleProblem> + Send,
) -> Result<PeopleChange, PeopleProblem> {
    store.change_people(plan, START, decide).await.unwrap()
}

async fn people_change_together_or_not_at_all<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (ben, _) = newcomer(&store, plan, Side::Vendor, Role::Editor).await;
    let elsewhere = a_plan(&store).await;
    newcomer(&store, elsewhere, Side::Vendor, Role::Lead).await;

    let refused = change(&store, plan, |people| {
        assert_eq!(
            people.members,
            [ann.clone(), ben.clone()],
            "in the order they came"
        );
        Err(PeopleProblem::Unknown)
    });
    assert_eq!(refused.await, Err(PeopleProblem::Unknown));
    assert_eq!(
        store.members(plan).await.unwrap(),
        [ann.clone(), ben.clone()]
    );
    let before = actions(&store, plan).await;

    let new_role = Member {
        role: Role::Commenter,
        facilitates: false,
        name: "Ben B.".to_owned(),
        ..ben.clone()
    };
    let named = Member {
        standing: Standing::Named,
        ..Member::new(
            MemberId::random(),
            "Priya".to_owned(),
            Side::Neutral,
            Role::Editor,
        )
    };
    let facilitates = Member {
        facilitates: true,
        ..ann
    };
    let wanted = PeopleChange {
        changed: vec![new_role.clone(), named.clone(), facilitates.clone()],
        audit: vec![
            NewAudit::of(plan, START, AuditAction::RoleChanged, Some(facilitates.id)).to(&new_role),
            NewAudit::of(plan, START, AuditAction::Named, Some(facilitates.id)).to(&named),
        ],
        ..PeopleChange::default()
    };
    let changed = change(&store, plan, |_| Ok(wanted.clone())).await;
    assert_eq!(changed, Ok(wanted));
    assert_eq!(
        store.members(plan).await.unwrap(),
        [facilitates.clone(), new_role.clone(), named.clone()]
    );
    let written = audit(&store, plan).await;
    let [role, name] = &written[before.len()..] else {
        panic!("two new entries: {written:?}");
    };
    assert_eq!(role.action, AuditAction::RoleChanged);
    assert_eq!(
        (role.actor, role.subject),
        (Some(facilitates.id), Some(ben.id))
    );
    assert_eq!(
        (role.side, role.role),
        (Some(Side::Vendor), Some(Role::Commenter))
    );
    assert_eq!(
        (name.action, name.subject),
        (AuditAction::Named, Some(named.id))
    );
}

async fn whoever_is_removed_is_signed_out_everywhere<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (lead, lead_session) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    newcomer(&store, plan, Side::Partner, Role::Lead).await;
    let (ann, laptop) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let go_on = async || {
        let terms = LinkTerms::Continue(ann.clone());
        let link = access::link(&store, plan, terms, Some(ann.id), START).await;
        link.unwrap().token
    };
    let phone = Token::random();
    let joined = join(&go_on().await, "", JoinSession::New(phone.hash()));
    store.join(&joined).await.unwrap();
    let phone = store
        .session(&phone.hash(), START)
        .await
        .unwrap()
        .unwrap()
        .id;
    let link = go_on().await;
    let (_, token) = a_token(&store, plan, ann.id, "script", START).await;
    let (_, leads) = a_token(&store, plan, lead.id, "script", START).await;
    store.agree_deletion(plan, &ann, START).await.unwrap();
    // The same browser is somebody in another plan.
    let elsewhere = a_plan(&store).await;
    let invite = made_link(&store, elsewhere, Side::Partner, Role::Editor).await;
    let there = join(&invite.token, "Ann", JoinSession::Existing(laptop));
    let there = store.join(&there).await.unwrap().member;

    let removed = change(&store, plan, |people| {
        by(plan, lead.id).remove(people, ann.id)
    });
    removed.await.unwrap();
    for session in [laptop, phone] {
        let member = store.session_member(session, plan).await.unwrap();
        assert_eq!(member, None);
    }
    let plans = store.session_plans(laptop).await.unwrap();
    let plans: Vec<_> = plans.iter().map(|(plan, me)| (plan.id, me)).collect();
    assert_eq!(plans, [(elsewhere, &there)], "elsewhere they stay");
    assert_eq!(store.session_plans(phone).await.unwrap(), []);
    assert_eq!(store.token_bearer(&token.hash()).await.unwrap(), None);
    assert_eq!(store.tokens(ann.id).await.unwrap(), []);
    let back = join(&link, "", JoinSession::Existing(phone));
    let back = store.join(&back).await;
    assert!(
        matches!(back, Err(JoinError::Refused(InviteProblem::Revoked))),
        "{back:?}"
    );
    assert_eq!(store.deletion(plan).await.unwrap().agreed, []);

    // They are remembered by name, and nobody else is signed out.
    let members = store.members(plan).await.unwrap();
    let gone = Member {
        standing: Standing::Removed,
        ..ann
    };
    assert_eq!(members[2], gone);
    let stays = store.session_member(lead_session, plan).await.unwrap();
    assert_eq!(stays.as_ref(), Some(&lead));
    let bearer = store.token_bearer(&leads.hash()).await.unwrap().unwrap();
    assert_eq!((bearer.plan, bearer.member), (plan, lead));
    let written = audit(&store, plan).await;
    let [.., removed, withdrawn] = written.as_slice() else {
        panic!("{written:?}");
    };
    assert_eq!(
        (removed.action, removed.subject),
        (AuditAction::Removed, Some(gone.id))
    );
    assert_eq!(withdrawn.action, AuditAction::InviteRevoked);
}

async fn a_lead_hands_over_and_may_leave_then<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, session) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (ben, _) = newcomer(&store, plan, Side::Vendor, Role::Viewer).await;
    newcomer(&store, plan, Side::Partner, Role::Lead).await;
    let leave = async || {
        let left = |people: &People| by(plan, ann.id).remove(people, ann.id);
        change(&store, plan, left).await
    };
    let before = actions(&store, plan).await;
    assert_eq!(leave().await, Err(PeopleProblem::LastLead));
    assert_eq!(actions(&store, plan).await, before, "nothing has happened");

    let handed = change(&store, plan, |people| {
        by(plan, ann.id).hand_over(people, ben.id)
    });
    handed.await.unwrap();
    let roles = async || -> Vec<(Role, Standing)> {
        let members = store.members(plan).await.unwrap().into_iter();
        let own = members.filter(|member| member.side == Side::Vendor);
        own.map(|member| (member.role, member.standing)).collect()
    };
    let active = Standing::Active;
    assert_eq!(
        roles().await,
        [(Role::Editor, active), (Role::Lead, active)]
    );
    leave().await.unwrap();
    assert_eq!(roles().await[0], (Role::Editor, Standing::Removed));
    assert_eq!(store.session_member(session, plan).await.unwrap(), None);
    let after = actions(&store, plan).await;
    assert_eq!(
        after[before.len()..],
        [AuditAction::HandedOver, AuditAction::Left]
    );
    assert_eq!(leave().await, Err(PeopleProblem::Unknown));
}

/// Each of two leads may leave because the other stays: not both at the same moment.
async fn the_last_of_two_leads_stays<P: Place>() {
    let place = P::new();
    let (store, other) = (place.open().await, place.open().await);
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let (amy, _) = newcomer(&store, plan, Side::Vendor, Role::Lead).await;
    let leave = |me: MemberId| move |people: &People| by(plan, me).remove(people, me);
    let (one, two) = tokio::join!(
        change(&store, plan, leave(ann.id)),
        change(&other, plan, leave(amy.id))
    );
    let refused: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused, [PeopleProblem::LastLead]);
    let members = store.members(plan).await.unwrap().into_iter();
    let left = members.filter(|member| member.standing == Standing::Active);
    assert_eq!(left.count(), 1);
}

async fn what_is_written_down_is_read_in_pages<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (one, two) = (a_plan(&store).await, a_plan(&store).await);
    for number in 0..5 {
        for plan in [Some(one), Some(two), None] {
            let entry = NewAudit {
                plan,
                side: Some(Side::Partner),
                role: Some(Role::Viewer),
                detail: format!("{number}"),
                ..NewAudit::of(one, START, AuditAction::Refused, None)
            };
            store.note(&entry).await.unwrap();
        }
    }
    let read = async |plan, before, limit| {
        let page = store.audit(plan, before, limit).await.unwrap();
        let details: Vec<String> = page
            .entries
            .iter()
            .map(|(_, entry)| entry.detail.clone())
            .collect();
        let last = page.entries.last().map(|(_, entry)| entry.number);
        (details, last, page.has_more)
    };
    // The newest first; every page goes on where the one before has ended.
    let (details, last, has_more) = read(Some(one), None, 2).await;
    assert_eq!(
        (details.as_slice(), has_more),
        (["4", "3"].map(str::to_owned).as_slice(), true)
    );
    // What is written meanwhile moves nothing.
    let later = NewAudit::of(one, LATER, AuditAction::Exported, None);
    store.note(&later).await.unwrap();
    let (details, last, has_more) = read(Some(one), last, 2).await;
    assert_eq!(
        (details.as_slice(), has_more),
        (["2", "1"].map(str::to_owned).as_slice(), true)
    );
    let (details, last, has_more) = read(Some(one), last, 2).await;
    assert_eq!(
        (details.as_slice(), has_more),
        (["0", ""].map(str::to_owned).as_slice(), false)
    );
    assert_eq!(read(Some(one), last, 2).await, (Vec::new(), None, false));

    // All of it, also what belongs to no plan.
    let all = store.audit(None, None, 1_000).await.unwrap().entries;
    let of = |plan| all.iter().filter(|(of, _)| *of == plan).count();
    assert_eq!((of(Some(one)), of(Some(two)), of(None)), (7, 6, 5));
    assert!(all.is_sorted_by(|(_, newer), (_, older)| newer.number > older.number));
    let (_, newest) = &all[0];
    assert_eq!(
        (newest.action, newest.at),
        (AuditAction::Exported, LATER.millis())
    );
    let (_, refused) = &all[1];
    assert_eq!(
        (refused.side, refused.role),
        (Some(Side::Partner), Some(Role::Viewer))
    );
    assert_eq!((refused.actor, refused.subject), (None, None));
}

async fn what_was_read_stays_read<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, _) = newcomer(&store, plan, Side::Vendor, Role::Editor).await;
    let (ben, _) = newcomer(&store, plan, Side::Vendor, Role::Editor).await;
    assert_eq!(store.read_marks(ann.id).await.unwrap(), []);
    let (joint, vendor) = (Layer::Joint, Layer::Vendor);
    for (layer, until) in [(joint, LATER), (joint, START), (vendor, START)] {
        store.set_read_mark(ann.id, layer, until).await.unwrap();
    }
    let marks = [(joint, LATER), (vendor, START)];
    assert_eq!(store.read_marks(ann.id).await.unwrap(), marks);
    assert_eq!(store.read_marks(ben.id).await.unwrap(), []);
    let nobody = store.set_read_mark(MemberId::random(), joint, START).await;
    assert!(nobody.is_err(), "marks are somebody's");
}
