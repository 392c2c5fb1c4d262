//! The accounting contract on real programs: every execution of a site has one outcome, sites are executed equally
//! often however the program is run, and figures are the same in every run.

use std::collections::BTreeMap;

use taipan_runtime::stats::{Snapshot, State};
use taipan_runtime::{Config, Dispatch, Python, StartForm, snapshot};

/// Exercises every family, with sites that hit, miss, turn polymorphic and megamorphic, are refused, and raise.
const PROGRAM: &str = r#"
class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def get(self):
        return self.x

class Q:
    def __init__(self, y, x):
        self.y = y
        self.x = x
    def get(self):
        return self.x

class R:
    __slots__ = ("x",)
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x

def polymorphic(objects):
    t = 0
    for _ in range(400):
        for o in objects:
            t += o.x
            o.get()
            o.x = 2
    return t

def megamorphic():
    t = 0
    for turn in range(50):
        for o in many:
            t += o.x
    return t

def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

def mixed(values):
    t = 0
    for value in values:
        t = value + value
        if value:
            t = value
        if value == 3:
            t = -1
    return t

def raising(values):
    n = 0
    for value in values:
        try:
            value.missing
            value + None
        except (AttributeError, TypeError):
            n += 1
    return n

def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def generating():
    t = 0
    for value in numbers(200):
        t += value
    return t

def closing():
    def make(k):
        def add(x):
            return x + k
        return add
    f = make(3)
    t = 0
    for _ in range(100):
        t = f(t)
    return t

many = []
class A: pass
class B: pass
class C: pass
class D: pass
class E: pass
class F: pass
for kind in (A, B, C, D, E, F):
    o = kind()
    o.x = 1
    many.append(o)

polymorphic([P(1, 2), Q(1, 2), R(3)])
megamorphic()
fib(12)
mixed([1, 2.5, "a", 3] * 60)
raising([1, "a", P(1, 2)] * 60)
generating()
closing()
"#;

fn run(config: Config) -> Snapshot {
    let mut python = Python::new(Config { profile: true, hash_seed: Some(1), ..config }).expect("memory");
    let result = python.run_string(PROGRAM, "program.py");
    assert!(result.is_ok(), "the program ends well");
    snapshot(python.thread(), "program.py", false)
}

fn configurations() -> Vec<(&'static str, Config)> {
    let plain = Config::default();
    vec![
        ("fast", plain.clone()),
        ("faithful", Config { form: StartForm::Faithful, ..plain.clone() }),
        ("off", Config { specialize: false, ..plain.clone() }),
        ("trampoline", Config { dispatch: Dispatch::Trampoline, ..plain.clone() }),
        ("trampoline off", Config { dispatch: Dispatch::Trampoline, specialize: false, ..plain }),
    ]
}

#[test]
fn figures_add_up() {
    for (name, config) in configurations() {
        let snapshot = run(config);
        assert_eq!(snapshot.check(), Ok(()), "{name}");
        assert!(snapshot.executions > 10_000, "{name}: {} executions", snapshot.executions);
    }
}

#[test]
fn every_way_of_running_executes_sites_equally_often() {
    let executions = |config| -> BTreeMap<String, u64> {
        let place =
            |site: &taipan_runtime::stats::SiteStats| format!("{} {} {}", site.place(), site.opcode, site.id);
        run(config).sites.iter().map(|site| (place(site), site.executions)).collect()
    };
    let expected = executions(Config::default());
    let mut differences = Vec::new();
    for (name, config) in configurations() {
        for (place, times) in executions(config) {
            let before = expected.get(&place).copied();
            if before != Some(times) {
                differences.push(format!("{name}: {place}: {times}, fast {before:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn three_classes_in_rotation_stay_polymorphic() {
    let snapshot = run(Config::default());
    let loads: Vec<_> =
        snapshot.sites.iter().filter(|s| s.opcode == "LOAD_ATTR" && s.function == "polymorphic").collect();
    let load = loads[0];
    assert_eq!((load.state, load.guards.len()), (State::Polymorphic, 3));
    assert_eq!(load.executions, 1200);
    assert!(load.outcomes.rates().hit >= Some(0.99), "{:?}", load.outcomes);
    let mega = snapshot.sites.iter().find(|s| s.opcode == "LOAD_ATTR" && s.function == "megamorphic");
    assert_eq!(mega.map(|site| site.state), Some(State::Megamorphic));
}

#[test]
fn two_runs_tell_the_same_and_json_reads_back() {
    let (first, second) = (run(Config::default()), run(Config::default()));
    assert_eq!(first, second);
    assert_eq!(Snapshot::from_json(&first.to_json()), Ok(first));
    assert!(Snapshot::from_json("{}").is_err());
}

#[test]
fn a_run_without_profiling_counts_nothing() {
    let mut python = Python::new(Config::default()).expect("memory");
    assert!(python.run_string(PROGRAM, "program.py").is_ok());
    let snapshot = snapshot(python.thread(), "program.py", false);
    assert_eq!(snapshot.executions, 0);
    assert_eq!(snapshot.check(), Ok(()));
}
