//! The real program, killed without warning while people type: everything that was acknowledged
//! is there afterwards. `TANDEM_KILLS` says how often.

use tokio::sync::mpsc;

use crate::editing::NOTES;
use crate::program::{Program, assert_sound, create_plan};
use crate::server::{Client, from_environment};

/// How often the server is killed when nobody says how often.
const KILLS: u64 = 6;
const PLANS: usize = 3;
const PEOPLE: usize = 3;
/// How many updates each person may have on their way.
const UNDER_WAY: u64 = 8;

/// Types words that nobody else types until the connection breaks. Returns those that were
/// acknowledged.
async fn type_on(
    mut client: Client,
    mark: String,
    many: u64,
    enough: mpsc::Sender<()>,
) -> Vec<String> {
    let mut words: Vec<(u64, String)> = Vec::new();
    for number in 0_u64.. {
        while client.sent - client.acked >= UNDER_WAY {
            if client.receive().await.is_err() {
                words.retain(|(count, _)| *count <= client.acked);
                return words.into_iter().map(|(_, word)| word).collect();
            }
        }
        let word = format!("<{mark}{number}>");
        if client.write_in(NOTES, &word).await.is_ok() {
            words.push((client.sent, word));
        }
        if number == many {
            // Whoever waits may have heard it from another.
            let _ = enough.try_send(());
        }
    }
    Vec::new()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_acknowledged_survives_being_killed() {
    let data = tempfile::tempdir().unwrap();
    let mut program = Program::start(data.path());
    let plans: Vec<_> = (0..PLANS)
        .map(|_| {
            let (plan, links) = create_plan(data.path());
            let cookies = (0..PEOPLE).map(|person| program.join(&links[person % 2], "Ann"));
            (plan, cookies.collect::<Vec<_>>(), Vec::new())
        })
        .collect();
    let mut plans = plans;
    for round in 0..from_environment("TANDEM_KILLS").unwrap_or(KILLS) {
        let (enough, mut typed_enough) = mpsc::channel(1);
        // Early in the life of a server and late.
        let many = UNDER_WAY + round * 7 % 40;
        let mut typists = Vec::new();
        for (number, (plan, cookies, _)) in plans.iter().enumerate() {
            for (person, cookie) in cookies.iter().enumerate() {
                let client = program.client(*plan, cookie).await;
                let mark = format!("{round}.{person}.");
                let typing = tokio::spawn(type_on(client, mark, many, enough.clone()));
                typists.push((number, typing));
            }
        }
        typed_enough.recv().await.unwrap();
        program.kill();
        let mut new = 0;
        for (number, typing) in typists {
            let words = typing.await.unwrap();
            new += words.len();
            plans[number].2.extend(words);
        }
        assert!(new > 0, "nothing was acknowledged in round {round}");
        program = Program::start(data.path());
        for (plan, cookies, acknowledged) in &plans {
            let reader = program.client(*plan, &cookies[0]).await;
            let text = reader.replica.text(NOTES);
            for word in acknowledged {
                assert!(
                    text.contains(word.as_str()),
                    "{word} is lost after {round} restarts"
                );
            }
        }
    }
    program.kill();
    assert_sound(data.path());
    let words: usize = plans.iter().map(|(_, _, words)| words.len()).sum();
    eprintln!("{words} acknowledged edits are there");
}
