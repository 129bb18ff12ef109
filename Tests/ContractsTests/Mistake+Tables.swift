extension Mistake {
    /// Tables that are not right in themselves or with each other.
    static let tables = [
        Mistake(
            "a key without a type",
            in: "tables/notes.json",
            #"[{"AttributeName": "note_id", "KeyType""#,
            #"[{"AttributeName": "node_id", "KeyType""#,
            says: """
                Contracts/tables/notes.json:9:35: error: 'node_id' has no type (at \
                /KeySchema/0/AttributeName); add it to AttributeDefinitions
                """
        ),
        Mistake(
            "an index's key without a type",
            in: "tables/notes.json",
            #"{"AttributeName": "created_at", "KeyType""#,
            #"{"AttributeName": "made_at", "KeyType""#,
            says: """
                Contracts/tables/notes.json:15:27: error: 'made_at' has no type (at \
                /GlobalSecondaryIndexes/0/KeySchema/1/AttributeName); add it to AttributeDefinitions
                """
        ),
        Mistake(
            "a type for what is no key",
            in: "tables/shelves.json",
            #"[{"AttributeName": "shelf_id", "AttributeType": "S"}]"#,
            #"[{"AttributeName": "shelf_id", "AttributeType": "S"}, {"AttributeName": "notes", "AttributeType": "N"}]"#,
            says: """
                Contracts/tables/shelves.json:4:99: error: 'notes' is in no key (at \
                /AttributeDefinitions/1/AttributeName); define only attributes that a KeySchema names; \
                others need no definition
                """
        ),
        Mistake(
            "a sort key before the partition key",
            in: "tables/shelves.json",
            #""KeyType": "HASH""#,
            #""KeyType": "RANGE""#,
            says: """
                Contracts/tables/shelves.json:5:58: error: this must be HASH (at /KeySchema/0/KeyType); \
                put HASH first and RANGE second
                """
        ),
        Mistake(
            "a key that the record does not describe",
            in: "records/note.json",
            #""shelf_id": {"$ref""#,
            #""shelf": {"$ref""#,
            says: """
                Contracts/tables/notes.json:6:23: error: unknown attribute 'shelf_id' (at \
                /AttributeDefinitions/1/AttributeName); use one of 'created_at', 'note_id', 'shelf', \
                'text'
                Contracts/tables/notes.json:22:19: error: unknown attribute 'shelf_id' (at \
                /references/0/attribute); use one of 'created_at', 'note_id', 'shelf', 'text'
                Contracts/tables/shelves.json:17:72: error: unknown attribute 'shelf_id' (at \
                /totals/0/counts/by); use one of 'created_at', 'note_id', 'shelf', 'text'
                Contracts/tables/shelves.json:21:65: error: unknown attribute 'shelf_id' (at \
                /newest/0/prefixOf/by); use one of 'created_at', 'note_id', 'shelf', 'text'
                Fixtures/two.json:10:25: warning: the record does not describe the attribute 'shelf_id' \
                (at /tables/Notes/0/shelf_id); use one of 'created_at', 'note_id', 'shelf', 'text'
                Fixtures/two.json:11:25: warning: the record does not describe the attribute 'shelf_id' \
                (at /tables/Notes/1/shelf_id); use one of 'created_at', 'note_id', 'shelf', 'text'
                """
        ),
        Mistake(
            "a reference to an unknown table",
            in: "tables/notes.json",
            #""table": "Shelves""#,
            #""table": "Shelfs""#,
            says: """
                Contracts/tables/notes.json:22:40: error: unknown table 'Shelfs' (at \
                /references/0/table); use one of 'Notes', 'Shelves'
                """
        ),
        Mistake(
            "a reference to an unknown attribute",
            in: "tables/notes.json",
            #""key": "shelf_id""#,
            #""key": "id""#,
            says: """
                Contracts/tables/notes.json:22:58: error: unknown attribute 'id' (at /references/0/key); \
                use one of 'changed_at', 'last', 'notes', 'opened_at', 'shelf_id'
                Fixtures/two.json:10:37: error: no item of Shelves has the id "s1" (at \
                /tables/Notes/0/shelf_id); add it to Shelves, or correct 'shelf_id'
                Fixtures/two.json:11:37: error: no item of Shelves has the id "s1" (at \
                /tables/Notes/1/shelf_id); add it to Shelves, or correct 'shelf_id'
                """
        ),
        Mistake(
            "a total by an unknown attribute",
            in: "tables/shelves.json",
            #""by": "shelf_id"}}"#,
            #""by": "shelf"}}"#,
            says: """
                Contracts/tables/shelves.json:17:72: error: unknown attribute 'shelf' (at \
                /totals/0/counts/by); use one of 'created_at', 'note_id', 'shelf_id', 'text'
                """
        ),
        Mistake(
            "a table that no action uses",
            in: "actions/notes/add.json",
            #""reads": ["Shelves"], "#,
            "",
            says: """
                Contracts/tables/shelves.json:3:16: warning: no action reads or writes the table \
                'Shelves' (at /TableName); name it under "tables" of an action, or remove the file
                """
        ),
    ]

    /// Fixtures that do not fit the tables, the records, or themselves.
    static let fixtures = [
        Mistake(
            "a fixture that is not JSON",
            in: "Fixtures/two.json",
            #""clock""#,
            "clock",
            says: """
                Fixtures/two.json:4:3: error: expected a member name in quotes, but found 'c'; correct \
                the JSON
                """
        ),
        Mistake(
            "a fixture with a misspelt member",
            in: "Fixtures/two.json",
            #""description""#,
            #""descripton""#,
            says: """
                Fixtures/two.json:1:1: error: the file must have the member "description", but it is \
                missing; add it
                Fixtures/two.json:3:3: error: unknown member 'descripton' (at /descripton); did you mean \
                'description'?
                """
        ),
        Mistake(
            "a clock before any time of today",
            in: "Fixtures/two.json",
            "1767225600000",
            "-5",
            says: """
                Fixtures/two.json:4:12: error: 'clock' must be at least 1000000000000, but is -5 (at \
                /clock); what belongs here: The start of the mock's clock in \
                milliseconds since 1970-01-01T00:00Z.
                """
        ),
        Mistake(
            "a clock past the end of time",
            in: "Fixtures/two.json",
            "1767225600000",
            "1e400",
            says: """
                Fixtures/two.json:4:12: error: 'clock' must be at most 253402300799999, but is 1e400 (at \
                /clock); what belongs here: The start of the mock's clock in \
                milliseconds since 1970-01-01T00:00Z.
                """
        ),
        Mistake(
            "a counter that is no number",
            in: "Fixtures/two.json",
            #""notes": 2"#,
            #""notes": "2""#,
            says: """
                Fixtures/two.json:7:35: error: 'notes' must be an integer, but is a string (at \
                /tables/Shelves/0/notes); correct it, or the schema at \
                tables/shelves.json#/record/properties/notes/type
                """
        ),
        Mistake(
            "items of an unknown table",
            in: "Fixtures/two.json",
            #""Notes""#,
            #""Note""#,
            says: """
                Fixtures/two.json:7:35: error: 'notes' is 2, but Notes counts 0 (at \
                /tables/Shelves/0/notes); make it 0, or correct the items of Notes
                Fixtures/two.json:7:46: error: 'last' is of the newest item of Notes, but there is none \
                (at /tables/Shelves/0/last); add one, or remove this item
                Fixtures/two.json:9:13: error: unknown table 'Note' (at /tables/Note); did you mean \
                'Notes'?
                """
        ),
        Mistake(
            "an item that does not fit its record",
            in: "Fixtures/two.json",
            #""text": "Milk""#,
            #""text": null"#,
            says: """
                Fixtures/two.json:10:51: error: 'text' must be a string, but is null (at \
                /tables/Notes/0/text); correct it, or the schema at \
                records/note.json#/properties/text/type
                """
        ),
        Mistake(
            "an item with an unknown attribute",
            in: "Fixtures/two.json",
            #""text": "Milk""#,
            #""text": "Milk", "colour": "white""#,
            says: """
                Fixtures/two.json:10:59: warning: the record does not describe the attribute 'colour' \
                (at /tables/Notes/0/colour); use one of 'created_at', 'note_id', 'shelf_id', 'text'
                """
        ),
        Mistake(
            "an item without its key",
            in: "Fixtures/two.json",
            #""note_id": "n1", "#,
            "",
            says: """
                Fixtures/two.json:10:7: error: element 0 must have the member "note_id", but it is \
                missing (at /tables/Notes/0); correct it, or the schema at records/note.json#/required
                """
        ),
        Mistake(
            "an item with a key of the wrong type",
            in: "Fixtures/two.json",
            #""note_id": "n1""#,
            #""note_id": 1"#,
            says: """
                Fixtures/two.json:10:19: error: 'note_id' must be a string, but is a number (at \
                /tables/Notes/0/note_id); correct it, or the schema at \
                records/note.json#/properties/note_id/type
                """
        ),
        Mistake(
            "an item with an index's key of the wrong type",
            in: "Fixtures/two.json",
            "1767225500000}",
            #""1767225500000"}"#,
            says: """
                Fixtures/two.json:10:73: error: 'created_at' must be an integer, but is a string (at \
                /tables/Notes/0/created_at); correct it, or the schema at \
                records/note.json#/properties/created_at/type
                """
        ),
        Mistake(
            "an item with an empty key",
            in: "Fixtures/two.json",
            #""note_id": "n1""#,
            #""note_id": """#,
            says: """
                Fixtures/two.json:10:19: error: the key attribute 'note_id' must not be empty (at \
                /tables/Notes/0/note_id); give a value that fits the table's definition
                """
        ),
        Mistake(
            "two items with one key",
            in: "Fixtures/two.json",
            #""n2""#,
            #""n1""#,
            says: """
                Fixtures/two.json:11:7: error: a second item has the key of item 0 (at /tables/Notes/1); \
                change its 'note_id'
                """
        ),
        Mistake(
            "an item over 400 KB",
            in: "Fixtures/two.json",
            #""Milk""#,
            "\"" + String(repeating: "m", count: 410_000) + "\"",
            says: """
                Fixtures/two.json:10:7: error: the item has 410038 bytes (at /tables/Notes/0); make it \
                at most 409600
                """
        ),
        Mistake(
            "a reference to no item",
            in: "Fixtures/two.json",
            #""n1", "shelf_id": "s1""#,
            #""n1", "shelf_id": "s2""#,
            says: """
                Fixtures/two.json:7:35: error: 'notes' is 2, but Notes counts 1 (at \
                /tables/Shelves/0/notes); make it 1, or correct the items of Notes
                Fixtures/two.json:10:37: error: no item of Shelves has the shelf_id "s2" (at \
                /tables/Notes/0/shelf_id); add it to Shelves, or correct 'shelf_id'
                """
        ),
        Mistake(
            "a counter that does not agree",
            in: "Fixtures/two.json",
            #""notes": 2"#,
            #""notes": 3"#,
            says: """
                Fixtures/two.json:7:35: error: 'notes' is 3, but Notes counts 2 (at \
                /tables/Shelves/0/notes); make it 2, or correct the items of Notes
                """
        ),
        Mistake(
            "a text that is not the newest's",
            in: "Fixtures/two.json",
            #""last": "Bre""#,
            #""last": "Mil""#,
            says: """
                Fixtures/two.json:7:46: error: 'last' is no prefix of the newest 'text' in Notes (at \
                /tables/Shelves/0/last); start it like "Bread"
                """
        ),
        Mistake(
            "a change before the beginning",
            in: "Fixtures/two.json",
            "1000000000001",
            "999999999999",
            says: """
                Fixtures/two.json:7:95: error: 'changed_at' is before 'opened_at' (at \
                /tables/Shelves/0/changed_at); make it at least 1000000000000
                """
        ),
        Mistake(
            "a time after the fixture's clock",
            in: "Fixtures/two.json",
            "1767225500001",
            "1767225700000",
            says: """
                Fixtures/two.json:11:74: error: 1767225700000 is later than the fixture's clock (at \
                /tables/Notes/1/created_at); make it at most 1767225600000, or set "clock" later
                """
        ),
        Mistake(
            "an item of a table that has none to refer to",
            in: "Fixtures/two.json",
            #""last": "Bre""#,
            #""last": "Bre"}, {"shelf_id": "s2", "notes": 0, "last": "x""#,
            says: """
                Fixtures/two.json:7:93: error: 'last' is of the newest item of Notes, but there is none \
                (at /tables/Shelves/1/last); add one, or remove this item
                """
        ),
    ]
}
