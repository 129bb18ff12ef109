extension Mistake {
    /// Examples that do not fit or cannot be played.
    static let examples = [
        Mistake(
            "two examples with one name",
            in: "actions/notes/add.json",
            #""short note""#,
            #""first note""#,
            says: """
                Contracts/actions/notes/add.json:48:15: error: a second example is named 'first note' \
                (at /examples/1/name); rename it or the first, in Contracts/actions/notes/add.json line \
                43
                Contracts/actions/notes/add.json:51:17: error: the example 'first note' depends \
                on itself (at /examples/1/after/0); break the cycle of "after"
                """
        ),
        Mistake(
            "an example without a required argument",
            in: "actions/notes/add.json",
            #""request": {"shelf_id": "shelf-1", "text": "Milk"}"#,
            #""request": {"shelf_id": "shelf-1"}"#,
            says: """
                Contracts/actions/notes/add.json:44:18: error: 'request' must have the member "text", \
                but it is missing (at /examples/0/request); correct it, or the schema at \
                actions/notes/add.json#/request/body/required
                """
        ),
        Mistake(
            "an example with an argument of the wrong type",
            in: "actions/notes/add.json",
            #""text": "Bread""#,
            #""text": 5"#,
            says: """
                Contracts/actions/notes/add.json:52:50: error: 'text' must be a string, but is a number \
                (at /examples/1/request/text); correct it, or the schema at \
                actions/notes/add.json#/request/body/properties/text/type
                """
        ),
        Mistake(
            "an example with a misspelt argument",
            in: "actions/notes/list.json",
            #""request": {"shelf_id": "shelf-1"}"#,
            #""request": {"shelf_id": "shelf-1", "limt": "2"}"#,
            says: """
                Contracts/actions/notes/list.json:50:42: warning: the request's schema does not describe \
                the argument 'limt' (at /examples/0/request/limt); did you mean 'limit'?
                """
        ),
        Mistake(
            "an example whose answer does not fit",
            in: "actions/notes/list.json",
            "1767225600000",
            #""today""#,
            says: """
                Contracts/actions/notes/list.json:54:92: error: 'created_at' must be an integer, but is \
                a string (at /examples/0/response/body/notes/0/created_at); correct it, or the schema at \
                records/note.json#/properties/created_at/type
                """
        ),
        Mistake(
            "an example whose answer lacks a body",
            in: "actions/notes/add.json",
            #", "body": {"note_id": "n1"}"#,
            "",
            says: """
                Contracts/actions/notes/add.json:45:19: error: the answer's body is missing (at \
                /examples/0/response); add "body"
                """
        ),
        Mistake(
            "an example of an answer that is not described",
            in: "actions/notes/add.json",
            #"{"status": 200, "body": {"note_id": "n1"}"#,
            #"{"status": 201, "body": {"note_id": "n1"}"#,
            says: """
                Contracts/actions/notes/add.json:45:30: error: the action has no answer 201 (at \
                /examples/0/response/status); use one of 200, 400, or describe it under "responses"
                """
        ),
        Mistake(
            "an example after an unknown one",
            in: "actions/notes/list.json",
            "notes/add: first note",
            "notes/add: frst note",
            says: """
                Contracts/actions/notes/list.json:49:17: error: unknown example 'notes/add: frst note' \
                (at /examples/0/after/0); did you mean 'notes/add: first note'?
                """
        ),
        Mistake(
            "an example after one of an unknown action",
            in: "actions/notes/list.json",
            "notes/add: first note",
            "notes/ad: first note",
            says: """
                Contracts/actions/notes/list.json:49:17: error: unknown action 'notes/ad' (at \
                /examples/0/after/0); did you mean 'notes/add'?
                """
        ),
        Mistake(
            "an example after itself",
            in: "actions/notes/add.json",
            #"["notes/add: first note"]"#,
            #"["notes/add: short note"]"#,
            says: """
                Contracts/actions/notes/add.json:51:17: error: the example 'short note' depends \
                on itself (at /examples/1/after/0); break the cycle of "after"
                """
        ),
        Mistake(
            "an example in an unknown form",
            in: "actions/notes/add.json",
            #""form": "short""#,
            #""form": "shirt""#,
            says: """
                Contracts/actions/notes/add.json:50:15: error: unknown form 'shirt' (at \
                /examples/1/form); did you mean 'short'?
                """
        ),
        Mistake(
            "an example for an unknown rule",
            in: "actions/notes/add.json",
            #"""
            "rule": "add-short",
                  "form"
            """#,
            #"""
            "rule": "add-sort",
                  "form"
            """#,
            says: """
                Contracts/actions/notes/add.json:39:5: error: nothing checks the rule 'add-short' (at \
                /rules/1); name it in a scenario's expectation or an example, bind it to a built-in \
                check, or drop it
                Contracts/actions/notes/add.json:49:15: error: unknown rule 'add-sort' (at \
                /examples/1/rule); did you mean 'add-short'?
                """
        ),
    ]

    /// Scenarios that use what is not there.
    static let scenarios = [
        Mistake(
            "a suite that does not exist",
            in: "scenarios/add.json",
            #""suite": "notes/add""#,
            #""suite": "notes/ad""#,
            says: """
                Contracts/scenarios/add.json:5:12: error: unknown suite 'notes/ad' (at /suite); did you \
                mean 'notes/add'?
                """
        ),
        Mistake(
            "a step with an unknown action",
            in: "scenarios/add.json",
            #""action": "notes/list""#,
            #""action": "notes/lists""#,
            says: """
                Contracts/scenarios/add.json:23:17: error: unknown action 'notes/lists' (at \
                /steps/2/action); did you mean 'notes/list'?
                """
        ),
        Mistake(
            "a step in an unknown form",
            in: "scenarios/add.json",
            #""times": 3"#,
            #""times": 3, "form": "long""#,
            says: """
                Contracts/scenarios/add.json:20:27: error: unknown form 'long' (at /steps/1/form); use \
                one of 'short'
                """
        ),
        Mistake(
            "an expectation of an unknown rule",
            in: "scenarios/add.json",
            #""rule": "add-polite""#,
            #""rule": "add-politely""#,
            says: """
                Contracts/actions/notes/add.json:38:5: error: nothing checks the rule 'add-polite' (at \
                /rules/0); name it in a scenario's expectation or an example, bind it to a built-in \
                check, or drop it
                Contracts/scenarios/add.json:37:27: error: unknown rule 'add-politely' (at \
                /steps/3/expect/0/rule); did you mean 'add-polite'?
                """
        ),
        Mistake(
            "an expectation of a status that the action has not",
            in: "scenarios/add.json",
            #""status": 400"#,
            #""status": 409"#,
            says: """
                Contracts/scenarios/add.json:37:51: error: 'notes/add' has no answer 409 (at \
                /steps/3/expect/0/status); use one of 200, 400, or describe it in the action's \
                "responses"
                """
        ),
        Mistake(
            "a step with a misspelt argument",
            in: "scenarios/add.json",
            #""text": "${index}""#,
            #""text": "${index}", "txt": 1"#,
            says: """
                Contracts/scenarios/add.json:19:60: warning: the request's schema does not describe the \
                argument 'txt' (at /steps/1/with/txt); did you mean 'text'?
                """
        ),
        Mistake(
            "a step without a required argument",
            in: "scenarios/add.json",
            #"{"shelf_id": "${shelf}", "text": "${index}"}"#,
            #"{"shelf_id": "${shelf}-${index}"}"#,
            says: """
                Contracts/scenarios/add.json:19:15: error: 'with' must have the member "text", but it is \
                missing (at /steps/1/with); correct it, or the schema at \
                actions/notes/add.json#/request/body/required
                """
        ),
        Mistake(
            "a step with an argument of the wrong type",
            in: "scenarios/add.json",
            #""text": "${index}""#,
            #""text": 7"#,
            says: """
                Contracts/scenarios/add.json:19:48: error: 'text' must be a string, but is a number (at \
                /steps/1/with/text); correct it, or the schema at \
                actions/notes/add.json#/request/body/properties/text/type
                """
        ),
        Mistake(
            "an expected schema that does not compile",
            in: "scenarios/add.json",
            #""status": 400"#,
            ##""schema": {"$ref": "#/nowhere"}, "status": 400"##,
            says: """
                Contracts/scenarios/add.json:37:60: error: nothing is found at \
                'scenarios/add.json#/nowhere' (at /steps/3/expect/0/schema/$ref); use one of \
                'records/error.json', 'records/note.json'
                """
        ),
        Mistake(
            "a captured value with a misspelt name",
            in: "scenarios/add.json",
            #""note": "/note_id""#,
            #""note": "/note_ids""#,
            says: """
                Contracts/scenarios/add.json:15:27: warning: the answer's schema does not describe \
                /note_ids (at /steps/0/capture/note); did you mean 'note_id'?
                """
        ),
        Mistake(
            "an expected list with a misspelt name",
            in: "scenarios/add.json",
            #"{"/notes": 4}"#,
            #"{"/note": 4}"#,
            says: """
                Contracts/scenarios/add.json:29:30: warning: the answer's schema does not describe /note \
                (at /steps/2/expect/0/count/~1note); did you mean 'notes'?
                """
        ),
        Mistake(
            "an expected record with a misspelt name",
            in: "scenarios/add.json",
            #""values": {"/text": "${text}"}"#,
            #""values": {"/txt": "${text}"}"#,
            says: """
                Contracts/scenarios/add.json:30:93: warning: the answer's schema does not describe /txt \
                (at /steps/2/expect/0/records/0/values/~1txt); did you mean 'text'?
                """
        ),
        Mistake(
            "two cases with one name",
            in: "scenarios/add.json",
            #""name": "astral""#,
            #""name": "plain""#,
            says: """
                Contracts/scenarios/add.json:9:14: error: a second case is named 'plain' (at \
                /cases/1/name); rename it or the first, in Contracts/scenarios/add.json line 8
                """
        ),
    ]

    /// Variables that are not there, or of no use.
    static let variables = [
        Mistake(
            "a variable that is never defined",
            in: "scenarios/add.json",
            #""text": "${index}""#,
            #""text": "${shelv}""#,
            says: """
                Contracts/scenarios/add.json:19:48: error: the variable 'shelv' has no value here (at \
                /steps/1/with/text); did you mean 'shelf'?
                """
        ),
        Mistake(
            "a variable used before it is captured",
            in: "scenarios/add.json",
            #""text": "${text}"},"#,
            #""text": "${text} ${later}"},"#,
            says: """
                Contracts/scenarios/add.json:14:48: error: the variable 'later' has no value here (at \
                /steps/0/with/text); use one of 'name', 'run', 'shelf', 'text'
                """
        ),
        Mistake(
            "an index in a step that is not repeated",
            in: "scenarios/add.json",
            "Far too long a note",
            "${index}",
            says: """
                Contracts/scenarios/add.json:36:48: error: the variable 'index' has no value here (at \
                /steps/3/with/text); 'index' is known where a step has "times" of 2 or more
                """
        ),
        Mistake(
            "a variable that is never used",
            in: "scenarios/add.json",
            #"{"shelf":"#,
            #"{"spare": 1, "shelf":"#,
            says: """
                Contracts/scenarios/add.json:6:17: warning: the variable 'spare' is never used (at \
                /variables/spare); use it as "${spare}", or remove it
                """
        ),
        Mistake(
            "a capture that is never used",
            in: "scenarios/add.json",
            #"{"note": "/note_id"}"#,
            #"{"note": "/note_id", "other": ""}"#,
            says: """
                Contracts/scenarios/add.json:15:39: warning: the variable 'other' is never used (at \
                /steps/0/capture/other); use it as "${other}", or remove it
                """
        ),
        Mistake(
            "a case that lacks a variable",
            in: "scenarios/add.json",
            #"{"name": "astral", "text": "𝒳"}"#,
            #"{"name": "astral"}"#,
            says: """
                Contracts/scenarios/add.json:9:5: error: the case 'astral' has no value for the variable \
                'text' (at /cases/1); add it, or give it a value for all cases under "variables"
                """
        ),
    ]
}
