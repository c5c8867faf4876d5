//! What the server says about a request that it refuses. The sentences come with its answers, in
//! English; here they stand for the file of German texts alone, in which the client finds them by what
//! they are in English.

use tandem_plan::language::Text;

/// All of them.
const SAID: &[Text] = &[
    Text::new(
        "Somebody else has changed the agenda meanwhile.",
        "Jemand anderes hat die Agenda inzwischen geändert.",
    ),
    Text::new(
        "The plan has changed: what this is about is not there any more.",
        "Der Plan hat sich geändert: Worum es hier geht, gibt es nicht mehr.",
    ),
    Text::new(
        "No workshop is under way in this plan.",
        "In diesem Plan läuft kein Workshop.",
    ),
    Text::new(
        "A workshop is under way in this plan already.",
        "In diesem Plan läuft schon ein Workshop.",
    ),
    Text::new("This workshop has ended.", "Dieser Workshop ist beendet."),
    Text::new(
        "Only a facilitator of this workshop may do that.",
        "Das darf nur, wer diesen Workshop moderiert.",
    ),
    Text::new(
        "Only a facilitator, or a lead of each side together, can take over.",
        "Übernehmen kann nur, wer moderiert, oder je eine Leitung beider Seiten zusammen.",
    ),
    Text::new(
        "You may watch this workshop, not take part in it.",
        "Sie dürfen diesem Workshop zusehen, aber nicht daran teilnehmen.",
    ),
    Text::new(
        "Who may not change the plan cannot write decisions into it.",
        "Wer den Plan nicht ändern darf, kann keine Entscheidungen hineinschreiben.",
    ),
    Text::new("This was done already.", "Das ist schon geschehen."),
    Text::new("It is so already.", "Das ist schon so."),
    Text::new(
        "That step of the agenda is over.",
        "Dieser Schritt der Agenda ist vorbei.",
    ),
    Text::new(
        "The agenda has no step there.",
        "Dort hat die Agenda keinen Schritt.",
    ),
    Text::new(
        "The step that is under way, and steps in which something happened, stay in the agenda.",
        "Der laufende Schritt und Schritte, in denen etwas geschehen ist, bleiben in der Agenda.",
    ),
    Text::new(
        "An agenda has 1 to 40 steps of 1 to 1,440 minutes, each with a title and a section of this plan or none.",
        "Eine Agenda hat 1 bis 40 Schritte von 1 bis 1.440 Minuten, jeder mit einem Titel und einem Abschnitt dieses Plans oder keinem.",
    ),
    Text::new(
        "A timer runs for 1 to 1,440 minutes.",
        "Eine Uhr läuft 1 bis 1.440 Minuten.",
    ),
    Text::new("No timer is set.", "Es ist keine Uhr gestellt."),
    Text::new(
        "There is no such activity in this workshop.",
        "Das gibt es in diesem Workshop nicht.",
    ),
    Text::new("That is closed already.", "Das ist schon abgeschlossen."),
    Text::new(
        "Something else is still open in this step. Close it first.",
        "In diesem Schritt ist noch etwas anderes offen. Bitte zuerst abschließen.",
    ),
    Text::new(
        "Everybody can see it already.",
        "Alle können es schon sehen.",
    ),
    Text::new(
        "It has to be shown to everybody first.",
        "Es muss zuerst allen gezeigt werden.",
    ),
    Text::new(
        "In a step there are cards or numbers that nobody has seen. Go back to it and show them first.",
        "In einem Schritt gibt es Karten oder Zahlen, die niemand gesehen hat. Bitte dorthin zurückgehen und sie zuerst zeigen.",
    ),
    Text::new(
        "There is nothing to show yet.",
        "Noch gibt es nichts zu zeigen.",
    ),
    Text::new("There is no such card.", "Diese Karte gibt es nicht."),
    Text::new(
        "This card is somebody else's.",
        "Diese Karte gehört jemand anderem.",
    ),
    Text::new(
        "One of these cards is an item of the plan already.",
        "Eine dieser Karten ist schon ein Eintrag des Plans.",
    ),
    Text::new(
        "There is no such part of the plan.",
        "Diesen Teil des Plans gibt es nicht.",
    ),
    Text::new(
        "That field does not hold a number.",
        "Dieses Feld enthält keine Zahl.",
    ),
    Text::new(
        "That is not a number that this field can hold.",
        "Das ist keine Zahl, die dieses Feld enthalten kann.",
    ),
    Text::new(
        "A vote has 1 to 200 different options and 1 to 20 dots.",
        "Eine Abstimmung hat 1 bis 200 verschiedene Möglichkeiten und 1 bis 20 Punkte.",
    ),
    Text::new(
        "These are more dots than you have, or dots on what is not voted about.",
        "Das sind mehr Punkte, als Sie haben, oder Punkte auf etwas, worüber nicht abgestimmt wird.",
    ),
    Text::new(
        "Say why you cannot go along.",
        "Bitte sagen, warum Sie nicht mitgehen können.",
    ),
    Text::new(
        "This person's hand is not up.",
        "Die Hand dieser Person ist nicht oben.",
    ),
    Text::new(
        "The facilitator has switched this off.",
        "Wer moderiert, hat das ausgeschaltet.",
    ),
    Text::new(
        "Split the people of this plan over different sections, everybody at most once.",
        "Bitte Personen dieses Plans auf verschiedene Abschnitte aufteilen, jede höchstens einmal.",
    ),
    Text::new(
        "This needs one line of 1 to 200 characters.",
        "Hier gehört eine Zeile mit 1 bis 200 Zeichen hin.",
    ),
    Text::new("This needs words.", "Hier fehlen Worte."),
    Text::new(
        "This holds up to 2,000 characters: words, tabs and line breaks.",
        "Hier passen bis zu 2.000 Zeichen hinein: Worte, Tabulatoren und Zeilenumbrüche.",
    ),
    Text::new(
        "This workshop holds as many of these as it can.",
        "Mehr davon kann dieser Workshop nicht aufnehmen.",
    ),
    Text::new(
        "There is another card with this id. Use a new random one.",
        "Es gibt eine andere Karte mit dieser Kennung. Bitte eine neue, zufällige verwenden.",
    ),
    Text::new(
        "The workshop has moved on meanwhile. Try again.",
        "Der Workshop ist inzwischen weitergegangen. Bitte erneut versuchen.",
    ),
    Text::new(
        "There is no such workshop in this plan.",
        "Diesen Workshop gibt es in diesem Plan nicht.",
    ),
    Text::new(
        "A workshop knows no such command.",
        "Einen solchen Befehl kennt ein Workshop nicht.",
    ),
    Text::new(
        "This command lacks a part, or one of them is not what it should be.",
        "Diesem Befehl fehlt ein Teil, oder einer ist nicht, was er sein sollte.",
    ),
    Text::new(
        "The command in the body is not the one in the address.",
        "Der Befehl im Inhalt ist nicht der in der Adresse.",
    ),
    Text::new(
        "The facilitator of the workshop has locked this section.",
        "Wer den Workshop leitet, hat diesen Abschnitt gesperrt.",
    ),
    Text::new(
        "There is no such plan. Check the address, or ask for a new link.",
        "Diesen Plan gibt es nicht. Bitte die Adresse prüfen oder um einen neuen Link bitten.",
    ),
    Text::new(
        "You are not signed in on this browser. Open the link you were sent.",
        "Dieser Browser ist nicht angemeldet. Bitte den Einladungslink öffnen.",
    ),
    Text::new(
        "You are not a member of this plan. Ask one of its leads for a link.",
        "Sie gehören nicht zu diesem Plan. Wer ihn leitet, kann einen Link ausstellen.",
    ),
    Text::new(
        "This link is not known. Check that it was copied whole, or ask for a new one.",
        "Dieser Link ist nicht bekannt. Bitte prüfen, ob er vollständig kopiert wurde, oder um einen neuen bitten.",
    ),
    Text::new(
        "This link was withdrawn.",
        "Dieser Link wurde zurückgezogen.",
    ),
    Text::new("This link has expired.", "Dieser Link ist abgelaufen."),
    Text::new(
        "This link has been used up.",
        "Dieser Link wurde schon so oft benutzt, wie er darf.",
    ),
    Text::new(
        "There is no such person in this plan any more.",
        "Diese Person gibt es in diesem Plan nicht mehr.",
    ),
    Text::new(
        "This person has not come yet. Their role is that of the link they come by.",
        "Diese Person ist noch nicht beigetreten. Ihre Rolle ist die des Links, mit dem sie beitritt.",
    ),
    Text::new(
        "Every side keeps a lead. Hand over to somebody else of your side first.",
        "Jede Seite behält eine Leitung. Bitte zuerst an jemand anderen der eigenen Seite übergeben.",
    ),
    Text::new(
        "Only people of the vendor or the partner lead a side.",
        "Nur Personen des Herstellers oder des Partners leiten eine Seite.",
    ),
    Text::new(
        "People who have come name themselves.",
        "Wer beigetreten ist, wählt den eigenen Namen selbst.",
    ),
    Text::new(
        "Hand over to somebody else of your own side who has joined.",
        "Bitte an jemand anderen der eigenen Seite übergeben, der beigetreten ist.",
    ),
    Text::new(
        "You may not comment here.",
        "Sie dürfen hier nicht kommentieren.",
    ),
    Text::new(
        "There is no such comment any more.",
        "Diesen Kommentar gibt es nicht mehr.",
    ),
    Text::new(
        "Only the person who wrote a comment changes its words or takes it back.",
        "Nur wer einen Kommentar geschrieben hat, ändert ihn oder zieht ihn zurück.",
    ),
    Text::new(
        "Only the first comment of a thread can be answered or settled.",
        "Nur auf den ersten Kommentar lässt sich antworten, und nur er lässt sich erledigen.",
    ),
    Text::new(
        "There is another comment with this id. Use a new random one.",
        "Es gibt schon einen anderen Kommentar mit dieser Kennung. Bitte eine neue zufällige verwenden.",
    ),
    Text::new(
        "This plan has as many comments as it can hold.",
        "Dieser Plan hat so viele Kommentare, wie er aufnehmen kann.",
    ),
    Text::new(
        "This plan is as large as a plan can be.",
        "Dieser Plan ist so groß, wie ein Plan sein kann.",
    ),
    Text::new(
        "The server cannot save at the moment. Try again.",
        "Der Server kann gerade nicht speichern. Bitte erneut versuchen.",
    ),
    Text::new(
        "You may not read this plan.",
        "Sie dürfen diesen Plan nicht lesen.",
    ),
    Text::new(
        "You may read this plan and not change it. A lead of your side can give you another role.",
        "Sie dürfen diesen Plan lesen und nicht ändern. Wer Ihre Seite leitet, kann Ihnen eine andere Rolle geben.",
    ),
    Text::new(
        "You may not comment here. A lead of your side can give you another role.",
        "Sie dürfen hier nicht kommentieren. Wer Ihre Seite leitet, kann Ihnen eine andere Rolle geben.",
    ),
    Text::new(
        "There is nothing here for you.",
        "Hier gibt es nichts für Sie.",
    ),
    Text::new(
        "Only a facilitator runs a workshop. A lead of your side appoints one.",
        "Nur wer moderiert, führt einen Workshop durch. Wer Ihre Seite leitet, kann jemanden damit beauftragen.",
    ),
    Text::new(
        "Only a lead of that side invites its people, changes what they may do and removes them.",
        "Nur wer die Seite leitet, lädt ihre Personen ein, ändert, was sie dürfen, und entfernt sie.",
    ),
    Text::new(
        "Only people who write for that side name its people.",
        "Nur wer für diese Seite schreibt, nennt ihre Personen.",
    ),
    Text::new(
        "Only leads and facilitators keep and restore a state of the whole plan.",
        "Nur wer leitet oder moderiert, hält einen Stand des ganzen Plans fest und stellt ihn wieder her.",
    ),
    Text::new(
        "Only a lead of the vendor or the partner signs.",
        "Nur wer die Seite des Herstellers oder des Partners leitet, unterschreibt.",
    ),
    Text::new(
        "Only leads read who got in and what was refused.",
        "Nur wer leitet, liest, wer hereinkam und was abgelehnt wurde.",
    ),
    Text::new(
        "Only leads of the vendor and the partner delete a plan, together.",
        "Nur wer beim Hersteller und wer beim Partner leitet, löscht gemeinsam einen Plan.",
    ),
    Text::new(
        "You may not use this plan elsewhere.",
        "Sie dürfen diesen Plan nicht anderswo verwenden.",
    ),
    Text::new(
        "This token is not known, or was withdrawn. Make a new one on the plan's page of people.",
        "Dieses Token ist nicht bekannt oder wurde zurückgezogen. Ein neues gibt es auf der Seite der Personen des Plans.",
    ),
    Text::new("A comment needs words.", "Ein Kommentar braucht Worte."),
    Text::new(
        "A comment holds words, tabs and line breaks, and no other control characters.",
        "Ein Kommentar besteht aus Worten, Tabulatoren und Zeilenumbrüchen und enthält keine anderen Steuerzeichen.",
    ),
    Text::new(
        "A comment is about the plan, a section, an item or a field of it.",
        "Ein Kommentar gilt dem Plan, einem Abschnitt, einem Eintrag oder einem Feld davon.",
    ),
    Text::new(
        "Something went wrong on the server. Try again in a moment.",
        "Auf dem Server ist etwas schiefgegangen. Bitte gleich noch einmal versuchen.",
    ),
    Text::new(
        "The server is restarting. Try again in a moment.",
        "Der Server startet neu. Bitte gleich noch einmal versuchen.",
    ),
    Text::new(
        "A link lets in from 1 to 1,000 people, or as many as like.",
        "Ein Link lässt 1 bis 1.000 Personen ein oder beliebig viele.",
    ),
    Text::new(
        "A link lives from 1 to 90 days.",
        "Ein Link gilt 1 bis 90 Tage.",
    ),
    Text::new(
        "There is no such link of your side in this plan.",
        "Diesen Link Ihrer Seite gibt es in diesem Plan nicht.",
    ),
    Text::new("You have no such token.", "Dieses Token haben Sie nicht."),
    Text::new(
        "On this server only those who run it start plans. Ask them for a link.",
        "Auf diesem Server beginnt nur der Betrieb Pläne. Bitte dort um einen Link bitten.",
    ),
    Text::new(
        "The name of a plan is one line of up to 120 characters.",
        "Der Name eines Plans ist eine Zeile mit bis zu 120 Zeichen.",
    ),
    Text::new(
        "A plan ends after it has begun.",
        "Ein Plan endet, nachdem er begonnen hat.",
    ),
    Text::new(
        "A day is written as 2026-10-01.",
        "Ein Tag wird als 2026-10-01 geschrieben.",
    ),
    Text::new(
        "Whoever starts a plan is on the vendor's or on the partner's side.",
        "Wer einen Plan beginnt, gehört zum Hersteller oder zum Partner.",
    ),
    Text::new(
        "A plan that starts on this day ends outside of the calendar.",
        "Ein Plan, der an diesem Tag beginnt, endet außerhalb des Kalenders.",
    ),
    Text::new(
        "That person has come already, or does not belong to this plan any more. Join under your own name.",
        "Diese Person ist schon beigetreten oder gehört nicht mehr zu diesem Plan. Bitte unter dem eigenen Namen beitreten.",
    ),
    Text::new(
        "Only leads and editors facilitate beside their role. Give this person the role of a facilitator instead.",
        "Nur wer leitet oder bearbeitet, moderiert daneben. Bitte dieser Person stattdessen die Rolle der Moderation geben.",
    ),
    Text::new(
        "There is nothing at this address.",
        "Unter dieser Adresse gibt es nichts.",
    ),
    Text::new("Please give your name.", "Bitte den eigenen Namen angeben."),
    Text::new(
        "A name has at most 80 characters.",
        "Ein Name hat höchstens 80 Zeichen.",
    ),
    Text::new(
        "A name is one line of visible characters.",
        "Ein Name ist eine Zeile aus sichtbaren Zeichen.",
    ),
    Text::new(
        "That was too often. Wait a minute, then try again.",
        "Das war zu oft. Bitte eine Minute warten, dann erneut versuchen.",
    ),
    Text::new(
        "This browser is somebody else in the plan now. What was written before cannot be said in their name.",
        "Dieser Browser ist jetzt jemand anderes im Plan. Was vorher geschrieben wurde, lässt sich nicht in deren Namen sagen.",
    ),
    Text::new(
        "That is very much at once. Try again in a moment.",
        "Das ist sehr viel auf einmal. Bitte gleich noch einmal versuchen.",
    ),
    Text::new(
        "A plan names at most 200 people of a side. Remove some of them first.",
        "Ein Plan nennt höchstens 200 Personen einer Seite. Bitte zuerst einige davon entfernen.",
    ),
    Text::new(
        "So many links are open already. Withdraw some of them first.",
        "So viele Links sind schon offen. Bitte zuerst einige davon zurückziehen.",
    ),
    Text::new(
        "You have 20 tokens already. Withdraw some of them first.",
        "Sie haben schon 20 Token. Bitte zuerst einige davon zurückziehen.",
    ),
    Text::new(
        "This request did not come from Tandem's own pages. Open Tandem and try again there.",
        "Diese Anfrage kam nicht von einer Seite von Tandem. Bitte Tandem öffnen und es dort erneut versuchen.",
    ),
    Text::new(
        "This request is not what the server expects here.",
        "Diese Anfrage versteht der Server hier nicht. Bitte die Seite neu laden.",
    ),
    Text::new("This request is too large.", "Diese Anfrage ist zu groß."),
    Text::new(
        "This request has not arrived whole.",
        "Diese Anfrage ist nicht vollständig angekommen. Bitte erneut versuchen.",
    ),
    Text::new(
        "This request took too long to arrive. Try again.",
        "Diese Anfrage kam zu langsam an. Bitte erneut versuchen.",
    ),
    Text::new(
        "There is no preset with this key.",
        "Eine Vorlage mit diesem Schlüssel gibt es nicht.",
    ),
    Text::new(
        "There is no tier with this key.",
        "Eine Stufe mit diesem Schlüssel gibt es nicht.",
    ),
    Text::new(
        "Change one thing at a time: the text, whether it is resolved, or take it back.",
        "Bitte eines nach dem anderen ändern: den Text, ob es erledigt ist, oder es zurücknehmen.",
    ),
    Text::new(
        "The text has changed too much since to take this back by itself. Change it by hand.",
        "Der Text hat sich seither zu sehr geändert, um das von selbst zurückzunehmen. Bitte von Hand ändern.",
    ),
    Text::new(
        "There is no such change in this plan's history.",
        "Diese Änderung gibt es im Verlauf dieses Plans nicht.",
    ),
    Text::new(
        "The plan has not come that far: there is no update with this number.",
        "So weit ist der Plan noch nicht: Diesen Stand gibt es nicht.",
    ),
    Text::new(
        "The name of a baseline is one line of 1 to 120 characters.",
        "Der Name eines Standes ist eine Zeile mit 1 bis 120 Zeichen.",
    ),
    Text::new(
        "This plan has as many baselines as it can hold.",
        "Dieser Plan hat so viele festgehaltene Stände, wie er haben kann.",
    ),
    Text::new("This stands there already.", "Das steht dort schon."),
];

#[test]
fn everything_here_is_what_the_server_says() {
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../server/src"
    ))];
    let mut source = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                source += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    let gone: Vec<&str> = SAID
        .iter()
        .map(|text| text.in_language(tandem_plan::language::Language::English))
        .filter(|said| !source.contains(&format!("\"{said}\"")))
        .collect();
    assert!(gone.is_empty(), "the server does not say this: {gone:#?}");
}
