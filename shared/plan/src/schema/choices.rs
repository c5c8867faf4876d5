//! The fixed sets that choice and tag fields draw from.

use crate::language::Text;

/// One entry of a fixed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What the document holds; never changes once released.
    pub key: &'static str,
    /// What people read.
    pub label: Text,
}

const fn choice(key: &'static str, en: &'static str, de: &'static str) -> Choice {
    Choice {
        key,
        label: Text::of(en, de),
    }
}

pub(super) const STATUS: &[Choice] = &[
    choice("not_started", "Not started", "Nicht begonnen"),
    choice("on_track", "On track", "Auf Kurs"),
    choice("at_risk", "At risk", "Gefährdet"),
    choice("off_track", "Off track", "Vom Kurs ab"),
    choice("done", "Done", "Erledigt"),
    choice("dropped", "Dropped", "Verworfen"),
];

pub(super) const PRIORITY: &[Choice] = &[
    choice("1", "1 · must", "1 · muss"),
    choice("2", "2 · should", "2 · soll"),
    choice("3", "3 · could", "3 · kann"),
];

pub(super) const PILLARS: &[Choice] = &[
    choice("strategize", "Strategize", "Strategie"),
    choice("recruit", "Recruit", "Gewinnung"),
    choice("onboard", "Onboard", "Einarbeitung"),
    choice("enable", "Enable", "Befähigung"),
    choice("market", "Market", "Vermarktung"),
    choice("sell", "Sell", "Verkauf"),
    choice("incentivize", "Incentivize", "Anreize"),
    choice("accelerate", "Accelerate", "Beschleunigung"),
];

pub(super) const PARTNER_TYPE: &[Choice] = &[
    choice("reseller", "Reseller", "Wiederverkäufer"),
    choice("distributor", "Distributor", "Distributor"),
    choice("integrator", "System integrator", "Systemintegrator"),
    choice("service_provider", "Service provider", "Dienstleister"),
    choice("technology", "Technology partner", "Technologiepartner"),
    choice("agent", "Sales agent", "Handelsvertreter"),
];

pub(super) const TIER: &[Choice] = &[
    choice("essential", "Essential", "Wesentlich"),
    choice("standard", "Standard", "Standard"),
    choice("strategic", "Strategic", "Strategisch"),
];

pub(super) const PRESET: &[Choice] = &[
    choice(
        "it-quarterly",
        "IT/software, quarterly",
        "IT/Software, quartalsweise",
    ),
    choice(
        "manufacturing-annual",
        "Manufacturing, annual",
        "Fertigung, jährlich",
    ),
    choice("blank", "Blank", "Leer"),
    choice("last-plan", "Last plan", "Letzter Plan"),
];

pub(super) const STATE: &[Choice] = &[
    choice("draft", "Draft", "Entwurf"),
    choice("proposed", "Proposed", "Vorgeschlagen"),
    choice("agreed", "Agreed", "Vereinbart"),
    choice("amended", "Amended", "Ergänzt"),
    choice("archived", "Archived", "Archiviert"),
];

pub(super) const MONTH: &[Choice] = &[
    choice("1", "January", "Januar"),
    choice("2", "February", "Februar"),
    choice("3", "March", "März"),
    choice("4", "April", "April"),
    choice("5", "May", "Mai"),
    choice("6", "June", "Juni"),
    choice("7", "July", "Juli"),
    choice("8", "August", "August"),
    choice("9", "September", "September"),
    choice("10", "October", "Oktober"),
    choice("11", "November", "November"),
    choice("12", "December", "Dezember"),
];

pub(super) const OBJECTIVE_CATEGORY: &[Choice] = &[
    choice("revenue", "Revenue", "Umsatz"),
    choice("market", "Market position", "Marktposition"),
    choice("knowledge", "Knowledge", "Wissen"),
    choice("growth", "Growth", "Wachstum"),
    choice("customer", "Customers", "Kunden"),
];

pub(super) const DIRECTION: &[Choice] = &[
    choice("up", "Up", "Aufwärts"),
    choice("down", "Down", "Abwärts"),
    choice("hold", "Hold", "Halten"),
];

pub(super) const INDICATOR: &[Choice] = &[
    choice("leading", "Leading", "Frühindikator"),
    choice("lagging", "Lagging", "Spätindikator"),
];

pub(super) const CADENCE: &[Choice] = &[
    choice("daily", "Daily", "Täglich"),
    choice("weekly", "Weekly", "Wöchentlich"),
    choice("biweekly", "Every two weeks", "Alle zwei Wochen"),
    choice("monthly", "Monthly", "Monatlich"),
    choice("quarterly", "Quarterly", "Vierteljährlich"),
    choice("yearly", "Yearly", "Jährlich"),
];

pub(super) const STRATEGY: &[Choice] = &[
    choice("marketing", "Marketing", "Marketing"),
    choice("sales", "Sales", "Vertrieb"),
    choice("product", "Product", "Produkt"),
    choice("enablement", "Enablement", "Befähigung"),
    choice("co_sell", "Co-sell", "Gemeinsamer Verkauf"),
];

pub(super) const QUADRANT: &[Choice] = &[
    choice("strength", "Strength", "Stärke"),
    choice("weakness", "Weakness", "Schwäche"),
    choice("opportunity", "Opportunity", "Chance"),
    choice("threat", "Threat", "Gefahr"),
];

pub(super) const CAPABILITY_AREA: &[Choice] = &[
    choice("marketing", "Marketing", "Marketing"),
    choice("sales", "Sales", "Vertrieb"),
    choice("presales", "Presales", "Beratung vor dem Verkauf"),
    choice("delivery", "Delivery", "Umsetzung"),
    choice("support", "Support and service", "Support und Service"),
    choice("product", "Product", "Produkt"),
    choice("supply", "Supply", "Belieferung"),
    choice("management", "Management", "Führung"),
];

