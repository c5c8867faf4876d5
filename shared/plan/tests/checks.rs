//! Every check of a plan, as a table: what is written into an empty plan, and where it finds what.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use std::collections::BTreeSet;

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::check::{At, CHECKS, Circumstances, Contributions, Survey, survey};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, RowId};
use tandem_plan::language::Language;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_plan::value::{Currency, Date, Input, Value};

const TODAY: Date = Date::constant(2026, 5, 10);
const INPUT: Input = Input {
    language: Language::English,
    currency: Currency::USD,
};

fn id(number: &str) -> ItemId {
    ItemId::from_u128(number.parse().unwrap())
}

/// `objectives/1.due`: the ids of items and rows are written as small numbers.
fn address(short: &str) -> FieldAddress {
    let (path, field) = short.rsplit_once('.').unwrap();
    let mut steps = path.split('/');
    let mut long = steps.next().unwrap().to_owned();
    for step in steps {
        match step.parse::<u128>() {
            Ok(number) => long.push_str(&format!("/{}", ItemId::from_u128(number))),
            Err(_) => long.push_str(&format!("/{step}")),
        }
    }
    let text = format!("{long}.{field}");
    FieldAddress::parse(&text, &SCHEMA).unwrap_or_else(|| panic!("no field {text}"))
}

/// An empty plan of every section.
fn plan() -> PlanDoc {
    let plan = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    plan.complete();
    write(&plan, "plan.tier=strategic");
    plan
}

/// `+kind 1` adds an item, `-section/1` trashes one, `address=text` writes a field; sets and rows
/// are made as they are named.
fn write(plan: &PlanDoc, line: &str) {
    if let Some(added) = line.strip_prefix('+') {
        let (kind, number) = added.split_once(' ').unwrap();
        let (section, kind) = SCHEMA
            .kind(kind)
            .unwrap_or_else(|| panic!("no kind {kind}"));
        return plan
            .edit(&Edit::AddItem {
                section: section.key,
                kind: kind.key,
                item: id(number),
                place: Place::Last,
            })
            .unwrap();
    }
    if let Some(trashed) = line.strip_prefix('-') {
        let (section, number) = trashed.split_once('/').unwrap();
        return plan
            .edit(&Edit::TrashItem {
                section: SCHEMA.section(section).unwrap().key,
                item: id(number),
                deleted: true,
            })
            .unwrap();
    }
    let (at, text) = line.split_once('=').unwrap();
    let at = address(at);
    let field = at.describe(&SCHEMA).unwrap();
    if let Holder::Row(section, item, table, row) = at.holder {
        add_row(
            plan,
            TableAddress {
                section,
                item,
                field: table,
            },
            row,
        );
    }
    let edit = if field.ty.is_text() {
        Edit::Splice {
            at,
            splice: Splice {
                at: 0,
                delete: 0,
                insert: text.to_owned(),
            },
        }
    } else if field.ty.is_set() {
        let entry = text.parse().map_or(text.to_owned(), |number: u128| {
            ItemId::from_u128(number).to_string()
        });
        Edit::SetEntry {
            at,
            entry,
            present: true,
        }
    } else {
        let text = match field.ty.name() {
            "link" | "person" => id(text).to_string(),
            _ => text.to_owned(),
        };
        let value: Option<Value> = Value::parse(&text, &field.ty, INPUT).unwrap();
        Edit::SetValue { at, value }
    };
    plan.edit(&edit)
        .unwrap_or_else(|error| panic!("{line}: {error}"));
}

fn add_row(plan: &PlanDoc, table: TableAddress, row: RowId) {
    if plan.rows(table).iter().all(|head| head.id != row) {
        plan.edit(&Edit::AddRow {
            table,
            row,
            place: Place::Last,
        })
        .unwrap();
    }
}

fn look(plan: &PlanDoc, contributions: Option<(u64, u64)>) -> Survey {
    let contributions = contributions.map(|(vendor, partner)| Contributions { vendor, partner });
    survey(
        plan,
        &Circumstances {
            today: TODAY,
            contributions,
        },
    )
}

