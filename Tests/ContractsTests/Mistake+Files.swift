extension Mistake {
    /// Files that cannot be read, and members that do not belong.
    static let files = [
        Mistake(
            "a file that is not JSON",
            in: "service.json",
            #""notes","#,
            #""notes""#,
            says: """
                Contracts/service.json:4:3: error: expected ',' or '}', but found '"'; correct the JSON
                """
        ),
        Mistake(
            "a file that is no object, which others refer to",
            file: "actions/notes/add.json",
            is: "[]",
            says: """
                Contracts/actions/notes/add.json:1:1: error: the file must be an object, but is an array; \
                what belongs here: The contract of one action: its \
                request, responses, rules and examples.
                """
        ),
        Mistake(
            "an action without a method, which others refer to",
            in: "actions/notes/add.json",
            #""method": "POST""#,
            #""method": 7"#,
            says: """
                Contracts/actions/notes/add.json:5:13: error: 'method' must be one of "GET", "POST", \
                "PUT", "PATCH", "DELETE", but is 7 (at /method); what belongs here: The HTTP method of \
                the action.
                """
        ),
        Mistake(
            "a file that is nested too deeply",
            file: "records/deep.json",
            is: String(repeating: "[", count: 100_000),
            says: """
                Contracts/records/deep.json:1:513: error: arrays and objects are nested deeper than 512 \
                levels (at \(String(repeating: "/0", count: 100))...); flatten the value
                """
        ),
        Mistake(
            "a member that stands twice",
            in: "records/error.json",
            #""title": "Error""#,
            #""type": "object""#,
            says: """
                Contracts/records/error.json:4:3: error: the member name 'type' has already stood at 3:3 \
                (at /type); give each member its own name
                """
        ),
        Mistake(
            "no service.json",
            file: "service.json",
            is: nil,
            says: """
                Contracts/service.json: error: the file is missing; add it; every contract folder has \
                one, see meta/service.schema.json
                """
        ),
        Mistake(
            "a meta schema that is missing",
            file: "meta/service.schema.json",
            is: nil,
            says: """
                Contracts/meta/service.schema.json: error: the meta schema is missing; copy it from the \
                meta folder that comes with Understudy
                """
        ),
        Mistake(
            "a misspelt member",
            in: "actions/notes/add.json",
            #""summary""#,
            #""sumary""#,
            says: """
                Contracts/actions/notes/add.json:1:1: error: the file must have the member "summary", \
                but it is missing; add it
                Contracts/actions/notes/add.json:4:3: error: unknown member 'sumary' (at /sumary); did \
                you mean 'summary'?
                """
        ),
        Mistake(
            "a member far from any known",
            in: "service.json",
            #""routing""#,
            #""colour": 1, "routing""#,
            says: """
                Contracts/service.json:4:3: error: unknown member 'colour' (at /colour); use one of \
                '$schema', 'authorization', 'budget', 'conventions', 'error', 'errorContentType', 'formats', 'frontEnd' and 7 more
                """
        ),
        Mistake(
            "a misspelt member inside a list",
            in: "actions/notes/add.json",
            #""after""#,
            #""afer""#,
            says: """
                Contracts/actions/notes/add.json:51:7: error: unknown member 'afer' (at \
                /examples/1/afer); did you mean 'after'?
                """
        ),
        Mistake(
            "a misspelt member of a step",
            in: "scenarios/add.json",
            #""times""#,
            #""time""#,
            says: """
                Contracts/scenarios/add.json:20:7: error: unknown member 'time' (at /steps/1/time); did \
                you mean 'times'?
                """
        ),
        Mistake(
            "a misspelt member of an expectation",
            in: "scenarios/add.json",
            #""count""#,
            #""counts""#,
            says: """
                Contracts/scenarios/add.json:29:11: error: unknown member 'counts' (at \
                /steps/2/expect/0/counts); did you mean 'count'?
                """
        ),
        Mistake(
            "a misspelt keyword of a schema",
            in: "records/note.json",
            #""minLength""#,
            #""minLenght""#,
            says: """
                Contracts/records/note.json:13:33: error: unknown member 'minLenght' (at \
                /$defs/shelf/minLenght); did you mean 'minLength'?
                """
        ),
        Mistake(
            "a misspelt annotation",
            in: "records/note.json",
            #"{"time": true}"#,
            #"{"tme": true}"#,
            says: """
                Contracts/records/note.json:10:80: error: unknown member 'tme' (at \
                /properties/created_at/understudy/tme); did you mean 'time'?
                """
        ),
        Mistake(
            "a level that does not exist",
            in: "service.json",
            #""level": "must""#,
            #""level": "shall""#,
            says: """
                Contracts/service.json:9:32: error: 'level' cannot be 'shall' (at /rules/0/level); use \
                one of 'must', 'should'
                """
        ),
        Mistake(
            "a built-in check that does not exist",
            in: "service.json",
            "success-status",
            "sucess-status",
            says: """
                Contracts/service.json:9:93: error: 'check' cannot be 'sucess-status' (at \
                /rules/0/check); did you mean 'success-status'?
                """
        ),
        Mistake(
            "a status out of range",
            in: "scenarios/add.json",
            #""status": 400"#,
            #""status": 4000"#,
            says: """
                Contracts/scenarios/add.json:37:51: error: 'status' must be at most 599, but is 4000 (at \
                /steps/3/expect/0/status); what belongs here: An HTTP status (404), a class of them \
                ("4xx"), or a list of these of which any is accepted.
                """
        ),
        Mistake(
            "a class of statuses misspelt",
            in: "scenarios/add.json",
            #""status": 400"#,
            #""status": "4x""#,
            says: """
                Contracts/scenarios/add.json:37:51: error: 'status' must match the pattern ^[1-5]xx$, \
                but is "4x" (at /steps/3/expect/0/status); what belongs here: An HTTP status (404), a \
                class of them ("4xx"), or a list of these of which any is accepted.
                """
        ),
        Mistake(
            "a name of a rule with a space",
            in: "actions/notes/list.json",
            #""id": "list-shape""#,
            #""id": "list shape""#,
            says: """
                Contracts/actions/notes/list.json:37:15: error: unknown rule 'list-shape' (at \
                /responses/200/rule); did you mean 'list shape'?
                Contracts/actions/notes/list.json:43:5: error: nothing checks the rule 'list shape' (at \
                /rules/1); name it in a scenario's expectation or an example, bind it to a built-in \
                check, or drop it
                Contracts/actions/notes/list.json:43:12: error: 'id' must match the pattern \
                ^[a-z0-9]+(-[a-z0-9]+)*$, but is "list shape" (at /rules/1/id); what belongs here: The \
                rule's name, unique over the folder: lower-case words joined by hyphens.
                """
        ),
        Mistake(
            "a pointer without its slash",
            in: "scenarios/add.json",
            #""/note_id""#,
            #""note_id""#,
            says: """
                Contracts/scenarios/add.json:15:27: error: 'note' must match the pattern \
                ^(/([^~/]|~[01])*)*$, but is "note_id" (at /steps/0/capture/note); what belongs here: \
                The variables to capture from the response: a JSON Pointer into its body, or {"header": name}.
                """
        ),
        Mistake(
            "a pointer as a name without its slash",
            in: "scenarios/add.json",
            #"{"/notes": 4}"#,
            #"{"notes": 4}"#,
            says: """
                Contracts/scenarios/add.json:29:21: error: 'notes' has a name that must match the \
                pattern ^(/([^~/]|~[01])*)*$, but is "notes" (at /steps/2/expect/0/count/notes); what \
                belongs here: A JSON Pointer (RFC 6901).
                """
        ),
        Mistake(
            "another meta schema than the file's",
            in: "tables/notes.json",
            "table.schema.json",
            "action.schema.json",
            says: """
                Contracts/tables/notes.json:2:14: error: '$schema' does not name this file's meta schema \
                (at /$schema); write "../meta/table.schema.json"
                """
        ),
        Mistake(
            "a table's file that is empty",
            file: "tables/notes.json",
            is: "",
            says: """
                Contracts/tables/notes.json:1:1: error: the text ends where a value was expected; \
                correct the JSON
                """
        ),
        Mistake(
            "an empty text",
            in: "service.json",
            "A refusal is 400.",
            "",
            says: """
                Contracts/service.json:10:51: error: 'text' must be at least 1 character long, but is \
                empty (at /rules/1/text); what belongs here: The rule in one sentence, as reports print \
                it.
                """
        ),
        Mistake(
            "a probe without a reason",
            in: "scenarios/add.json",
            #""steps""#,
            #""probe": [{"action": "notes/list", "with": {"shelf_id": "s"}}], "steps""#,
            says: """
                Contracts/scenarios/add.json:1:1: error: the file must have the member "unless" because \
                it has "probe", but it is missing; add it
                """
        ),
    ]

    /// Schemas that do not compile, and references that lead nowhere.
    static let schemas = [
        Mistake(
            "a reference to a file that is not there",
            in: "actions/notes/list.json",
            "records/note.json",
            "records/nota.json",
            says: """
                Contracts/actions/notes/list.json:24:31: error: nothing is found at 'records/nota.json' \
                (at /responses/200/body/properties/notes/items/$ref); did you mean 'records/note.json'?
                """
        ),
        Mistake(
            "a reference to a part that is not there",
            in: "actions/notes/add.json",
            "$defs/shelf",
            "$defs/shelv",
            says: """
                Contracts/actions/notes/add.json:11:30: error: nothing is found at \
                'records/note.json#/$defs/shelv' (at /request/body/properties/shelf_id/$ref); did you \
                mean 'records/note.json#/$defs/shelf'?
                """
        ),
        Mistake(
            "a type that does not exist",
            in: "actions/notes/list.json",
            #""shelf_id": {"type": "string"}"#,
            #""shelf_id": {"type": "text"}"#,
            says: """
                Contracts/actions/notes/list.json:11:30: error: 'type' cannot be 'text' (at \
                /request/query/properties/shelf_id/type); use one of 'array', 'boolean', 'integer', \
                'null', 'number', 'object', 'string'
                """
        ),
        Mistake(
            "a keyword with a value of the wrong type",
            in: "actions/notes/add.json",
            #""minLength": 1"#,
            #""minLength": "1""#,
            says: """
                Contracts/actions/notes/add.json:12:49: error: 'minLength' must be an integer, but is a \
                string (at /request/body/properties/text/minLength); see JSON Schema, draft 2020-12
                """
        ),
        Mistake(
            "a pattern that is none",
            in: "actions/notes/list.json",
            "^[1-9][0-9]*$",
            "^[1-9*$",
            says: """
                Contracts/actions/notes/list.json:12:48: error: the pattern '^[1-9*$' is not a regular \
                expression of ECMA-262 from character 2 on (at /request/query/properties/limit/pattern); \
                the class is not closed; add ']' or write '\\[' for the character itself
                """
        ),
        Mistake(
            "a record that nothing refers to",
            file: "records/spare.json",
            is: #"{"$schema": "https://json-schema.org/draft/2020-12/schema"}"#,
            says: """
                Contracts/records/spare.json:1:1: warning: no $ref leads to this record; refer to it, or \
                remove the file
                """
        ),
        Mistake(
            "a file where none belongs",
            file: "action/add.json",
            is: "{}",
            says: """
                Contracts/action/add.json: warning: a contract folder has no files at this path, so \
                it is not read; move it to service.json, actions/, records/, tables/, scenarios/ or \
                meta/
                """
        ),
        Mistake(
            "a file with another extension",
            file: "actions/notes/drop.yaml",
            is: "action: notes/drop",
            says: """
                Contracts/actions/notes/drop.yaml: warning: only files that end in .json are read, and this \
                does not; let its name end in .json, or move it out of the folder
                """
        ),
        Mistake(
            "a hidden file",
            file: "actions/notes/.drop.json",
            is: "{}",
            says: """
                Contracts/actions/notes/.drop.json: warning: this is hidden, so it is not read; name it \
                'drop.json', or move it out of the folder
                """
        ),
        Mistake(
            "a definition that nothing refers to",
            in: "records/note.json",
            #""$defs": {"#,
            #"""
            "$defs": {
                "spare": true,
            """#,
            says: """
                Contracts/records/note.json:13:5: warning: no $ref leads to 'spare' (at /$defs/spare); \
                refer to it, or remove it
                """
        ),
    ]
}
