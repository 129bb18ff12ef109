import Contracts
import JSON
import Lambda
import Testing

@Suite("Routing")
struct RoutingTests {
    private let routing: Routing

    init() throws {
        routing = Routing(try Project.contract())
    }

    /// A request and where it leads.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var query: [String: String] = [:]
        var body: JSONValue?
        var outcome: String
    }

    @Test(
        "finds action, form and arguments",
        arguments: [
            Case(
                testDescription: "the query names it",
                query: ["action": "chat/conversations", "user_id": "u"],
                outcome: #"chat/conversations {"user_id":"u"}"#
            ),
            Case(
                testDescription: "an empty parameter is absent",
                query: ["action": "admin/leads", "limit": ""],
                outcome: "admin/leads {}"
            ),
            Case(
                testDescription: "the body names it",
                body: ["action": "chat/close", "conversation_id": "c"],
                outcome: #"chat/close {"conversation_id":"c"}"#
            ),
            Case(
                testDescription: "the query wins over the body",
                query: ["action": "chat/close"],
                body: ["action": "chat/send", "conversation_id": "c"],
                outcome: #"chat/close {"conversation_id":"c"}"#
            ),
            Case(
                testDescription: "an empty action in the query leaves it to the body",
                query: ["action": ""],
                body: ["action": "chat/close", "conversation_id": "c"],
                outcome: #"chat/close {"conversation_id":"c"}"#
            ),
            Case(
                testDescription: "a body that is no object gives no arguments",
                query: ["action": "chat/close"],
                body: [1],
                outcome: "chat/close -"
            ),
            Case(
                testDescription: "the query routes, the body's action is the decision",
                query: ["action": "admin/approve-lead"],
                body: ["lead_id": "l", "action": "reject"],
                outcome: #"admin/approve-lead query {"lead_id":"l","status":"reject"}"#
            ),
            Case(
                testDescription: "only the decision is left of two actions",
                body: ["action": "approve", "lead_id": "l", "commission_amount": 5],
                outcome: #"admin/approve-lead body {"commission_amount":5,"lead_id":"l","status":"approve"}"#
            ),
            Case(testDescription: "nothing names it", body: ["lead_id": "l"], outcome: "no action"),
            Case(testDescription: "an action that is no text", body: ["action": 5], outcome: "no action"),
            Case(
                testDescription: "unknown in the query",
                query: ["action": "chat/sned"],
                outcome: "unknown chat/sned"
            ),
            Case(
                testDescription: "unknown in the body",
                body: ["action": "chat/sned"],
                outcome: "unknown chat/sned"
            ),
            Case(
                testDescription: "names compare by bytes",
                query: ["action": "Chat/Send"],
                outcome: "unknown Chat/Send"
            ),
        ]
    )
    func resolves(_ request: Case) {
        let query = QueryString(request.query.map { .init($0.key, $0.value) })
        #expect(outcome(query, request.body) == request.outcome)
    }

    @Test("counts the first of a repeated parameter")
    func repeated() {
        let query = QueryString(parsing: "action=chat/messages&conversation_id=a&conversation_id=b")
        #expect(outcome(query, nil) == #"chat/messages {"conversation_id":"a"}"#)
    }

    @Test("writes a form's body that it reads back as the same arguments")
    func forms() throws {
        let action = try #require(try Project.contract().action(named: "admin/approve-lead"))
        let arguments: JSONObject = ["lead_id": "l", "status": "reject", "admin_notes": "No."]
        try #require(!action.forms.isEmpty)
        for form in action.forms {
            let request = RequestEncoder(routing.contract.service.routing).request(
                for: action,
                arguments,
                form: form
            )
            let route = try #require(routing.route(request).route, "\(form.name) leads nowhere")
            #expect(route.form?.name == form.name)
            #expect(route.arguments == arguments)
        }
    }

    @Test(
        "takes a path that is an action's name where it is asked to and nothing else names one",
        arguments: [
            ("/chat/close", "", #"{"conversation_id":"c"}"#, #"chat/close {"conversation_id":"c"}"#),
            ("/chat/messages", "conversation_id=c", "", #"chat/messages {"conversation_id":"c"}"#),
            ("/chat/close", "action=chat/messages", "", "chat/messages {}"),
            ("/chat/close", "", #"{"action":"chat/sned"}"#, "unknown chat/sned"),
            ("/chat/sned", "", "", "no action"),
            (
                "/admin/approve-lead", "", #"{"lead_id":"l","action":"reject"}"#,
                #"admin/approve-lead body {"lead_id":"l","status":"reject"}"#
            ),
        ]
    )
    func path(_ path: String, query: String, body: String, expected: String) {
        let request = LambdaRequest(method: "POST", path: path, rawQuery: query, body: Array(body.utf8))
        #expect(describe(routing.route(request, takingPath: true).outcome) == expected)
    }

    @Test("says why a body cannot be read, and names its action all the same")
    func unreadable() throws {
        let request = LambdaRequest(method: "POST", rawQuery: "action=chat/close", body: Array("{".utf8))
        let routed = routing.route(request)
        #expect(describe(routed.outcome) == "chat/close -")
        guard case .unreadable(let error) = routed.body else {
            Issue.record("the body was read: \(routed.body)")
            return
        }
        #expect(routed.body.problem == "the body cannot be read as JSON: \(error)")
    }

    private func outcome(_ query: QueryString, _ body: JSONValue?) -> String {
        let request = LambdaRequest(
            method: "POST",
            rawQuery: query.encoded,
            body: body.map { $0.serialized() } ?? []
        )
        return describe(routing.route(request).outcome)
    }

    private func describe(_ outcome: RoutingOutcome) -> String {
        switch outcome {
        case .noAction: return "no action"
        case .unknownAction(let name): return "unknown \(name)"
        case .unknownPath(let path): return "no path \(path)"
        case .action(let route):
            let form = route.form.map { " \($0.via.rawValue)" } ?? ""
            let members = route.arguments?.members.sorted { $0.name < $1.name }
            let arguments = members.map { JSONValue.object(JSONObject($0)).compactText } ?? "-"
            return "\(route.action.name)\(form) \(arguments)"
        }
    }
}
