//! JSON Schema of a listing, from its columns: what `samverkan schema decisions` prints.

use serde_json::{Map, Value, json};

use super::listing::{CellKind, Column};

/// The JSON Schema (2020-12) of the array of rows that [`super::Format::Json`] writes, titled
/// `name`. Every key is required and any cell may be `null`.
pub fn json_schema(name: &str, columns: &[Column]) -> Value {
    let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
    let properties: Map<String, Value> = columns
        .iter()
        .map(|column| (column.key.to_owned(), property(column)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": keys,
            "additionalProperties": false
        }
    })
}

fn property(column: &Column) -> Value {
    let mut property = match column.kind {
        CellKind::Id | CellKind::Text => json!({"type": ["string", "null"]}),
        CellKind::Word if column.words.is_empty() => json!({"type": ["string", "null"]}),
        CellKind::Word => {
            let words = column.words.iter().map(|word| json!(word));
            let words: Vec<Value> = words.chain([Value::Null]).collect();
            json!({"type": ["string", "null"], "enum": words})
        }
        CellKind::Number => json!({"type": ["integer", "null"]}),
        CellKind::Share => json!({"type": ["number", "null"], "minimum": 0, "maximum": 1}),
        CellKind::Date => json!({"type": ["string", "null"], "format": "date"}),
        CellKind::Flag => json!({"type": ["boolean", "null"]}),
        CellKind::List if !column.words.is_empty() => {
            json!({"type": ["array", "null"], "items": {"type": "string", "enum": column.words}})
        }
        CellKind::List => json!({"type": ["array", "null"], "items": {"type": "string"}}),
    };
    property["description"] = json!(column.title.en);
    property
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Text;
    use crate::output::listing::{Cell, Listing, Row};
    use crate::output::{Format, Style, sample, to_text};

    fn instance() -> Value {
        let text = to_text(&sample::nasty(), Format::Json, &Style::default());
        serde_json::from_str(&text).unwrap()
    }

    fn validator() -> jsonschema::Validator {
        let schema = json_schema("decisions", &sample::nasty().columns);
        jsonschema::meta::validate(&schema).unwrap();
        jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap()
    }

    #[test]
    fn what_is_written_is_valid() {
        assert!(validator().is_valid(&instance()));
        assert!(validator().is_valid(&json!([])));
    }

    #[test]
    fn a_missing_key_a_new_word_or_a_wrong_type_is_not() {
        let spoil = |change: fn(&mut Map<String, Value>)| {
            let mut rows = instance();
            change(rows[0].as_object_mut().unwrap());
            validator().is_valid(&rows)
        };
        assert!(!spoil(|row| drop(row.remove("date"))));
        assert!(!spoil(|row| row["class"] = json!("whim")));
        assert!(!spoil(|row| row["seats"] = json!(1.5)));
        assert!(!spoil(|row| row["share"] = json!(1.5)));
        assert!(!spoil(|row| row["date"] = json!("17 februari")));
        assert!(!spoil(|row| drop(row.insert("more".to_owned(), json!(1)))));
        assert!(spoil(|row| row["class"] = Value::Null));
    }

    #[test]
    fn a_list_of_words_holds_those_words_only() {
        let tags = Text::new("Märkning", "Tags");
        let column = Column::new("tags", tags, CellKind::List).words(&["dialogue"]);
        let schema = json_schema("items", &[column]);
        let is_valid = |rows: Value| jsonschema::is_valid(&schema, &rows);
        let cell = Cell::Words(vec![Text::new("Dialog", "dialogue")]);
        let row = Row {
            cells: vec![cell],
            ..Row::default()
        };
        let listing = Listing::new(vec![column], vec![row]);
        let json = to_text(&listing, Format::Json, &Style::default());
        assert!(is_valid(serde_json::from_str(&json).unwrap()));
        assert!(is_valid(json!([{"tags": []}])));
        assert!(!is_valid(json!([{"tags": ["Dialog"]}])));
    }

    #[test]
    fn properties_stand_in_the_order_of_the_columns() {
        let columns = sample::nasty().columns;
        let schema = json_schema("decisions", &columns);
        let properties = schema["items"]["properties"].as_object().unwrap();
        let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
        assert_eq!(keys, columns.iter().map(|c| c.key).collect::<Vec<_>>());
    }
}