pub(super) const TREND: &[Choice] = &[
    choice("tailwind", "Tailwind", "Rückenwind"),
    choice("headwind", "Headwind", "Gegenwind"),
    choice("open", "Not clear yet", "Noch offen"),
];

pub(super) const CAMPAIGN_CHANNEL: &[Choice] = &[
    choice("event", "Event", "Veranstaltung"),
    choice("webinar", "Webinar", "Webinar"),
    choice("fair", "Trade fair", "Messe"),
    choice("email", "E-mail", "E-Mail"),
    choice("search", "Search", "Suche"),
    choice("social", "Social media", "Soziale Medien"),
    choice("content", "Content", "Fachbeiträge"),
    choice("telephone", "Telephone", "Telefon"),
    choice("press", "Trade press", "Fachpresse"),
];

pub(super) const RESOURCE: &[Choice] = &[
    choice("financial", "Financial", "Finanzen"),
    choice("human", "Human", "Personell"),
    choice("technological", "Technological", "Technisch"),
];

/// `money` counts in the plan's currency.
pub(super) const RESOURCE_UNIT: &[Choice] = &[
    choice("money", "Money", "Geld"),
    choice("fte", "FTE", "Vollzeitstellen"),
    choice("hours", "hours", "Stunden"),
    choice("licences", "licences", "Lizenzen"),
];

pub(super) const ROADMAP: &[Choice] = &[
    choice("feature", "Feature", "Funktion"),
    choice("integration", "Integration", "Integration"),
    choice("launch", "Launch", "Markteinführung"),
    choice("solution", "Joint solution", "Gemeinsame Lösung"),
];

pub(super) const STAGE: &[Choice] = &[
    choice("idea", "Idea", "Idee"),
    choice("validation", "Validation", "Prüfung"),
    choice("development", "Development", "Entwicklung"),
    choice("pilot", "Pilot", "Pilot"),
    choice("available", "Available", "Verfügbar"),
];

pub(super) const GATE: &[Choice] = &[
    choice("open", "Open", "Offen"),
    choice("met", "Met", "Erfüllt"),
    choice("failed", "Not met", "Nicht erfüllt"),
];

pub(super) const RISK: &[Choice] = &[
    choice("supply", "Supply", "Belieferung"),
    choice("competitor", "Competitor", "Wettbewerber"),
    choice("regulatory", "Regulatory", "Vorschriften"),
    choice("people", "Staff", "Personal"),
    choice("technology", "Technology", "Technik"),
    choice("financial", "Financial", "Finanzen"),
];

pub(super) const TRIPS_WHEN: &[Choice] = &[
    choice("above", "At or above", "Gleich oder darüber"),
    choice("below", "At or below", "Gleich oder darunter"),
];

/// The currencies a plan can be kept in, by ISO 4217 code. Their minor units stand in
/// [`crate::value::Currency`], and a test there holds the two together.
pub(super) const CURRENCY: &[Choice] = &[
    choice("AED", "AED · UAE dirham", "AED · VAE-Dirham"),
    choice(
        "AUD",
        "AUD · Australian dollar",
        "AUD · Australischer Dollar",
    ),
    choice("BRL", "BRL · Brazilian real", "BRL · Brasilianischer Real"),
    choice("CAD", "CAD · Canadian dollar", "CAD · Kanadischer Dollar"),
    choice("CHF", "CHF · Swiss franc", "CHF · Schweizer Franken"),
    choice("CNY", "CNY · Chinese yuan", "CNY · Chinesischer Yuan"),
    choice("CZK", "CZK · Czech koruna", "CZK · Tschechische Krone"),
    choice("DKK", "DKK · Danish krone", "DKK · Dänische Krone"),
    choice("EUR", "EUR · Euro", "EUR · Euro"),
    choice("GBP", "GBP · Pound sterling", "GBP · Pfund Sterling"),
    choice("HKD", "HKD · Hong Kong dollar", "HKD · Hongkong-Dollar"),
    choice("HUF", "HUF · Hungarian forint", "HUF · Ungarischer Forint"),
    choice("ILS", "ILS · Israeli shekel", "ILS · Israelischer Schekel"),
    choice("INR", "INR · Indian rupee", "INR · Indische Rupie"),
    choice("JPY", "JPY · Japanese yen", "JPY · Japanischer Yen"),
    choice("KRW", "KRW · South Korean won", "KRW · Südkoreanischer Won"),
    choice("KWD", "KWD · Kuwaiti dinar", "KWD · Kuwait-Dinar"),
    choice("MXN", "MXN · Mexican peso", "MXN · Mexikanischer Peso"),
    choice("NOK", "NOK · Norwegian krone", "NOK · Norwegische Krone"),
    choice("NZD", "NZD · New Zealand dollar", "NZD · Neuseeland-Dollar"),
    choice("PLN", "PLN · Polish złoty", "PLN · Polnischer Złoty"),
    choice("SAR", "SAR · Saudi riyal", "SAR · Saudi-Rial"),
    choice("SEK", "SEK · Swedish krona", "SEK · Schwedische Krone"),
    choice("SGD", "SGD · Singapore dollar", "SGD · Singapur-Dollar"),
    choice("THB", "THB · Thai baht", "THB · Thailändischer Baht"),
    choice("TRY", "TRY · Turkish lira", "TRY · Türkische Lira"),
    choice("USD", "USD · US dollar", "USD · US-Dollar"),
    choice(
        "ZAR",
        "ZAR · South African rand",
        "ZAR · Südafrikanischer Rand",
    ),
];
