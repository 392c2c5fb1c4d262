//! The abstract stack: what each canonical position holds, its home, and the record of every state that a
//! word meets.

use crate::error::TranslateError;
use crate::executable::{Position, PositionKind, States};

/// Slots that words may name; indices above are constants and [`taipan_bytecode::word::DISCARD`].
const MAX_SLOTS: u32 = 32_000;
/// Bound on recorded positions, so that contrived code takes neither time nor memory without end.
const MAX_RECORDED: usize = 1 << 24;

/// The last recorded state: where its positions lie, and how many of them still equal the stack's.
#[derive(Clone, Copy, Debug, Default)]
struct Record {
    start: u32,
    end: u32,
    same: u32,
}

/// Positions from the bottom of the stack up.
#[derive(Debug)]
pub(crate) struct Stack {
    positions: Vec<Position>,
    nlocals: u32,
    /// For each local, how many positions defer to it.
    pending: Vec<u32>,
    /// How many positions are deferred.
    deferred: u32,
    /// One past the highest slot named.
    pub(crate) slots: u32,
    pub(crate) states: States,
    record: Record,
}

impl Stack {
    pub(crate) fn new(nlocals: u32) -> Result<Stack, TranslateError> {
        if nlocals >= MAX_SLOTS {
            return Err(TranslateError::TooLarge);
        }
        Ok(Stack {
            positions: Vec::with_capacity(16),
            nlocals,
            pending: vec![0; nlocals as usize],
            deferred: 0,
            slots: nlocals,
            states: States::default(),
            record: Record::default(),
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.positions.len()
    }

    pub(crate) fn positions(&self) -> &[Position] {
        &self.positions
    }

    pub(crate) fn home(&self, index: usize) -> u16 {
        self.positions[index].home
    }

    pub(crate) fn kind(&self, index: usize) -> PositionKind {
        self.positions[index].kind
    }

    /// The home of a position pushed onto the lowest `depth`.
    pub(crate) fn home_above(&self, depth: usize) -> u32 {
        match depth.checked_sub(1).map(|top| self.positions[top]) {
            Some(top) => u32::from(top.home) + 1 + u32::from(top.gap),
            None => self.nlocals,
        }
    }

    /// Counts every slot up to `slot` as named.
    pub(crate) fn reserve(&mut self, slot: u32) -> Result<u16, TranslateError> {
        if slot >= MAX_SLOTS {
            return Err(TranslateError::TooLarge);
        }
        self.slots = self.slots.max(slot + 1);
        Ok(slot as u16)
    }

    /// Pushes a position whose successor's home lies `gap` slots further than the next.
    pub(crate) fn push(&mut self, kind: PositionKind, gap: u8) -> Result<u16, TranslateError> {
        let home = self.reserve(self.home_above(self.positions.len()))?;
        self.count(kind, 1);
        self.positions.push(Position { home, gap, kind });
        Ok(home)
    }

    /// Takes off the topmost position.
    pub(crate) fn pop(&mut self) -> Option<Position> {
        let position = self.positions.pop()?;
        self.count(position.kind, -1);
        self.record.same = self.record.same.min(self.positions.len() as u32);
        Some(position)
    }

    pub(crate) fn set_kind(&mut self, index: usize, kind: PositionKind) {
        self.count(self.positions[index].kind, -1);
        self.count(kind, 1);
        self.positions[index].kind = kind;
        self.record.same = self.record.same.min(index as u32);
    }

    pub(crate) fn set_home(&mut self, index: usize, home: u16) {
        self.positions[index].home = home;
        self.record.same = self.record.same.min(index as u32);
    }

    fn count(&mut self, kind: PositionKind, by: i32) {
        match kind {
            PositionKind::Temp | PositionKind::Null => return,
            PositionKind::Local(local) => {
                let pending = &mut self.pending[local as usize];
                *pending = pending.wrapping_add_signed(by);
            }
            PositionKind::Const(_) | PositionKind::Int(_) => {}
        }
        self.deferred = self.deferred.wrapping_add_signed(by);
    }

    /// Whether a position waits for the local's value.
    pub(crate) fn is_pending(&self, local: u16) -> bool {
        self.pending[local as usize] != 0
    }

    /// Whether any position is deferred.
    pub(crate) fn has_deferred(&self) -> bool {
        self.deferred != 0
    }

    /// Records the stack as it is; returns the record's index in `states`.
    pub(crate) fn record(&mut self) -> Result<u32, TranslateError> {
        let len = self.positions.len() as u32;
        let Record { mut start, mut end, mut same } = self.record;
        let states = &mut self.states;
        while same < len
            && start + same < end
            && states.positions[(start + same) as usize] == self.positions[same as usize]
        {
            same += 1;
        }
        if same < len {
            if (start + same) as usize != states.positions.len() {
                start = states.positions.len() as u32;
                same = 0;
            }
            states.positions.extend_from_slice(&self.positions[same as usize..]);
            end = start + len;
            self.check_recorded()?;
        }
        self.record = Record { start, end, same: len };
        let ranges = &mut self.states.ranges;
        if ranges.last() != Some(&(start, start + len)) {
            ranges.push((start, start + len));
        }
        Ok(ranges.len() as u32 - 1)
    }

    fn check_recorded(&self) -> Result<(), TranslateError> {
        match self.states.positions.len() > MAX_RECORDED {
            true => Err(TranslateError::TooLarge),
            false => Ok(()),
        }
    }

    /// Replaces the whole stack by a recorded one, which defers nothing.
    pub(crate) fn load(&mut self, state: u32) {
        for index in 0..self.positions.len() {
            self.count(self.positions[index].kind, -1);
        }
        let (start, end) = self.states.ranges[state as usize];
        self.positions.clear();
        self.positions.extend_from_slice(&self.states.positions[start as usize..end as usize]);
        self.record = Record { start, end, same: end - start };
    }

    /// Records what a handler finds: the lowest `depth` positions and `extra` temporaries above.
    pub(crate) fn record_handler(&mut self, depth: usize, extra: usize) -> Result<u32, TranslateError> {
        let start = self.states.positions.len() as u32;
        let first = self.home_above(depth);
        self.states.positions.extend_from_slice(&self.positions[..depth]);
        for home in first..first + extra as u32 {
            let home = self.reserve(home)?;
            self.states.positions.push(Position { home, gap: 0, kind: PositionKind::Temp });
        }
        self.check_recorded()?;
        self.states.ranges.push((start, self.states.positions.len() as u32));
        Ok(self.states.ranges.len() as u32 - 1)
    }
}
