import Conformance
import Contracts
import JSON

extension Evidence {
    /// Creates the evidence of the statuses that a rule or an example expects.
    init(_ status: StatusExpectation) {
        self.init(text: "status \(status)", value: status.json)
    }

    /// The evidence of a refusal with any status of its class.
    static var refusal: Evidence { Evidence(text: "a 4xx", value: StatusExpectation.anyOfClass(4).json) }
}

extension StatusExpectation {
    /// The statuses as a contract writes them: `404`, `"4xx"`, or a list.
    fileprivate var json: JSONValue {
        switch self {
        case .exact(let status): .number(JSONNumber(status))
        case .anyOfClass: .string(description)
        case .oneOf(let choices): .array(choices.map(\.json))
        }
    }
}
