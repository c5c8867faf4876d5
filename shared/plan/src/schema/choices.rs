//! The fixed sets that choice and tag fields draw from.

/// One entry of a fixed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What the document holds; never changes once released.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
}

const fn choice(key: &'static str, label: &'static str) -> Choice {
    Choice { key, label }
}

pub(super) const STATUS: &[Choice] = &[
    choice("not_started", "Not started"),
    choice("on_track", "On track"),
    choice("at_risk", "At risk"),
    choice("off_track", "Off track"),
    choice("done", "Done"),
    choice("dropped", "Dropped"),
];

pub(super) const PRIORITY: &[Choice] = &[
    choice("1", "1 · must"),
    choice("2", "2 · should"),
    choice("3", "3 · could"),
];

pub(super) const PILLARS: &[Choice] = &[
    choice("strategize", "Strategize"),
    choice("recruit", "Recruit"),
    choice("onboard", "Onboard"),
    choice("enable", "Enable"),
    choice("market", "Market"),
    choice("sell", "Sell"),
    choice("incentivize", "Incentivize"),
    choice("accelerate", "Accelerate"),
];

pub(super) const PARTNER_TYPE: &[Choice] = &[
    choice("reseller", "Reseller"),
    choice("distributor", "Distributor"),
    choice("integrator", "System integrator"),
    choice("service_provider", "Service provider"),
    choice("technology", "Technology partner"),
    choice("agent", "Sales agent"),
];

pub(super) const TIER: &[Choice] = &[
    choice("essential", "Essential"),
    choice("standard", "Standard"),
    choice("strategic", "Strategic"),
];

pub(super) const PRESET: &[Choice] = &[
    choice("it-quarterly", "IT/software, quarterly"),
    choice("manufacturing-annual", "Manufacturing, annual"),
    choice("blank", "Blank"),
];

pub(super) const STATE: &[Choice] = &[
    choice("draft", "Draft"),
    choice("proposed", "Proposed"),
    choice("agreed", "Agreed"),
    choice("amended", "Amended"),
    choice("archived", "Archived"),
];

pub(super) const MONTH: &[Choice] = &[
    choice("1", "January"),
    choice("2", "February"),
    choice("3", "March"),
    choice("4", "April"),
    choice("5", "May"),
    choice("6", "June"),
    choice("7", "July"),
    choice("8", "August"),
    choice("9", "September"),
    choice("10", "October"),
    choice("11", "November"),
    choice("12", "December"),
];

pub(super) const OBJECTIVE_CATEGORY: &[Choice] = &[
    choice("revenue", "Revenue"),
    choice("market", "Market"),
    choice("knowledge", "Knowledge"),
    choice("growth", "Growth"),
    choice("customer", "Customer"),
];

pub(super) const DIRECTION: &[Choice] = &[
    choice("up", "Up"),
    choice("down", "Down"),
    choice("hold", "Hold"),
];

pub(super) const INDICATOR: &[Choice] =
    &[choice("leading", "Leading"), choice("lagging", "Lagging")];

pub(super) const CADENCE: &[Choice] = &[
    choice("daily", "Daily"),
    choice("weekly", "Weekly"),
    choice("biweekly", "Every two weeks"),
    choice("monthly", "Monthly"),
    choice("quarterly", "Quarterly"),
    choice("yearly", "Yearly"),
];

pub(super) const STRATEGY: &[Choice] = &[
    choice("marketing", "Marketing"),
    choice("sales", "Sales"),
    choice("product", "Product"),
    choice("enablement", "Enablement"),
    choice("co_sell", "Co-sell"),
];

/// The currencies a plan can be kept in, by ISO 4217 code. Their minor units stand in
/// [`crate::value::Currency`], and a test there holds the two together.
pub(super) const CURRENCY: &[Choice] = &[
    choice("AED", "AED · UAE dirham"),
    choice("AUD", "AUD · Australian dollar"),
    choice("BRL", "BRL · Brazilian real"),
    choice("CAD", "CAD · Canadian dollar"),
    choice("CHF", "CHF · Swiss franc"),
    choice("CNY", "CNY · Chinese yuan"),
    choice("CZK", "CZK · Czech koruna"),
    choice("DKK", "DKK · Danish krone"),
    choice("EUR", "EUR · Euro"),
    choice("GBP", "GBP · Pound sterling"),
    choice("HKD", "HKD · Hong Kong dollar"),
    choice("HUF", "HUF · Hungarian forint"),
    choice("ILS", "ILS · Israeli shekel"),
    choice("INR", "INR · Indian rupee"),
    choice("JPY", "JPY · Japanese yen"),
    choice("KRW", "KRW · South Korean won"),
    choice("KWD", "KWD · Kuwaiti dinar"),
    choice("MXN", "MXN · Mexican peso"),
    choice("NOK", "NOK · Norwegian krone"),
    choice("NZD", "NZD · New Zealand dollar"),
    choice("PLN", "PLN · Polish złoty"),
    choice("SAR", "SAR · Saudi riyal"),
    choice("SEK", "SEK · Swedish krona"),
    choice("SGD", "SGD · Singapore dollar"),
    choice("THB", "THB · Thai baht"),
    choice("TRY", "TRY · Turkish lira"),
    choice("USD", "USD · US dollar"),
    choice("ZAR", "ZAR · South African rand"),
];
