extension Mistake {
    private static func table(_ member: String) -> String {
        #""record": {"$ref": "../records/note.json"},"# + "\n  \(member),"
    }

    /// Times to live and archives that would not do what is meant.
    static let expiries = [
        Mistake(
            "items that end by a time in milliseconds",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            table(#""TimeToLiveSpecification": {"AttributeName": "created_at", "Enabled": true}"#),
            says: """
                Contracts/tables/notes.json:21:48: warning: 'created_at' is a time in milliseconds by its schema, but \
                DynamoDB reads seconds: no item would expire (at /TimeToLiveSpecification/AttributeName); store seconds \
                since 1970, and say "understudy": {"time": "seconds"} in the schema
                """
        ),
        Mistake(
            "items that end by a text",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            table(#""TimeToLiveSpecification": {"AttributeName": "text", "Enabled": true}"#),
            says: """
                Contracts/tables/notes.json:21:48: warning: 'text' is a string by its schema, but DynamoDB reads numbers \
                only: no item would expire (at /TimeToLiveSpecification/AttributeName); store seconds since 1970 as a \
                number
                """
        ),
        Mistake(
            "items that end by what they do not have",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            table(#""TimeToLiveSpecification": {"AttributeName": "ends_at", "Enabled": true}"#),
            says: """
                Contracts/tables/notes.json:21:48: error: unknown attribute 'ends_at' (at \
                /TimeToLiveSpecification/AttributeName); use one of 'created_at', 'note_id', 'shelf_id', 'text'
                """
        ),
        Mistake(
            "items that end by two attributes",
            in: "tables/shelves.json",
            #""order": ["#,
            #"""
            "retention": {"attribute": "ends", "from": "opened_at", "seconds": 60},
              "TimeToLiveSpecification": {"AttributeName": "changed_at", "Enabled": true}, "order": [
            """#,
            says: """
                Contracts/tables/shelves.json:25:48: error: items would end by 'changed_at' and by 'ends' of the retention \
                (at /TimeToLiveSpecification/AttributeName); name the same attribute in both: DynamoDB reads one
                """
        ),
        Mistake(
            "an archive of items by what they do not have",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            table(#""archive": {"where": {"txt": "done"}, "time": "created"}"#),
            says: """
                Contracts/tables/notes.json:21:32: error: unknown attribute 'txt' (at /archive/where/txt); did you mean \
                'text'?
                Contracts/tables/notes.json:21:49: error: unknown attribute 'created' (at /archive/time); use one of \
                'created_at', 'note_id', 'shelf_id', 'text'
                """
        ),
        Mistake(
            "an archive of items with those of a table that has none",
            in: "tables/notes.json",
            #""record": {"$ref": "../records/note.json"},"#,
            table(#""archive": {"with": "Shelves"}"#),
            says: """
                Contracts/tables/notes.json:21:23: error: no item of Shelves is ever archived (at /archive/with); add \
                "archive" to its file, or remove it here
                """
        ),
        Mistake(
            "an archive of items with those of a table that they do not refer to",
            in: "tables/shelves.json",
            #""order": ["#,
            #""archive": {"with": "Notes"}, "order": ["#,
            says: """
                Contracts/tables/shelves.json:24:23: error: no reference of Shelves leads to Notes (at /archive/with); add \
                one to "references", or name another table
                """
        ),
    ]
}
