//! Whether JSON is as a JSON Schema says: the keywords that Taipan's schemas use, and no others.

use serde_json::Value;

/// The first place where `value` is not as `schema` says, as a message.
pub fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    check(schema, schema, value, "$")
}

const KEYWORDS: &[&str] = &[
    "$schema",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "const",
    "enum",
    "anyOf",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "minimum",
    "maximum",
    "pattern",
];

fn check(root: &Value, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    let fail = |problem: String| Err(format!("{place}: {problem}"));
    if schema.as_bool() == Some(true) {
        return Ok(());
    }
    let Some(keywords) = schema.as_object() else {
        return fail(format!("is allowed by no schema ({schema})"));
    };
    for (keyword, wanted) in keywords {
        match keyword.as_str() {
            "$ref" => {
                let target = wanted.as_str().and_then(|path| root.pointer(path.strip_prefix('#')?));
                let Some(target) = target else { return fail(format!("the schema has no {wanted}")) };
                check(root, target, value, place)?;
            }
            "type" if !is_type(wanted, value) => return fail(format!("{value} is no {wanted}")),
            "const" if wanted != value => return fail(format!("{value} is not {wanted}")),
            "enum" if !wanted.as_array().is_some_and(|all| all.contains(value)) => {
                return fail(format!("{value} is none of {wanted}"));
            }
            "anyOf" => {
                let any = |all: &Vec<Value>| all.iter().any(|one| check(root, one, value, place).is_ok());
                if !wanted.as_array().is_some_and(any) {
                    return fail(format!("{value} is none of {wanted}"));
                }
            }
            // A bound on numbers only.
            "minimum" if value.is_number() && value.as_f64() < wanted.as_f64() => {
                return fail(format!("{value} is less than {wanted}"));
            }
            "maximum" if value.as_f64() > wanted.as_f64() => {
                return fail(format!("{value} is more than {wanted}"));
            }
            "pattern" => {
                let hexadecimal = |text: &str| {
                    !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
                };
                let text = value.as_str().unwrap_or_default();
                let fits = match wanted.as_str() {
                    // The identifier of a site.
                    Some("^[0-9a-f]{16}$") => text.len() == 16 && hexadecimal(text),
                    // A number of 64 bits, which JSON's can't hold.
                    Some("^0x[0-9a-f]+$") => text.strip_prefix("0x").is_some_and(hexadecimal),
                    _ => false,
                };
                if !fits {
                    return fail(format!("{value} is not like {wanted}"));
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{place}[{index}]"))?;
                }
            }
            "required" => {
                let names = wanted.as_array().into_iter().flatten().filter_map(Value::as_str);
                for name in names {
                    if value.is_object() && value.get(name).is_none() {
                        return fail(format!("has no {name}"));
                    }
                }
            }
            "additionalProperties" => {
                let listed =
                    |name: &String| keywords.get("properties").is_some_and(|known| known.get(name).is_some());
                for (name, item) in value.as_object().into_iter().flatten().filter(|(name, _)| !listed(name))
                {
                    check(root, wanted, item, &format!("{place}.{name}"))?;
                }
            }
            "properties" => {
                for (name, item) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        check(root, schema, item, &format!("{place}.{name}"))?;
                    }
                }
            }
            known if KEYWORDS.contains(&known) => {}
            unknown => return fail(format!("the schema's {unknown} is not understood")),
        }
    }
    Ok(())
}

fn is_type(wanted: &Value, value: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|wanted| is_type(wanted, value)),
        Value::String(name) => match name.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::validate;

    #[test]
    fn what_is_not_as_the_schema_says_is_found() {
        let schema = json!({
            "type": "object", "properties": {"a": {"$ref": "#/$defs/n"}}, "required": ["a"],
            "additionalProperties": false, "$defs": {"n": {"type": "integer", "minimum": 1}},
        });
        assert_eq!(validate(&schema, &json!({"a": 1})), Ok(()));
        for bad in [json!({}), json!({"a": 0}), json!({"a": "x"}), json!({"a": 1, "b": 2}), json!([])] {
            assert!(validate(&schema, &bad).is_err(), "{bad}");
        }
    }
}