/// Where a check finds something, in the short form of the table.
fn places(survey: &Survey, key: &str) -> BTreeSet<String> {
    let found = survey
        .findings
        .iter()
        .filter(|finding| finding.check.key == key);
    found
        .map(|finding| match finding.at {
            At::Section(section) => section.to_owned(),
            At::Item(section, item) => shorten(&format!("{section}/{item}")),
            At::Field(at) => shorten(&at.to_string()),
        })
        .collect()
}

fn shorten(address: &str) -> String {
    let mut short = address.to_owned();
    for number in 1..=9_u128 {
        let long = ItemId::from_u128(number).to_string();
        short = short.replace(&long, &number.to_string());
    }
    short
}

struct Case {
    check: &'static str,
    writes: &'static [&'static str],
    finds: &'static [&'static str],
}

const fn case(
    check: &'static str,
    writes: &'static [&'static str],
    finds: &'static [&'static str],
) -> Case {
    Case {
        check,
        writes,
        finds,
    }
}

const CASES: &[Case] = &[
    case(
        "objective-vague",
        &["+objective 1"],
        &["objectives/1.specific", "objectives/1.metric"],
    ),
    case(
        "objective-vague",
        &[
            "+objective 1",
            "objectives/1.specific=Win",
            "objectives/1.metric=logos",
        ],
        &[],
    ),
    case(
        "objective-vague",
        &["+objective 1", "objectives/1.status=dropped"],
        &[],
    ),
    case("objective-vague", &["+objective 1", "-objectives/1"], &[]),
    case(
        "objective-unmeasurable",
        &[
            "+objective 1",
            "objectives/1.baseline=0",
            "objectives/1.unit=seats",
        ],
        &["objectives/1.target"],
    ),
    case(
        "objective-unmeasurable",
        &[
            "+objective 1",
            "objectives/1.baseline=0",
            "objectives/1.unit=seats",
            "objectives/1.target=12",
        ],
        &[],
    ),
    case(
        "objective-unreasoned",
        &["+objective 1"],
        &["objectives/1.achievable"],
    ),
    case(
        "objective-unreasoned",
        &["+objective 1", "objectives/1.achievable=A pilot"],
        &[],
    ),
    case(
        "objective-unreasoned",
        &["plan.tier=essential", "+objective 1"],
        &[],
    ),
    case(
        "objective-slack",
        &[
            "+objective 1",
            "objectives/1.target=10",
            "objectives/1.stretch=9.5",
        ],
        &["objectives/1.stretch"],
    ),
    case(
        "objective-slack",
        &[
            "+objective 1",
            "objectives/1.target=10",
            "objectives/1.stretch=10",
        ],
        &[],
    ),
    case(
        "objective-slack",
        &[
            "+objective 1",
            "objectives/1.direction=down",
            "objectives/1.target=10",
            "objectives/1.stretch=12",
        ],
        &["objectives/1.stretch"],
    ),
    case(
        "objective-slack",
        &[
            "+objective 1",
            "objectives/1.baseline=20",
            "objectives/1.target=10",
            "objectives/1.stretch=8",
        ],
        &[],
    ),
    case(
        "objective-irrelevant",
        &["+objective 1"],
        &["objectives/1.relevance"],
    ),
    case(
        "objective-irrelevant",
        &["+objective 1", "objectives/1.relevance=It serves"],
        &[],
    ),
    case(
        "objective-undated",
        &["+objective 1"],
        &["objectives/1.due"],
    ),
    case(
        "objective-undated",
        &["+objective 1", "objectives/1.due=2026-06-30"],
        &[],
    ),
    case(
        "objective-outside",
        &[
            "plan.end=2026-06-30",
            "+objective 1",
            "objectives/1.due=2026-07-01",
        ],
        &["objectives/1.due"],
    ),
    case(
        "objective-outside",
        &[
            "plan.start=2026-04-01",
            "plan.end=2026-06-30",
            "+objective 1",
            "objectives/1.due=2026-06-30",
        ],
        &[],
    ),
    case(
        "objective-one-sided",
        &["+objective 1", "objectives/1.value_vendor=Reach"],
        &["objectives/1.value_partner"],
    ),
    case(
        "objective-one-sided",
        &[
            "+objective 1",
            "objectives/1.value_vendor=Reach",
            "objectives/1.value_partner_money=5000",
        ],
        &[],
    ),
    case(
        "objective-unmeasured",
        &["+objective 1"],
        &["objectives/1.metric"],
    ),
    case(
        "objective-unmeasured",
        &["+objective 1", "+kpi 2", "kpis/2.objective=1"],
        &[],
    ),
    case("kpi-empty", &["+kpi 1"], &["kpis/1.measurements"]),
    case(
        "kpi-empty",
        &["+kpi 1", "kpis/1/measurements/2.period=2026-Q2"],
        &[],
    ),
    case(
        "number-sourceless",
        &["+kpi 1", "kpis/1/measurements/2.actual=4"],
        &["kpis/1/measurements/2.source"],
    ),
    case(
        "number-sourceless",
        &[
            "+kpi 1",
            "kpis/1/measurements/2.actual=4",
            "kpis/1/measurements/2.source=CRM",
        ],
        &[],
    ),
    case(
        "number-sourceless",
        &["+kpi 1", "kpis/1/measurements/2.target=4"],
        &[],
    ),
    case(
        "number-sourceless",
        &["+metric 1", "current/1.value=4"],
        &["current/1.source"],
    ),
    case(
        "number-sourceless",
        &["+trend 1", "current/1.text=Prices rise"],
        &[],
    ),
    case(
        "number-sourceless",
        &["+objective 1", "objectives/1.current=4"],
        &["objectives/1.source"],
    ),
    case(
        "number-sourceless",
        &[
            "plan.tier=essential",
            "+objective 1",
            "objectives/1.current=4",
        ],
        &[],
    ),
    case("action-unowned", &["+action 1"], &["actions/1.accountable"]),
    case(
        "action-unowned",
        &["+action 1", "actions/1.accountable=7"],
        &[],
    ),
    case(
        "action-unowned",
        &["+action 1", "actions/1.status=done"],
        &[],
    ),
    case("action-undated", &["+action 1"], &["actions/1.due"]),
    case(
        "action-undated",
        &["+action 1", "actions/1.due=2026-06-01"],
        &[],
    ),
    case(
        "action-late",
        &[
            "+objective 1",
            "objectives/1.due=2026-06-01",
            "+strategy 2",
            "actions/2.objectives=1",
            "+action 3",
            "actions/3.strategy=2",
            "actions/3.due=2026-06-02",
        ],
        &["actions/3.due"],
    ),
    case(
        "action-late",
        &[
            "+objective 1",
            "objectives/1.due=2026-06-02",
            "+strategy 2",
            "actions/2.objectives=1",
            "+action 3",
            "actions/3.strategy=2",
            "actions/3.due=2026-06-02",
        ],
        &[],
    ),
    case(
        "action-circular",
        &[
            "+action 1",
            "+action 2",
            "+action 3",
            "actions/1.depends_on=2",
            "actions/2.depends_on=1",
            "actions/3.depends_on=1",
        ],
        &["actions/1.depends_on", "actions/2.depends_on"],
    ),
    case(
        "action-circular",
        &["+action 1", "+action 2", "actions/1.depends_on=2"],
        &[],
    ),
    // Two weeks are left: 40 hours.
    case(
        "person-overloaded",
        &[
            "plan.end=2026-05-23",
            "+action 1",
            "actions/1.accountable=7",
            "actions/1.effort=40.25",
        ],
        &["actions"],
    ),
    case(
        "person-overloaded",
        &[
            "plan.end=2026-05-23",
            "+action 1",
            "actions/1.accountable=7",
            "actions/1.effort=40",
            "+action 2",
            "actions/2.accountable=7",
            "actions/2.effort=40",
            "actions/2.status=done",
        ],
        &[],
    ),
    // What is committed for a person goes before what is usual.
    case(
        "person-overloaded",
        &[
            "+resource 2",
            "resources/2.category=human",
            "resources/2.unit=hours",
            "resources/2.person=7",
            "resources/2.requested=50",
            "resources/2.committed=30",
            "+action 1",
            "actions/1.accountable=7",
            "actions/1.effort=30.5",
        ],
        &["actions"],
    ),
    case(
        "person-overloaded",
        &[
            "plan.end=2026-05-23",
            "+resource 2",
            "resources/2.category=human",
            "resources/2.unit=hours",
            "resources/2.person=7",
            "resources/2.committed=80",
            "+action 1",
            "actions/1.accountable=7",
            "actions/1.effort=80",
        ],
        &[],
    ),
    case(
        "resource-short",
        &[
            "+resource 1",
            "resources/1.requested=3",
            "resources/1.committed=2.5",
        ],
        &["resources/1.committed"],
    ),
    case(
        "resource-short",
        &["+resource 1", "resources/1.requested=3"],
        &["resources/1.committed"],
    ),
    case(
        "resource-short",
        &[
            "+resource 1",
            "resources/1.requested=3",
            "resources/1.committed=3",
        ],
        &[],
    ),
    case("review-unplanned", &[], &["reviews"]),
    case("review-unplanned", &["plan.end=2026-05-09"], &[]),
    case(
        "review-unplanned",
        &["+review 1", "reviews/1.date=2026-05-10"],
        &[],
    ),
    case(
        "review-overdue",
        &["+review 1", "reviews/1.date=2026-05-09"],
        &["reviews/1.date"],
    ),
    case(
        "review-overdue",
        &[
            "+review 1",
            "reviews/1.date=2026-05-09",
            "reviews/1.status=done",
        ],
        &[],
    ),
    case(
        "assumption-stale",
        &["+assumption 1", "reviews/1.check_date=2026-05-09"],
        &["reviews/1.check_date"],
    ),
    case(
        "assumption-stale",
        &["+assumption 1", "reviews/1.check_date=2026-05-10"],
        &[],
    ),
    case(
        "assumption-tripped",
        &[
            "+assumption 1",
            "reviews/1.current_value=8",
            "reviews/1.trip_value=8",
        ],
        &["reviews/1.current_value"],
    ),
    case(
        "assumption-tripped",
        &[
            "+assumption 1",
            "reviews/1.trips_when=above",
            "reviews/1.current_value=7.9",
            "reviews/1.trip_value=8",
        ],
        &[],
    ),
    case(
        "pillar-uncovered",
        &[
            "+action 1",
            "actions/1.pillars=strategize",
            "actions/1.pillars=recruit",
            "actions/1.pillars=onboard",
            "actions/1.pillars=enable",
            "actions/1.pillars=market",
            "actions/1.pillars=sell",
            "actions/1.pillars=incentivize",
        ],
        &["plan"],
    ),
    case("pillar-uncovered", &["+action 1"], &[]),
    case(
        "unit-mismatch",
        &[
            "+objective 1",
            "objectives/1.unit=seats",
            "+kpi 2",
            "kpis/2.objective=1",
            "kpis/2.unit=leads",
        ],
        &["kpis/2.unit"],
    ),
    case(
        "unit-mismatch",
        &[
            "+objective 1",
            "objectives/1.unit=Seats",
            "+kpi 2",
            "kpis/2.objective=1",
            "kpis/2.unit=seats ",
        ],
        &[],
    ),
    case(
        "unit-mismatch",
        &[
            "+objective 1",
            "objectives/1.unit=seats",
            "+kpi 2",
            "kpis/2.objective=1",
            "kpis/2.indicator=leading",
            "kpis/2.unit=leads",
        ],
        &[],
    ),
    case(
        "currency-mismatch",
        &[
            "+objective 1",
            "objectives/1.value_vendor_money=5 USD",
            "objectives/1.value_partner_money=5 EUR",
        ],
        &["objectives/1.value_partner_money"],
    ),
    case(
        "currency-mismatch",
        &[
            "+objective 1",
            "objectives/1.value_vendor_money=5 USD",
            "+objective 2",
            "objectives/2.value_vendor_money=5 CHF",
            "objectives/2.links=1",
        ],
        &["objectives/2.value_vendor_money"],
    ),
    case(
        "currency-mismatch",
        &[
            "+objective 1",
            "objectives/1.value_vendor_money=5 USD",
            "objectives/1.value_partner_money=5 USD",
        ],
        &[],
    ),
    case(
        "link-dangling",
        &[
            "+objective 1",
            "+kpi 2",
            "kpis/2.objective=1",
            "-objectives/1",
        ],
        &["kpis/2.objective"],
    ),
    case(
        "link-dangling",
        &["+objective 1", "+kpi 2", "kpis/2.objective=1"],
        &[],
    ),
    case(
        "link-dangling",
        &[
            "+objective 1",
            "+review 2",
            "reviews/2/scores/3.objective=1",
            "-objectives/1",
        ],
        &["reviews/2/scores/3.objective"],
    ),
];

