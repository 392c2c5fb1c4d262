//! Embeds Taipan: adds a native module, runs a program that uses it, reads a result back, and counts.
//!
//!     cargo run --release -p taipan-runtime --example embed

use taipan_runtime::{Config, Python, snapshot};

/// Temperatures.
#[taipan_macros::module("weather")]
mod weather {
    use taipan_vm::{PyResult, Thread, Value};

    /// Degrees Fahrenheit of degrees Celsius.
    #[function("(celsius, /)")]
    fn fahrenheit(_: &mut Thread, celsius: f64) -> PyResult<f64> {
        Ok(celsius * 9.0 / 5.0 + 32.0)
    }

    /// The warmest of some temperatures, by a key that the caller may give.
    #[function("(*temperatures)")]
    fn warmest(t: &mut Thread, temperatures: &[Value]) -> PyResult<Value> {
        let Some(first) = temperatures.first() else {
            return Err(t.value_error("warmest() needs a temperature"));
        };
        let mut best = first.clone();
        for other in &temperatures[1..] {
            // Comparing may run Python: nothing borrowed from an object is held across it.
            if t.compare_bool(taipan_bytecode::CompareOperator::Greater, other, &best)? {
                best = other.clone();
            }
        }
        Ok(best)
    }
}

const PROGRAM: &str = "
import weather

def table(days):
    return [weather.fahrenheit(day) for day in days]

result = weather.warmest(*table(range(100)))
print('warmest:', result)
";

fn main() {
    let config = Config { profile: true, ..Config::default() };
    let Some(mut python) = Python::new(config) else {
        eprintln!("not enough memory");
        return;
    };
    python.add_module(&weather::MODULE);
    if let Err(error) = python.run_string(PROGRAM, "weather.py") {
        taipan_runtime::print_exception(python.thread(), error.value());
    }
    taipan_runtime::flush_streams(python.thread(), false);
    let snapshot = snapshot(python.thread(), "weather.py", false);
    print!("{}", taipan_runtime::stats::report(&snapshot, &Default::default()));
}
