import Contracts
import JSON
import JSONSchema
import Lambda
import VerifierEvents

/// The coverage points of one action.
struct ActionCoverage: Sendable {
    /// The points, none of them reached.
    let points: [CoveragePoint]
    /// The indexes of the points of the action's rules, by id.
    let rules: [ExactString: Int]
    private let statuses: [Int: Int]
    private let forms: [ExactString: Int]
    private let request: CoverageNode
    private let answers: [Int: CoverageNode]

    /// Creates the points of an action.
    init(_ action: Action, of contract: Contract) {
        var points: [CoveragePoint] = []
        func add(_ aspect: CoveragePoint.Aspect, _ subject: String) -> Int {
            points.append(CoveragePoint(aspect: aspect, subject: subject))
            return points.count - 1
        }
        statuses = Dictionary(
            uniqueKeysWithValues: action.responses.keys.sorted().map { ($0, add(.status, "\($0)")) }
        )
        let formNames = action.forms.isEmpty ? [] : [Self.canonicalForm] + action.forms.map(\.name)
        forms = Dictionary(formNames.map { (ExactString($0), add(.form, $0)) }) { first, _ in first }

        var builder = CoverageBuilder(
            contract: contract,
            side: action.request.hasJSONMembers ? .body : .query,
            points: points
        )
        request = builder.node(
            action.request.source,
            at: action.request.location
        )
        var answers: [Int: CoverageNode] = [:]
        for (status, response) in action.responses.sorted(by: { $0.key < $1.key }) where status < 300 {
            guard let source = response.source else { continue }
            var inside = CoverageBuilder(contract: contract, side: .answer, points: builder.points)
            answers[status] = inside.node(source, at: response.location.appending("body"))
            builder.points = inside.points
        }
        self.answers = answers
        points = builder.points
        rules = Dictionary(action.rules.map { (ExactString($0.id), add(.rule, $0.id)) }) { first, _ in first }
        self.points = points
    }

    /// The name of the canonical form.
    private static let canonicalForm = "canonical"

    /// Returns whether a response's status is one of the contract's.
    func lists(_ status: Int) -> Bool { statuses[status] != nil }

    /// Returns the points that an exchange reaches, once for each value that does.
    ///
    /// - Parameters:
    ///   - exchange: The exchange.
    ///   - route: The route of the request; `nil` where it is not for this action.
    ///   - action: The action.
    /// - Returns: Indexes in ``points``.
    func hits(of exchange: RecordedExchange, _ route: Route?, _ action: Action) -> [Int] {
        var hits: [Int] = []
        if let point = statuses[exchange.response.status] { hits.append(point) }
        if let route, let arguments = route.arguments.map(JSONValue.object) {
            if let point = forms[ExactString(route.form?.name ?? Self.canonicalForm)] { hits.append(point) }
            let broken = Set(action.request.schema.errors(in: arguments).map(\.keywordLocation))
            request.visit(arguments, broken: broken, &hits)
        }
        if let node = answers[exchange.response.status], let json = exchange.json {
            node.visit(json, broken: [], &hits)
        }
        return hits
    }
}
