extension Mistake {
    /// Requirements of tokens that cannot be asked for.
    static let authorizations = [
        Mistake(
            "an action that does not say who may use it",
            in: "service.json",
            #""error": {"#,
            #""authorization": {"roles": ["/role"]}, "error": {"#,
            says: """
                Contracts/actions/notes/add.json:1:1: error: the service has an authorization, but \
                'notes/add' does not say who may use it; add "authorization", for example {"public": true} \
                or {"subject": "user_id"}
                Contracts/actions/notes/list.json:1:1: error: the service has an authorization, but \
                'notes/list' does not say who may use it; add "authorization", for example {"public": true} \
                or {"subject": "user_id"}
                """
        ),
        asked(
            "a token that the service does not describe",
            "{}",
            """
            36:20: error: 'notes/add' asks for a token, but service.json does not say what a token holds (at \
            /authorization); add "authorization" to service.json, or drop it here
            """
        ),
        asked(
            "a subject that is no argument",
            #"{"subject": "shelf"}"#,
            """
            36:20: error: 'notes/add' asks for a token, but service.json does not say what a token holds (at \
            /authorization); add "authorization" to service.json, or drop it here
            """,
            """
            36:32: error: unknown argument 'shelf' (at /authorization/subject); use one of 'shelf_id', 'text'
            """
        ),
        asked(
            "an owner in a table that is not there",
            #"{"owner": {"table": "Shelf", "argument": "shelf_id", "attribute": "last"}}"#,
            """
            36:20: error: 'notes/add' asks for a token, but service.json does not say what a token holds (at \
            /authorization); add "authorization" to service.json, or drop it here
            """,
            """
            36:40: error: unknown table 'Shelf' (at /authorization/owner/table); use one of 'Notes', 'Shelves'
            """
        ),
        asked(
            "an owner in an attribute that is not there",
            #"{"owner": {"table": "Shelves", "argument": "shelf_id", "attribute": "lst"}}"#,
            """
            36:20: error: 'notes/add' asks for a token, but service.json does not say what a token holds (at \
            /authorization); add "authorization" to service.json, or drop it here
            """,
            """
            36:88: error: unknown attribute 'lst' (at /authorization/owner/attribute); did you mean 'last'?
            """
        ),
    ]

    /// A requirement of the sample's first action; `lines` are without the file's name.
    private static func asked(_ name: String, _ text: String, _ lines: String...) -> Mistake {
        Mistake(
            name,
            in: "actions/notes/add.json",
            #""tables": {"#,
            #""authorization": \#(text), "tables": {"#,
            says: lines.map { "Contracts/actions/notes/add.json:\($0)" }.joined(separator: "\n")
        )
    }
}
