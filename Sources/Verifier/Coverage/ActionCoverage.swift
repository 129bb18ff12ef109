import Contracts
import JSON
import JSONSchema
import Lambda

/// The points of one action, and which of them an exchange reaches.
struct ActionCoverage: Sendable {
    /// The points, none of them reached.
    let points: [CoveragePoint]
    /// The points of the action's rules, by id.
    let rules: [ExactString: Int]
    private let statuses: [Int: Int]
    private let forms: [ExactString: Int]
    private let request: CoverageNode
    private let answers: [Int: CoverageNode]

    /// Takes an action of a contract apart.
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

        let place = action.request.place
        var builder = CoverageBuilder(
            contract: contract,
            side: place == .query ? .query : .body,
            points: points
        )
        request = builder.node(
            action.request.source,
            at: action.location.appending("request").appending(place.rawValue)
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

    /// How the form is called that is none of the others.
    private static let canonicalForm = "canonical"

    /// Whether an answer's status is one of the contract's.
    func lists(_ status: Int) -> Bool { statuses[status] != nil }

    /// The points that an exchange reaches, each once for each value that does.
    ///
    /// - Parameters:
    ///   - exchange: The exchange.
    ///   - route: What the request asks for; `nil` where it is not this action.
    ///   - action: The action.
    /// - Returns: Places in ``points``.
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
