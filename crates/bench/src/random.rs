//! Random numbers for resampling: SplitMix64 with a fixed seed, so that the same values give the same intervals.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream that every analysis starts with.
    pub(crate) fn new() -> Random {
        Random(0x7a69_7061_6e00_0000)
    }

    /// A number below `bound`, which is above zero and far below 2^32: the bias of the product is negligible.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = (z ^ (z >> 31)) >> 32;
        ((high * bound as u64) >> 32) as usize
    }
}

impl Default for Random {
    fn default() -> Random {
        Random::new()
    }
}
