import Contracts
import JSON
import Lambda
import Synchronization
import VerifierEvents

/// Records the coverage of a run, from its exchanges.
final class CoverageRecorder: Sendable {
    private struct State {
        /// The hits of each point, by action.
        var counts: [[Int]]
        var otherStatuses: [[Int: Int]]
        /// The number of judged cases of each rule.
        var rules: [ExactString: Int] = [:]
    }

    /// Larger bodies are sent to be refused, and are not parsed.
    private static let largestBody = 1 << 20

    private static let stories: Set<CheckKind> = [.scenario, .boundary, .concurrent, .extension]

    private let contract: Contract
    private let routing: Routing
    private let actions: [ActionCoverage]
    private let places: [ExactString: Int]
    private let state: Mutex<State>

    /// Creates a recorder for a contract.
    init(_ contract: Contract) {
        self.contract = contract
        routing = Routing(contract)
        actions = contract.actions.map { ActionCoverage($0, of: contract) }
        places = Dictionary(contract.actions.enumerated().map { (ExactString($1.name), $0) }) { first, _ in
            first
        }
        state = Mutex(
            State(
                counts: actions.map { Array(repeating: 0, count: $0.points.count) },
                otherStatuses: actions.map { _ in [:] }
            )
        )
    }

    /// Records the points that an exchange reaches.
    ///
    /// - Complexity: O(*n*) in the size of the request and of the response.
    func note(_ exchange: RecordedExchange, of action: Action?) {
        guard let action, let place = places[ExactString(action.name)] else { return }
        let coverage = actions[place]
        let hits = coverage.hits(of: exchange, route(of: exchange.request, to: action), action)
        let status = exchange.response.status
        state.withLock { state in
            for hit in hits { state.counts[place][hit] += 1 }
            if !coverage.lists(status) { state.otherStatuses[place][status, default: 0] += 1 }
        }
    }

    /// Records the rules that a case has judged.
    func note(_ result: CaseResult) {
        switch result.outcome {
        case .passed, .failed: break
        case .error, .skipped: return
        }
        // A scenario checks this rule for every response without a status of its own, and does not name it.
        let unnamed = Self.stories.contains(result.identity.kind) ? contract.rules(for: .successStatus) : []
        state.withLock { state in
            for rule in result.rules + unnamed { state.rules[ExactString(rule.id), default: 0] += 1 }
        }
    }

    /// The coverage so far.
    var coverage: Coverage {
        let state = state.withLock(\.self)
        let service = contract.service.rules.map { rule in
            CoveragePoint(aspect: .rule, subject: rule.id, count: state.rules[ExactString(rule.id)] ?? 0)
        }
        let suites = zip(contract.actions, actions).enumerated().map { place, pair in
            var points = pair.1.points
            for point in points.indices { points[point].count = state.counts[place][point] }
            for (rule, point) in pair.1.rules { points[point].count = state.rules[rule] ?? 0 }
            return Coverage.Suite(
                name: pair.0.name,
                points: points,
                otherStatuses: state.otherStatuses[place]
            )
        }
        return Coverage(suites: [Coverage.Suite(name: CaseIdentity.transportSuite, points: service)] + suites)
    }

    /// Returns the route of a request, if its action also has this method.
    private func route(of request: LambdaRequest, to action: Action) -> Route? {
        guard request.body.count <= Self.largestBody else { return nil }
        let routed = routing.route(request)
        guard routed.hasMethodOfAction, let route = routed.route,
            ExactString(route.action.name) == ExactString(action.name)
        else { return nil }
        return route
    }
}
