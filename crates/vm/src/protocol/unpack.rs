//! Unpacking: exactly so many items, or at least so many and a list of the rest.

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// The items of `a, b, c = value`.
    pub fn unpack(&mut self, value: &Value, wanted: usize) -> PyResult<Vec<Value>> {
        let known = if let Some(tuple) = value.exact::<Tuple>() {
            Some(tuple.items())
        } else {
            value.exact::<List>().map(|list| list.items(self))
        };
        if let Some(items) = known {
            if items.len() == wanted {
                return Ok(items.to_vec());
            }
            let got = items.len();
            return Err(if got < wanted {
                self.not_enough_values(&format!("expected {wanted}"), got)
            } else {
                self.too_many_values(wanted, Some(got))
            });
        }
        let iterator = self.unpacked_iter(value)?;
        let mut items = Vec::with_capacity(wanted);
        while items.len() < wanted {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => return Err(self.not_enough_values(&format!("expected {wanted}"), items.len())),
            }
        }
        if self.next(&iterator)?.is_some() {
            let got = if value.is_kind(Kind::Dict) { Some(self.length(value)?) } else { None };
            return Err(self.too_many_values(wanted, got));
        }
        Ok(items)
    }

    /// The items of `a, *b, c = value`, with the starred one a list.
    pub fn unpack_starred(&mut self, value: &Value, before: usize, after: usize) -> PyResult<Vec<Value>> {
        if let Some(items) = self.unpack_known(value, before, after)? {
            return Ok(items);
        }
        let iterator = self.unpacked_iter(value)?;
        let mut items = Vec::new();
        while items.len() < before {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let expected = format!("expected at least {}", before + after);
                    return Err(self.not_enough_values(&expected, items.len()));
                }
            }
        }
        let mut rest = self.collect(&iterator)?;
        if rest.len() < after {
            let expected = format!("expected at least {}", before + after);
            return Err(self.not_enough_values(&expected, before + rest.len()));
        }
        let last = rest.split_off(rest.len() - after);
        items.push(List::new(self, rest)?);
        items.extend(last);
        Ok(items)
    }

    /// [`Thread::unpack_starred`] of a tuple or list with enough items; `None`, with nothing done, for anything else.
    fn unpack_known(&mut self, value: &Value, before: usize, after: usize) -> PyResult<Option<Vec<Value>>> {
        let list = value.exact::<List>();
        let tuple = value.exact::<Tuple>().map(Tuple::items);
        let Some(length) = list.map(List::len).or(tuple.map(<[Value]>::len)) else { return Ok(None) };
        let Some(end) = length.checked_sub(after).filter(|&end| end >= before) else { return Ok(None) };
        let rest = match (list, tuple) {
            (Some(list), _) => List::copy_of(self, list, before..end)?,
            (None, Some(tuple)) => List::from_slice(self, &tuple[before..end])?,
            (None, None) => return Ok(None),
        };
        let known = match list {
            Some(list) => list.items(self),
            None => tuple.unwrap_or_default(),
        };
        let mut items = Vec::with_capacity(before + 1 + after);
        items.extend_from_slice(&known[..before]);
        items.push(rest);
        items.extend_from_slice(&known[end..]);
        Ok(Some(items))
    }

    fn unpacked_iter(&mut self, value: &Value) -> PyResult {
        if self.has_no_iter(value) {
            let name = self.type_name(value);
            return Err(self.type_error(format!("cannot unpack non-iterable {name} object")));
        }
        self.iter(value)
    }

    #[cold]
    fn not_enough_values(&mut self, expected: &str, got: usize) -> Exception {
        self.value_error(format!("not enough values to unpack ({expected}, got {got})"))
    }

    #[cold]
    fn too_many_values(&mut self, expected: usize, got: Option<usize>) -> Exception {
        let got = got.map_or_else(String::new, |got| format!(", got {got}"));
        self.value_error(format!("too many values to unpack (expected {expected}{got})"))
    }
}
