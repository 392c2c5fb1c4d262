//! The machine and its state: what a reader needs to judge the figures.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the system tells of itself.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Environment {
    /// In UTC: `2026-01-31T12:00:00Z`.
    pub date: String,
    pub cpu: Option<String>,
    pub cpus: usize,
    pub system: String,
    /// Load average of the last minute.
    pub load: Option<f64>,
    pub aslr: Option<String>,
    pub governor: Option<String>,
    /// The processors that the benchmarks were bound to.
    pub affinity: Option<String>,
}

impl Environment {
    /// As things stand.
    pub fn now(affinity: Option<String>) -> Environment {
        let read = |path: &str| fs::read_to_string(path).ok().map(|text| text.trim().to_owned());
        let cpu = read("/proc/cpuinfo").and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        });
        let release = read("/proc/sys/kernel/osrelease").unwrap_or_default();
        let aslr = read("/proc/sys/kernel/randomize_va_space").map(|level| match &level[..] {
            "0" => "off".to_owned(),
            "2" => "full".to_owned(),
            other => other.to_owned(),
        });
        Environment {
            date: now(),
            cpu,
            cpus: std::thread::available_parallelism().map_or(1, usize::from),
            system: format!("{} {} {release}", std::env::consts::OS, std::env::consts::ARCH)
                .trim_end()
                .to_owned(),
            load: load(),
            aslr,
            governor: read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            affinity,
        }
    }

    /// What makes the machine a bad place to measure now.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if let Some(load) = self.load.filter(|load| *load > 0.5 * self.cpus as f64) {
            warnings.push(format!(
                "the machine is busy (load {load:.1} on {} processors): intervals will be wide",
                self.cpus
            ));
        }
        if let Some(governor) = self.governor.as_deref().filter(|governor| *governor != "performance") {
            warnings.push(format!("the processor's frequency varies (governor {governor})"));
        }
        warnings
    }

    /// A description: names with values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("date", self.date.clone())];
        facts.extend(self.cpu.clone().map(|cpu| ("processor", format!("{cpu}, {} in use", self.cpus))));
        facts.push(("system", self.system.clone()));
        facts.extend(self.load.map(|load| ("load at the start", format!("{load:.2}"))));
        facts.extend(self.aslr.clone().map(|aslr| ("address randomisation", aslr)));
        facts.extend(self.governor.clone().map(|governor| ("frequency governor", governor)));
        facts.extend(self.affinity.clone().map(|cpus| ("bound to processors", cpus)));
        facts
    }
}

/// The load average of the last minute.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// The time in UTC as ISO 8601 has it.
pub fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    iso(seconds)
}

/// The same to the microsecond, as pyperf writes it: `2026-01-31 12:00:00.000000`.
pub fn moment() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let second = iso(since.as_secs());
    format!("{}.{:06}", second.trim_end_matches('Z').replace('T', " "), since.subsec_micros())
}

fn iso(seconds: u64) -> String {
    let (days, second) = ((seconds / 86_400) as i64, seconds % 86_400);
    // Years begin in March, so that the leap day is their last: the days of a month follow from its number.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    let year = year + 400 * era;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(iso(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(iso(1_772_323_200), "2026-03-01T00:00:00Z");
        assert_eq!(iso(4_107_542_399), "2100-02-28T23:59:59Z");
        assert_eq!(iso(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn a_busy_machine_is_told() {
        let busy = Environment { cpus: 2, load: Some(5.0), ..Environment::default() };
        assert!(busy.warnings()[0].contains("load 5.0 on 2 processors"));
        assert_eq!(Environment { cpus: 2, load: Some(0.3), ..Environment::default() }.warnings(), [""; 0]);
    }
}