#[test]
fn every_check_finds_what_it_is_for_and_nothing_else() {
    for case in CASES {
        let plan = plan();
        for line in case.writes {
            write(&plan, line);
        }
        let finds: BTreeSet<String> = case.finds.iter().map(|place| (*place).to_owned()).collect();
        let found = places(&look(&plan, None), case.check);
        assert_eq!(found, finds, "{}: {:?}", case.check, case.writes);
    }
}

#[test]
fn every_check_is_in_the_table_with_something_to_find_and_without() {
    // These two read what the server counts, and ill-typed values come from other programs: below.
    let elsewhere = ["side-silent", "side-dominant", "value-ill-typed"];
    for check in CHECKS
        .iter()
        .filter(|check| !elsewhere.contains(&check.key))
    {
        let cases = || CASES.iter().filter(|case| case.check == check.key);
        assert!(
            cases().any(|case| !case.finds.is_empty()),
            "{} never finds",
            check.key
        );
        assert!(
            cases().any(|case| case.finds.is_empty()),
            "{} always finds",
            check.key
        );
    }
    let keys: BTreeSet<&str> = CHECKS.iter().map(|check| check.key).collect();
    assert_eq!(keys.len(), CHECKS.len(), "two checks have one key");
}

#[test]
fn a_plan_of_one_side_is_noticed_when_it_is_known_who_wrote() {
    let cases = [
        (None, "", ""),
        (Some((0, 0)), "", ""),
        (Some((10, 0)), "plan", ""),
        (Some((86, 14)), "", "plan"),
        (Some((85, 15)), "", ""),
        (Some((14, 86)), "", "plan"),
    ];
    for (written, silent, dominant) in cases {
        let survey = look(&plan(), written);
        let found = |key| places(&survey, key).into_iter().collect::<String>();
        assert_eq!(found("side-silent"), silent, "{written:?}");
        assert_eq!(found("side-dominant"), dominant, "{written:?}");
    }
}

#[test]
fn completeness_counts_what_the_depth_asks_for() {
    let plan = plan();
    let percent = |section: &str| {
        let survey = look(&plan, None);
        let state = survey
            .sections
            .iter()
            .find(|state| state.section == section);
        state.map(|state| state.completeness.percent())
    };
    assert_eq!(percent("objectives"), Some(0));
    write(&plan, "+objective 1");
    assert_eq!(percent("objectives"), Some(0));
    write(&plan, "objectives/1.title=Win");
    assert!(percent("objectives").is_some_and(|percent| percent > 0 && percent < 30));
    for field in ["thesis", "neither_alone", "vendor_goals", "partner_goals"] {
        write(&plan, &format!("vision.{field}=x"));
    }
    assert!(percent("vision") < Some(100));
    write(&plan, "vision.horizon=3");
    assert_eq!(percent("vision"), Some(100));
    write(&plan, "plan.tier=essential");
    assert_eq!(
        percent("kpis"),
        None,
        "a section that does not show is not counted"
    );
}
