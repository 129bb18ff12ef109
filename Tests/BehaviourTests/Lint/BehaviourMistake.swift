/// A mistake in a behaviour.
struct BehaviourMistake: Sendable {
    var name: String
    var method = "POST"
    var steps: [String]
    var tables = #"{"writes": ["Orders", "Lines"]}"#
    var responses = ""

    /// The folder with the mistake.
    var folder: OrderFolder {
        OrderFolder(
            method: method,
            behaviour: "[\n    \(steps.joined(separator: ",\n    "))\n  ]",
            tables: tables,
            responses: responses
        )
    }

    /// The steps of the behaviour that is right.
    static let get =
        #"{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "order", "else": {"status": 404, "error": "no order"}}"#
    static let require =
        #"{"require": {"equal": ["${order/status}", "open"]}, "else": {"status": 409, "error": "paid"}}"#
    static let update =
        #"{"update": "order", "set": {"status": "paid", "note": "${note}"}, "add": {"total": "${amount}"}}"#
    static let put =
        #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1", "price": "${amount}"}}"#
    static let answer =
        #"{"answer": {"order_id": "${order/order_id}", "status": "${order/status}", "total": "${order/total}"}}"#
    static let right = BehaviourMistake(name: "none", steps: [get, require, update, put, answer])

    /// A mistake in one step of the behaviour.
    private static func with(
        _ name: String,
        get: String = get,
        require: String = require,
        update: String = update,
        put: String = put,
        answer: String = answer
    ) -> BehaviourMistake {
        BehaviourMistake(name: name, steps: [get, require, update, put, answer])
    }

