//! The clock and the source of chance that are handed to everything that needs one.

/// Milliseconds since the page was opened. It only grows, also when somebody sets the clock.
pub(crate) fn uptime_ms() -> u64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0, |clock| clock.now() as u64)
}

/// The day that it is where the person is: year, month from 1, day.
pub(crate) fn today() -> (i16, u8, u8) {
    let now = js_sys::Date::new_0();
    (
        i16::try_from(now.get_full_year()).unwrap_or(i16::MAX),
        now.get_month() as u8 + 1,
        now.get_date() as u8,
    )
}

/// Now, in milliseconds since 1970, on the clock of this device.
pub(crate) fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// When the day that it is here began, in milliseconds since 1970.
pub(crate) fn midnight() -> i64 {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let minutes_behind = js_sys::Date::new_0().get_timezone_offset() as i64;
    let behind = minutes_behind * 60_000;
    let here = now() - behind;
    here - here.rem_euclid(DAY) + behind
}

/// A moment, in milliseconds since 1970, as the day that it is where the person is, and with the time
/// of day if that is wanted; in the language with this tag.
pub(crate) fn moment(at: i64, language: &str, with_time: bool) -> String {
    localized(at, language, true, with_time)
}

/// The time of day of a moment where the person is.
pub(crate) fn time_of_day(at: i64, language: &str) -> String {
    localized(at, language, false, true)
}

fn localized(at: i64, language: &str, with_day: bool, with_time: bool) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| {
        // A plain object takes any property.
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    };
    if with_day {
        set("dateStyle", "medium");
    }
    if with_time {
        set("timeStyle", "short");
    }
    date.to_locale_string(language, &options).into()
}

/// A number from 0 up to, but not including, 1.
pub(crate) fn chance() -> f64 {
    js_sys::Math::random()
}
