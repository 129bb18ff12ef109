extension Mistake {
    /// Mistakes that would leave a check with nothing to check.
    static let vacuous = [
        Mistake(
            "a list in the order of what its elements do not have",
            in: "actions/notes/list.json",
            #""by": "/created_at""#,
            #""by": "/created_aX""#,
            says: """
                Contracts/actions/notes/list.json:29:23: error: the schema of the list's elements does not describe \
                /created_aX (at /responses/200/body/properties/notes/understudy/list/by); did you mean \
                'created_at'?
                """
        ),
        Mistake(
            "a scenario's schema with a misspelt keyword and a variable",
            in: "scenarios/add.json",
            #""count": {"/notes": 4},"#,
            #""schema": {"properties": {"notes": {"itemsx": {}, "minItems": "${text}"}}},"#,
            says: """
                Contracts/scenarios/add.json:29:47: error: unknown member 'itemsx' (at \
                /steps/2/expect/0/schema/properties/notes/itemsx); did you mean 'items'?
                """
        ),
        Mistake(
            "a walk through what is no list of the answer",
            in: "scenarios/add.json",
            #""action": "notes/list","#,
            #""action": "notes/list", "walk": {"list": "/nope", "pages": 2},"#,
            says: """
                Contracts/scenarios/add.json:23:48: error: the answer's schema does not describe /nope (at \
                /steps/2/walk/list); name the list that 'notes/list' answers with
                """
        ),
        Mistake(
            "a variable without its brace",
            in: "scenarios/add.json",
            #""with": {"shelf_id": "${shelf}"},"#,
            #""with": {"shelf_id": "${shelf"},"#,
            says: """
                Contracts/scenarios/add.json:24:28: warning: '${' begins no variable here and stays as it is (at \
                /steps/2/with/shelf_id); write "${name}" with letters, digits and '_'; for the text itself use \
                a variable whose value is "$"
                """
        ),
        Mistake(
            "a name that a terminal would obey",
            in: "actions/notes/add.json",
            #""action": "notes/add","#,
            #""action": "notes/add", "a\nb\u001b[31m": 1,"#,
            says: """
                Contracts/actions/notes/add.json:3:26: error: unknown member 'a\\nb\\u{1b}[31m' (at \
                /a\\nb\\u{1b}[31m); use one of '$schema', 'action', 'advice', 'authorization', 'behaviour', \
                'examples', 'forms', 'free' and 12 more
                """
        ),
        Mistake(
            "a meta schema that is not JSON",
            file: "meta/record.schema.json",
            is: #"{"a":"#,
            says: """
                Contracts/meta/record.schema.json:1:6: error: the text ends where a value was expected (at /a); \
                correct the JSON
                """
        ),
        Mistake(
            "a fixture whose clock no clock can show",
            in: "Fixtures/two.json",
            #""clock": 1767225600000"#,
            #""clock": 9007199254740991"#,
            says: """
                Fixtures/two.json:4:12: error: 'clock' must be at most 253402300799999, but is 9007199254740991 (at \
                /clock); what belongs here: The start of the mock's clock in \
                milliseconds since 1970-01-01T00:00Z.
                """
        ),
        Mistake(
            "a count that is neither exact nor not",
            in: "tables/shelves.json",
            #""counts": {"table": "Notes", "by": "shelf_id"}}"#,
            #""counts": {"table": "Notes", "by": "shelf_id"}, "exact": 0}"#,
            says: """
                Contracts/tables/shelves.json:17:94: error: 'exact' must be a boolean, but is a number (at \
                /totals/0/exact); what belongs here: Whether the attribute equals the count, the default; \
                false: it is at least the count, because other events can increase it.
                """
        ),
        Mistake(
            "two items with one value of what is unique",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            #""record": {"$ref": "../records/note.json"}, "unique": ["shelf_id", "txt"],"#,
            says: """
                Contracts/tables/notes.json:20:70: error: unknown attribute 'txt' (at /unique/1); did you \
                mean 'text'?
                Fixtures/two.json:11:37: error: a second item has the shelf_id "s1" (at \
                /tables/Notes/1/shelf_id); give each item a 'shelf_id' of its own
                """
        ),
        Mistake(
            "a unique key that no index serves",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            #""record": {"$ref": "../records/note.json"}, "uniqueKeys": [["shelf_id", "text"]],"#,
            says: """
                Contracts/tables/notes.json:20:62: error: no index of Notes finds an item by shelf_id and text \
                (at /uniqueKeys/0); add an index whose key is shelf_id and text
                """
        ),
    ]
}