    private static func member(_ name: String, _ value: String) -> BehaviourMistake {
        with(name, answer: #"{"answer": {"order_id": "${order_id}", "status": "open", "total": \#(value)}}"#)
    }

    static let all = written + names + reads + writes + answers + conditions

    private static let written = [
        with("a step that is none", update: #"{"change": "order", "set": {"note": "x"}}"#),
        with("two steps in one", update: #"{"delete": "order", "update": "order", "set": {"note": "x"}}"#),
        with("a get without a key", get: #"{"get": "Orders", "as": "order"}"#),
        with("a put without an item", put: #"{"put": "Lines"}"#),
        with(
            "a refusal with a success",
            get:
                #"{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "order", "else": {"status": 200}}"#
        ),
        with(
            "a refusal without a status",
            get:
                #"{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "order", "else": {"error": "none"}}"#
        ),
        with("a status that is none", answer: #"{"answer": {}, "status": 700}"#),
        with(
            "a record that is called now",
            get:
                #"{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "now", "else": {"status": 404}}"#
        ),
        member("a function that is none", #"{"$add": [1, 2]}"#),
        member("two functions in one", #"{"$count": [], "$first": [1]}"#),
        with("a reference without its end", update: #"{"update": "order", "set": {"note": "${note"}}"#),
        member("a sum of nothing", #"{"$sum": []}"#),
        with(
            "a prefix without a length",
            update: #"{"update": "order", "set": {"note": {"$prefix": "${note}"}}}"#
        ),
        member("a list without a table", #"{"$list": 1}"#),
        member(
            "a direction that is none",
            #"{"$count": {"$list": "Orders", "where": {"customer_id": "${customer_id}"}, "direction": "up"}}"#
        ),
        with(
            "a form of time that is none",
            update: #"{"update": "order", "set": {"sent_at": {"$now": {"as": "weeks"}}}}"#
        ),
        with(
            "an option of now that is none",
            update: #"{"update": "order", "set": {"sent_at": {"$now": {"later": 1}}}}"#
        ),
        member("an option that is misspelt", #"{"$count": [], "were": {}}"#),
        with(
            "one value that is equal",
            require: #"{"require": {"equal": ["${order/status}"]}, "else": {"status": 409}}"#
        ),
        with(
            "a length without a number",
            require: #"{"require": {"bytes": "${note}"}, "else": {"status": 409}}"#
        ),
    ]

    private static let names = [
        with(
            "a name that nothing binds",
            answer: #"{"answer": {"order_id": "${oder/order_id}", "status": "open"}}"#
        ),
        with(
            "an attribute that the record lacks",
            answer: #"{"answer": {"order_id": "${order/id}", "status": "open"}}"#
        ),
        with(
            "a record that is used before it is found",
            get: #"{"require": {"equal": ["${order/status}", "open"]}}"#,
            require: get
        ),
        with("an update of what is not found", update: #"{"update": "orders", "set": {"note": "x"}}"#),
        with("a deletion of what is not found", update: #"{"delete": "line"}"#),
        with(
            "a name that an argument has",
            get:
                #"{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "note", "else": {"status": 404}}"#,
            require: #"{"require": true}"#,
            update: #"{"update": "note", "set": {"note": "x"}}"#,
            answer: #"{"answer": {"order_id": "${order_id}", "status": "open"}}"#
        ),
        with(
            "a name that another table's record has",
            put:
                #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1", "price": 1}, "as": "order"}"#
        ),
        BehaviourMistake(name: "a step after the answer", steps: [get, answer, update, put, require]),
        BehaviourMistake(
            name: "a step after two answers",
            steps: [
                get, require, update, put,
                #"{"when": {"required": ["note"]}, "then": [\#(answer)], "otherwise": [\#(answer)]}"#, answer,
            ]
        ),
        BehaviourMistake(name: "no answer", steps: [get, require, update, put]),
    ]

    private static let reads = [
        with(
            "a table that is none",
            get:
                #"{"get": "Order", "key": {"order_id": "${order_id}"}, "as": "order", "else": {"status": 404}}"#,
            require: #"{"require": true}"#,
            update: #"{"require": true}"#,
            answer: #"{"answer": {"order_id": "${order_id}", "status": "open"}}"#
        ),
        with(
            "a put into no table",
            put: #"{"put": "Line", "item": {"order_id": "1", "line": "1", "price": 1}}"#
        ),
        member("a list of no table", #"{"$count": {"$list": "Customers"}}"#),
        with(
            "a query that would read everything",
            require: #"{"query": "Orders", "where": {"note": "${note}"}, "as": "others"}"#
        ),
        with(
            "a key that is none",
            get: #"{"get": "Orders", "key": {"note": "x"}, "as": "order", "else": {"status": 404}}"#
        ),
        with("half of a key", require: #"{"get": "Lines", "key": {"line": "1"}, "as": "line"}"#),
        with(
            "a condition on no attribute",
            require:
                #"{"query": "Orders", "where": {"customer_id": "${customer_id}", "state": "open"}, "as": "others"}"#
        ),
        with(
            "a key of another type",
            get:
                #"{"get": "Orders", "key": {"order_id": "${amount}"}, "as": "order", "else": {"status": 404}}"#
        ),
        with(
            "a value that no record can have",
            require:
                #"{"query": "Orders", "where": {"customer_id": "${customer_id}", "status": "closed"}, "as": "others"}"#
        ),
    ]

    private static let writes = [
        with(
            "a record without its key",
            put: #"{"put": "Lines", "item": {"order_id": "${order_id}", "price": 1}}"#
        ),
        with(
            "a record without a required attribute",
            put: #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1"}}"#
        ),
        with(
            "an attribute of another type",
            put:
                #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1", "price": "${customer_id}"}}"#
        ),
        with(
            "an attribute that the record does not allow",
            put:
                #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1", "price": 1, "txt": "x"}}"#
        ),
        with(
            "an attribute that some requests leave out",
            put: #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "${note}", "price": 1}}"#
        ),
        with(
            "a value that the record does not allow",
            put:
                #"{"put": "Orders", "item": {"customer_id": "${customer_id}", "status": "new", "total": 0, "created_at": "${now}", "sent_at": "${now}"}}"#
        ),
        with(
            "a record that an index does not hold",
            put:
                #"{"put": "Orders", "item": {"customer_id": "${customer_id}", "status": "open", "total": 0, "created_at": "${now}"}}"#
        ),
        with("an update of the key", update: #"{"update": "order", "set": {"order_id": "2"}}"#),
        with("an update of no attribute", update: #"{"update": "order", "set": {"notes": "x"}}"#),
        with("an update with another type", update: #"{"update": "order", "set": {"total": "${note}"}}"#),
        with(
            "an update with a value that is not allowed",
            update: #"{"update": "order", "set": {"status": "done"}}"#
        ),
        with("an addition to a text", update: #"{"update": "order", "add": {"note": 1}}"#),
        with("an addition of a text", update: #"{"update": "order", "add": {"total": "${note}"}}"#),
        with("the removal of a required attribute", update: #"{"update": "order", "remove": ["total"]}"#),
        BehaviourMistake(
            name: "a GET that writes",
            method: "GET",
            steps: [get, update, answer],
            tables: #"{"writes": ["Orders"]}"#
        ),
        BehaviourMistake(
            name: "a table that is written and not declared",
            steps: [get, require, update, put, answer],
            tables: #"{"writes": ["Orders"]}"#
        ),
        BehaviourMistake(
            name: "a table that is read and not declared",
            steps: [get, require, answer],
            tables: "{}"
        ),
        BehaviourMistake(
            name: "a table that is declared and not written",
            steps: [get, require, update, answer]
        ),
    ]

    private static let answers = [
        with(
            "a refusal that the contract does not list",
            require: #"{"require": {"equal": ["${order/status}", "open"]}, "else": {"status": 410}}"#,
            put: #"{"put": "Lines", "item": {"order_id": "${order_id}", "line": "1", "price": 1}}"#
        ),
        with(
            "an answer that the contract does not list",
            answer: #"{"answer": {"order_id": "${order_id}", "status": "open"}, "status": 201}"#
        ),
        with("an answer without a required member", answer: #"{"answer": {"order_id": "${order_id}"}}"#),
        with(
            "an answer with a member of another type",
            answer: #"{"answer": {"order_id": "${amount}", "status": "open"}}"#
        ),
        with(
            "an answer with a value that is not allowed",
            answer: #"{"answer": {"order_id": "${order_id}", "status": "done"}}"#
        ),
        with(
            "an answer with a member that is not allowed",
            answer: #"{"answer": {"order_id": "${order_id}", "status": "open", "state": 1}}"#
        ),
        with("a whole record where only parts are allowed", answer: #"{"answer": "${order}"}"#),
        with(
            "elements that do not fit",
            answer:
                #"{"answer": {"order_id": "${order_id}", "status": "open", "lines": {"$list": "Orders", "where": {"customer_id": "${customer_id}"}}}}"#
        ),
        BehaviourMistake(
            name: "a body where there is none",
            steps: [get, require, update, put, #"{"answer": {"ok": true}, "status": 204}"#],
            responses: #""204": {},"#
        ),
        BehaviourMistake(
            name: "a response that no step gives",
            steps: [get, require, update, put, answer],
            responses: #""202": {},"#
        ),
    ]

    private static let conditions = [
        with(
            "equality of a text and a number",
            require: #"{"require": {"equal": ["${order/status}", "${amount}"]}, "else": {"status": 409}}"#
        ),
        with(
            "equality with no possible value",
            require: #"{"require": {"equal": ["${order/status}", "closed"]}, "else": {"status": 409}}"#
        ),
        with(
            "a condition on no name",
            require: #"{"require": {"required": ["notes"]}, "else": {"status": 409}}"#
        ),
        with(
            "a condition on no member",
            require:
                #"{"require": {"properties": {"order": {"properties": {"state": {"const": "open"}}}}}, "else": {"status": 409}}"#
        ),
        with(
            "a condition on no possible value",
            require:
                #"{"require": {"properties": {"order": {"properties": {"status": {"const": "opne"}}}}}, "else": {"status": 409}}"#
        ),
        with(
            "a condition on another type",
            require: #"{"require": {"properties": {"amount": {"type": "string"}}}, "else": {"status": 409}}"#
        ),
        with(
            "the length of a number",
            require: #"{"require": {"bytes": "${amount}", "most": 10}, "else": {"status": 409}}"#
        ),
    ]
}
