//! The JSON of snapshots, read and written, and its schema.

use serde_json::Value;

use crate::snapshot::{SCHEMA, Snapshot, VERSION};

/// The JSON Schema (draft 2020-12) of [`Snapshot::to_json`].
pub const PROFILE_SCHEMA: &str = include_str!("../schema/profile.json");

impl Snapshot {
    /// The JSON text, with a newline at its end.
    pub fn to_json(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            Err(error) => unreachable!("a snapshot is numbers and texts: {error}"),
        }
    }

    /// Reads what [`Snapshot::to_json`] wrote; a text that is no such thing gets a message of one line.
    pub fn from_json(text: &str) -> Result<Snapshot, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            if error.is_eof() { format!("is cut short: {error}") } else { format!("is no JSON: {error}") }
        })?;
        if value.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
            return Err(format!("is no profile: it has no \"schema\": \"{SCHEMA}\""));
        }
        match value.get("version").and_then(Value::as_u64) {
            Some(version) if version > u64::from(VERSION) => {
                return Err(format!(
                    "is of version {version} of the format; this Taipan reads up to {VERSION}: use a newer one"
                ));
            }
            Some(version) if version == u64::from(VERSION) => {}
            _ => return Err("has no version of the format that was ever written".to_owned()),
        }
        serde_json::from_value(value).map_err(|error| format!("is a damaged profile: {error}"))
    }
}
