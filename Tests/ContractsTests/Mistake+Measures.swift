extension Mistake {
    /// Measures of what is not there.
    static let measures = [
        measured(
            "a measure of a table that is not there",
            #"{"name": "wait", "help": "A wait.", "table": "Note", "until": {"changed": "text"}}"#,
            """
            Contracts/service.json:7:61: error: unknown table 'Note' (at /measures/0/table); did you mean 'Notes'?
            """
        ),
        measured(
            "a measure until an attribute changes that is not there",
            #"{"name": "wait", "help": "A wait.", "table": "Notes", "until": {"changed": "txt"}}"#,
            """
            Contracts/service.json:7:91: error: unknown attribute 'txt' (at /measures/0/until/changed); did you \
            mean 'text'?
            """
        ),
        measured(
            "a measure until an action shows what it does not read",
            #"{"name": "wait", "help": "A wait.", "table": "Notes", "until": {"seenIn": "notes/add", "list": "/notes"}}"#,
            """
            Contracts/service.json:7:90: error: 'notes/add' does not read 'Notes' (at /measures/0/until/seenIn); \
            name an action that shows its records, or add the table to the action's reads
            """
        ),
        measured(
            "a measure that ends in two ways",
            #"{"name": "wait", "help": "A wait.", "table": "Notes", "until": {"changed": "text", "seenIn": "notes/list"}}"#,
            """
            Contracts/service.json:7:79: error: 'until' must have the member "list" because it has "seenIn", but \
            it is missing (at /measures/0/until); add it
            Contracts/service.json:7:79: error: 'until' must match exactly one of 2 schemas, but matches those at \
            0 and 1 (at /measures/0/until); what belongs here: The event that ends the duration.
            """
        ),
        measured(
            "an alarm with the name of one that every service has",
            #"{"name": "wait", "help": "A wait.", "table": "Notes", "until": {"changed": "text"}, "#
                + #""alarm": {"name": "Throttles", "seconds": 5, "summary": "Late."}}"#,
            """
            Contracts/service.json:7:118: error: there is another alarm 'Throttles' (at /measures/0/alarm/name); \
            give it a name of its own; every service has Throttles, FunctionErrors, SlowRequests, TableThrottles
            """
        ),
        measured(
            "two measures of one name",
            #"{"name": "a", "help": "A.", "table": "Notes", "until": {"changed": "text"}}, "#
                + #"{"name": "a", "help": "B.", "table": "Notes", "until": {"seenIn": "notes/list", "list": "/notes"}}"#,
            """
            Contracts/service.json:7:102: error: there is another measure 'a' (at /measures/1/name); give each a \
            unique name: it identifies the metric
            """
        ),
    ]

    /// Loads of nobody, of no table, and of nobody knows how often.
    static let loads = [
        Mistake(
            "records of a table that is not there",
            in: "service.json",
            #""error": {"#,
            #""load": {"population": {"reader": 5}, "records": {"Note": 1}}, "error": {"#,
            says: """
                Contracts/service.json:7:61: error: unknown table 'Note' (at /load/records/Note); did you mean 'Notes'?
                """
        ),
        Mistake(
            "a load by nobody says how many",
            in: "actions/notes/add.json",
            #""method""#,
            #""load": {"by": "reader", "perHour": 2}, "method""#,
            says: """
                Contracts/actions/notes/add.json:5:11: error: 'notes/add' has a load, but \
                service.json has no population (at /load); add "load" with "population" to service.json, or \
                drop it here
                """
        ),
        Mistake(
            "a load that nothing says the pace of",
            in: "actions/notes/add.json",
            #""method""#,
            #""load": {"by": "reader"}, "method""#,
            says: """
                Contracts/actions/notes/add.json:5:11: error: 'notes/add' has a load, but \
                service.json has no population (at /load); add "load" with "population" to service.json, or \
                drop it here
                Contracts/actions/notes/add.json:5:11: error: the load of 'notes/add' has no rate (at \
                /load); add "perHour", or "poll" with "seconds" to the action
                """
        ),
    ]

    private static func measured(_ name: String, _ measures: String, _ report: String) -> Mistake {
        Mistake(
            name,
            in: "service.json",
            #""error": {"#,
            "\"measures\": [\(measures)], \"error\": {",
            says: report
        )
    }
}
