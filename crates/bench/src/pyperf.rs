//! pyperf's result files, version 1.0: one interpreter's benchmarks in each. What pyperf has no place for (failures,
//! the other clock, the interpreter's build) stands under the key `taipan`, which pyperf passes over.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::benchmark::Kind;
use crate::plan::Clock;
use crate::results::{Measured, Process, Results, Row};
use crate::statistics;

/// The result file of one interpreter, as text.
pub fn write(results: &Results, which: usize) -> String {
    let interpreter = &results.interpreters[which];
    let about = &interpreter.about;
    let environment = &results.environment;
    let mut metadata = Map::new();
    // pyperf takes no empty text.
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            metadata.insert(key.to_owned(), json!(value));
        }
    };
    put("python_implementation", &about.implementation);
    put("python_version", &about.full);
    put("python_executable", &crate::interpreter::show(&interpreter.command));
    put("python_config", &about.flags);
    put("python_jit", &about.jit);
    put("python_gil", &about.gil);
    put("platform", &environment.system);
    put("cpu_model_name", environment.cpu.as_deref().unwrap_or_default());
    put("aslr", environment.aslr.as_deref().unwrap_or_default());
    put("cpu_governor", environment.governor.as_deref().unwrap_or_default());
    put("cpu_affinity", environment.affinity.as_deref().unwrap_or_default());
    put(
        "timer",
        match results.clock {
            Clock::Wall => "time.perf_counter()",
            Clock::Cpu => "time.process_time()",
        },
    );
    put("unit", "second");
    put("taipan_bench_version", env!("CARGO_PKG_VERSION"));
    metadata.insert("cpu_count".to_owned(), json!(environment.cpus));
    let clock = results.clock;
    let measured = results.rows.iter().filter(|row| !row.sides[which].processes.is_empty());
    let benchmarks: Vec<Value> = measured.map(|row| benchmark(row, which, clock)).collect();
    let failures: BTreeMap<&str, &str> = results
        .rows
        .iter()
        .filter_map(|row| row.sides[which].failure.as_deref().map(|failure| (&row.name[..], failure)))
        .collect();
    let mismatches: BTreeMap<&str, &str> = results
        .rows
        .iter()
        .filter_map(|row| {
            let mut all = row.mismatches.iter().enumerate();
            let found = all.find_map(|(at, line)| line.as_deref().filter(|_| which == 0 || which == at));
            found.map(|line| (&row.name[..], line))
        })
        .collect();
    let file = json!({
        "version": "1.0",
        "metadata": metadata,
        "benchmarks": benchmarks,
        "taipan": {
            "command": results.command,
            "label": interpreter.label,
            "date": environment.date,
            "partial": results.partial,
            "failures": failures,
            "mismatches": mismatches,
            "refused": results.refused,
        },
    });
    match serde_json::to_string_pretty(&file) {
        Ok(text) => text + "\n",
        Err(error) => unreachable!("a result file is texts and numbers: {error}"),
    }
}

fn benchmark(row: &Row, which: usize, clock: Clock) -> Value {
    let runs: Vec<Value> = row.sides[which].processes.iter().map(|process| run(process, clock)).collect();
    let kind = match row.kind {
        Kind::Function => "function",
        Kind::Script => "script",
        Kind::Empty => "startup",
    };
    json!({
        "metadata": { "name": row.name, "loops": row.loops, "inner_loops": 1, "taipan_kind": kind },
        "runs": runs,
    })
}

fn run(process: &Process, clock: Clock) -> Value {
    let other = match clock {
        Clock::Wall => Clock::Cpu,
        Clock::Cpu => Clock::Wall,
    };
    let seconds = |values: &[Measured], clock| -> Vec<f64> {
        values.iter().map(|value| value.seconds(clock)).collect()
    };
    let warmups: Vec<Value> =
        process.warmups.iter().map(|warmup| json!([warmup.loops, warmup.seconds(clock)])).collect();
    let others: Vec<String> = seconds(&process.values, other).iter().map(f64::to_string).collect();
    let mut metadata = json!({
        "date": process.date,
        "duration": process.duration,
        "mem_max_rss": process.peak.max(1),
    });
    metadata[format!("taipan_{}_values", other.name())] = json!(others.join(" "));
    if let Some(load) = process.load {
        metadata["load_avg_1min"] = json!(load);
    }
    let mut run = json!({ "metadata": metadata, "values": seconds(&process.values, clock) });
    if !warmups.is_empty() {
        run["warmups"] = json!(warmups);
    }
    run
}

/// A result file as it is read: ours or pyperf's own.
#[derive(Clone, Debug)]
pub struct ResultFile {
    /// What the interpreter is called: `taipan`, `CPython 3.14.10`, or nothing.
    pub title: String,
    pub benchmarks: Vec<Series>,
    /// By benchmark: why it has no values.
    pub failures: BTreeMap<String, String>,
    /// Whether the run was interrupted.
    pub partial: bool,
}

/// One benchmark's values.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    pub unit: String,
    /// Whether it is the empty program.
    pub startup: bool,
    /// The values of each process, in order.
    pub runs: Vec<Vec<f64>>,
    /// The shortest raw value.
    pub shortest: f64,
}

#[derive(Deserialize)]
struct File {
    version: Value,
    benchmarks: Vec<FileBenchmark>,
    #[serde(default)]
    metadata: Option<Map<String, Value>>,
    #[serde(default)]
    taipan: Extension,
}

