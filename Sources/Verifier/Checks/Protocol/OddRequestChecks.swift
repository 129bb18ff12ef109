import Contracts
import Lambda

/// Checks that unusual requests, which break functions that trust their platform, get any response but a 5xx.
struct OddRequestChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.noServerError]

    func cases(of contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .noServerError, of: nil)
        let routing = Routing(contract)
        return [
            contract.representativeRead.map { cases(of: Self.reads, $0, rules, routing) },
            contract.representativeWrite.map { cases(of: Self.writes, $0, rules, routing) },
        ]
        .compactMap(\.self).flatMap(\.self)
    }

    private typealias Oddity = (name: String, change: @Sendable (inout LambdaRequest) -> Void)

    private static let reads: [Oddity] =
        [
            ("a broken percent sign", "understudy=%zz&%"), ("bytes that are no UTF-8", "understudy=%FF%FE"),
            ("a NUL", "understudy=%00"), ("a parameter that every object has", "__proto__=1&constructor=1"),
            ("nothing but separators behind it", "&&=&=="),
        ].map { name, rest in
            ("a query with \(name)", { $0.rawQuery += "&" + rest })
        }

    private static let writes: [Oddity] = [
        ("a body with a byte order mark", { $0.body = [0xEF, 0xBB, 0xBF] + $0.body }),
        ("a body that is said to be compressed", { $0.headers["Content-Encoding"] = "gzip" }),
        ("a body with a member that every object has", { $0.body = $0.body.dropLast() + Array(proto.utf8) }),
        (
            "a write asked for by HEAD",
            {
                $0.method = "HEAD"
                $0.body = []
            }
        ),
        (
            "a write asked for by DELETE, without a body",
            {
                $0.method = "DELETE"
                $0.body = []
            }
        ),
    ]

    private static let proto = #","__proto__":{"understudy":1},"constructor":{"prototype":1}}"#

    private func cases(
        of oddities: [Oddity],
        _ working: WorkingExample,
        _ rules: [Rule],
        _ routing: Routing
    ) -> [PlannedCase] {
        oddities.filter { !Self.isOtherAction($0, working, routing) }.map { oddity in
            PlannedCase.transport(oddity.name, rules) { attempt throws(AttemptEnd) in
                try await Self.run(oddity, working, rules, attempt)
            }
        }
    }

    /// Whether the request is one that the contract knows, of another action at the same path.
    private static func isOtherAction(_ oddity: Oddity, _ working: WorkingExample, _ routing: Routing) -> Bool
    {
        var request = RequestEncoder(routing.contract.service.routing)
            .request(for: working.action, working.example.request)
        oddity.change(&request)
        let routed = routing.route(request)
        return routed.hasMethodOfAction && routed.action?.name != working.action.name
    }

    private static func run(
        _ oddity: Oddity,
        _ working: WorkingExample,
        _ rules: [Rule],
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        let requests = attempt.context.requests
        let action = working.action
        var request = requests.request(action, ExampleRunner(attempt).arguments(of: working.example, action))
        // The body does not name the action alone, so that there is no doubt what is asked for.
        request = requests.named(action, request)
        oddity.change(&request)
        let answer = try await attempt.send(request, for: action)
        guard answer.response.status >= 500 else { return }
        for rule in rules { attempt.note(.serverError(rule, oddity.name, answer)) }
    }
}
