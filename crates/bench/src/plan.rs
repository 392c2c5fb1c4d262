//! How much is measured. The figures are pyperf's.

use std::time::Duration;

/// Which clock the results are of; both are recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// Elapsed time.
    Wall,
    /// User and system time of the process: other load on the machine disturbs it less; sleeping and waiting don't
    /// count.
    Cpu,
}

/// How much is measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// Processes of each interpreter for each benchmark.
    pub processes: usize,
    /// Values of each process.
    pub values: usize,
    /// Values before them that are kept apart.
    pub warmups: usize,
    /// Loops of a value; calibrated when `None`.
    pub loops: Option<u64>,
    /// Seconds that a value is to last at least.
    pub min_time: f64,
    /// `None` for elapsed time, unless other load on the machine disturbs it.
    pub clock: Option<Clock>,
    /// Of one process.
    pub timeout: Duration,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            processes: 20,
            values: 3,
            warmups: 1,
            loops: None,
            min_time: 0.1,
            clock: None,
            timeout: Duration::from_secs(60),
        }
    }
}

impl Plan {
    /// Twice the processes.
    pub fn rigorous() -> Plan {
        Plan { processes: 40, ..Plan::default() }
    }

    /// Half the processes, and two values of each.
    pub fn fast() -> Plan {
        Plan { processes: 10, values: 2, ..Plan::default() }
    }
}

impl Clock {
    pub const fn name(self) -> &'static str {
        match self {
            Clock::Wall => "wall",
            Clock::Cpu => "cpu",
        }
    }
}