#[derive(Default, Deserialize)]
struct Extension {
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    failures: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct FileBenchmark {
    #[serde(default)]
    metadata: Map<String, Value>,
    runs: Vec<FileRun>,
}

#[derive(Deserialize)]
struct FileRun {
    #[serde(default)]
    metadata: Map<String, Value>,
    #[serde(default)]
    values: Vec<f64>,
}

/// Reads a result file.
///
/// # Errors
/// A line that says what it is instead.
pub fn read(bytes: &[u8]) -> Result<ResultFile, String> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err("is compressed: unpack it with gunzip first".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())?;
    let value: Value = serde_json::from_str(text).map_err(|error| format!("is no JSON: {error}"))?;
    if value.get("results").is_some() && value.get("benchmarks").is_none() {
        return Err("holds hyperfine's results, not pyperf's".to_owned());
    }
    let file: File =
        serde_json::from_value(value).map_err(|error| format!("holds no pyperf results: {error}"))?;
    if file.version != "1.0" {
        return Err(format!("has version {} of pyperf's format: 1.0 can be read", file.version));
    }
    let common = file.metadata.unwrap_or_default();
    let benchmarks: Vec<Series> =
        file.benchmarks.into_iter().map(|benchmark| benchmark.series(&common)).collect::<Result<_, _>>()?;
    if benchmarks.is_empty() && file.taipan.failures.is_empty() {
        return Err("holds no benchmark".to_owned());
    }
    let word = |key: &str| common.get(key).and_then(Value::as_str).unwrap_or_default();
    let version = word("python_version").split(' ').next().unwrap_or_default();
    let title = format!("{} {version}", word("python_implementation")).trim().to_owned();
    Ok(ResultFile { title, benchmarks, failures: file.taipan.failures, partial: file.taipan.partial })
}

impl FileBenchmark {
    fn series(self, common: &Map<String, Value>) -> Result<Series, String> {
        let first = self.runs.first().map(|run| &run.metadata);
        let places = [Some(&self.metadata), first, Some(common)];
        let find = |key: &str| places.iter().flatten().find_map(|metadata| metadata.get(key));
        let text = |key: &str| find(key).and_then(Value::as_str);
        let name = text("name").ok_or("holds a benchmark without a name")?.to_owned();
        let unit = text("unit").unwrap_or("second").to_owned();
        let startup = text("taipan_kind") == Some("startup");
        let loops = |run: &FileRun| {
            let own = run.metadata.get("loops").or_else(|| find("loops"));
            let inner = run.metadata.get("inner_loops").or_else(|| find("inner_loops"));
            let number = |value: Option<&Value>| value.and_then(Value::as_f64).unwrap_or(1.0);
            number(own) * number(inner)
        };
        let raw = self.runs.iter().flat_map(|run| run.values.iter().map(|value| value * loops(run)));
        let shortest = raw.fold(f64::INFINITY, f64::min);
        // A run without values calibrated.
        let runs: Vec<Vec<f64>> =
            self.runs.iter().filter(|run| !run.values.is_empty()).map(|run| run.values.clone()).collect();
        if runs.iter().flatten().any(|value| !value.is_finite() || *value <= 0.0) {
            return Err(format!("holds a value of {name} that is no positive number"));
        }
        Ok(Series { name, unit, startup, runs, shortest })
    }
}

impl Series {
    /// One time per process.
    pub fn times(&self) -> Vec<f64> {
        self.runs.iter().map(|values| statistics::median(values)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pyperf_s_own_files_are_read() {
        // One benchmark: pyperf keeps all its metadata with the suite. The first run calibrated.
        let text = r#"{"benchmarks":[{"runs":[
            {"metadata":{"calibrate_loops":8},"warmups":[[1,0.01],[8,0.011]]},
            {"values":[0.01,0.011,0.012],"warmups":[[8,0.02]],"metadata":{"loops":8}},
            {"values":[0.012],"metadata":{"loops":8}}]}],
            "metadata":{"name":"x","unit":"second","python_implementation":"cpython","python_version":"3.14.0 (64-bit)"},
            "version":"1.0"}"#;
        let results = read(text.as_bytes()).unwrap();
        assert_eq!(results.title, "cpython 3.14.0");
        let series = &results.benchmarks[0];
        assert_eq!((&series.name[..], series.runs.len(), series.startup), ("x", 2, false));
        assert_eq!(series.times(), [0.011, 0.012]);
        assert_eq!(series.shortest, 0.08);
    }

    #[test]
    fn foreign_files_get_a_line() {
        let line = |text: &[u8]| read(text).unwrap_err();
        assert!(line(b"{").starts_with("is no JSON: "));
        assert!(line(b"[1]").starts_with("holds no pyperf results: "));
        assert_eq!(line(b"\x1f\x8b\x08"), "is compressed: unpack it with gunzip first");
        assert_eq!(line(b"\xff"), "is not UTF-8 text");
        assert_eq!(line(br#"{"results": []}"#), "holds hyperfine's results, not pyperf's");
        assert_eq!(line(br#"{"version": "1.0", "benchmarks": []}"#), "holds no benchmark");
        assert_eq!(
            line(br#"{"version": 6, "benchmarks": []}"#),
            "has version 6 of pyperf's format: 1.0 can be read"
        );
        assert_eq!(
            line(br#"{"version": "1.0", "benchmarks": [{"runs": [{"values": [1.0]}]}]}"#),
            "holds a benchmark without a name"
        );
        assert_eq!(
            line(br#"{"version": "1.0", "benchmarks": [{"metadata": {"name": "x"}, "runs": [{"values": [0]}]}]}"#),
            "holds a value of x that is no positive number"
        );
    }
}
