extension Mistake {
    /// Actions that name what is not there.
    static let actions = [
        Mistake(
            "an action in the wrong file",
            in: "actions/notes/list.json",
            #""action": "notes/list""#,
            #""action": "notes/show""#,
            says: """
                Contracts/actions/notes/list.json:3:13: error: the action 'notes/show' is in the wrong \
                file (at /action); move it to Contracts/actions/notes/show.json, or correct the name
                Contracts/scenarios/add.json:23:17: error: unknown action 'notes/list' (at \
                /steps/2/action); use one of 'notes/add', 'notes/show'
                """
        ),
        Mistake(
            "two rules with one id",
            in: "actions/notes/add.json",
            #""id": "add-polite""#,
            #""id": "answers""#,
            says: """
                Contracts/actions/notes/add.json:16:23: error: unknown rule 'add-polite' (at \
                /advice/0/rule); use one of 'add-short', 'answers', 'list-complete', \
                'list-oldest-first', 'list-shape', 'refusals'
                Contracts/actions/notes/add.json:38:12: error: a second rule is named 'answers' (at \
                /rules/0/id); rename it or the first, in Contracts/service.json line 9
                Contracts/scenarios/add.json:37:27: error: unknown rule 'add-polite' (at \
                /steps/3/expect/0/rule); use one of 'add-short', 'answers', 'list-complete', \
                'list-oldest-first', 'list-shape', 'refusals'
                """
        ),
        Mistake(
            "a form for an unknown rule",
            in: "actions/notes/add.json",
            #"""
            "name": "short",
                  "rule": "add-short"
            """#,
            #"""
            "name": "short",
                  "rule": "add-shrt"
            """#,
            says: """
                Contracts/actions/notes/add.json:20:15: error: unknown rule 'add-shrt' (at \
                /forms/0/rule); did you mean 'add-short'?
                """
        ),
        Mistake(
            "advice from an unknown rule",
            in: "actions/notes/add.json",
            #"[{"rule": "add-polite""#,
            #"[{"rule": "be-kind""#,
            says: """
                Contracts/actions/notes/add.json:16:23: error: unknown rule 'be-kind' (at \
                /advice/0/rule); use one of 'add-polite', 'add-short', 'answers', 'list-complete', \
                'list-oldest-first', 'list-shape', 'refusals'
                """
        ),
        Mistake(
            "a shape under an unknown rule",
            in: "actions/notes/list.json",
            #""rule": "list-shape""#,
            #""rule": "list-shapes""#,
            says: """
                Contracts/actions/notes/list.json:37:15: error: unknown rule 'list-shapes' (at \
                /responses/200/rule); did you mean 'list-shape'?
                Contracts/actions/notes/list.json:43:5: error: nothing checks the rule 'list-shape' (at \
                /rules/1); name it in a scenario's expectation or an example, bind it to a built-in \
                check, or drop it
                """
        ),
        Mistake(
            "an order under an unknown rule",
            in: "actions/notes/list.json",
            #""rule": "list-oldest-first""#,
            #""rule": "list-oldest""#,
            says: """
                Contracts/actions/notes/list.json:31:25: error: unknown rule 'list-oldest' (at \
                /responses/200/body/properties/notes/understudy/list/rule); use one of 'add-polite', \
                'add-short', 'answers', 'list-complete', 'list-oldest-first', 'list-shape', 'refusals'
                Contracts/actions/notes/list.json:42:5: error: nothing checks the rule \
                'list-oldest-first' (at /rules/0); name it in an 'understudy' list annotation of a \
                response, or drop its check
                """
        ),
        Mistake(
            "a table that does not exist",
            in: "actions/notes/add.json",
            #"["Notes"]"#,
            #"["Note"]"#,
            says: """
                Contracts/actions/notes/add.json:36:47: error: unknown table 'Note' (at \
                /tables/writes/0); did you mean 'Notes'?
                """
        ),
        Mistake(
            "a GET with a body",
            in: "actions/notes/list.json",
            #""query": {"#,
            #""body": {"#,
            says: """
                Contracts/actions/notes/list.json:6:14: error: a GET has no body to read arguments from \
                (at /request); describe the arguments under "query", or change the method to POST
                """
        ),
        Mistake(
            "a rule that nothing checks",
            in: "actions/notes/add.json",
            #"""
            "rule": "add-short",
                  "form"
            """#,
            #""form""#,
            says: """
                Contracts/actions/notes/add.json:39:5: error: nothing checks the rule 'add-short' (at \
                /rules/1); name it in a scenario's expectation or an example, bind it to a built-in \
                check, or drop it
                """
        ),
        Mistake(
            "an answer that nothing leads to",
            in: "actions/notes/list.json",
            #""responses": {"#,
            #"""
            "responses": {
                "404": {"body": {"$ref": "../../records/error.json"}},
            """#,
            says: """
                Contracts/actions/notes/list.json:17:5: warning: no example and no expectation of \
                'notes/list' names the status 404 (at /responses/404); add an example or a scenario that \
                leads to it, say why there is none in "untested", or drop it
                """
        ),
        Mistake(
            "a check of an order that no list names",
            in: "actions/notes/add.json",
            #""text": "The short form works.""#,
            #""text": "The short form works."}, {"id": "add-order", "level": "must", "text": "In order.", "check": "list-order""#,
            says: """
                Contracts/actions/notes/add.json:39:78: error: nothing checks the rule 'add-order' (at \
                /rules/2); name it in an 'understudy' list annotation of a response, or drop its check
                """
        ),
    ]
}
