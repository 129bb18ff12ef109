import Contracts
import JSONSchema
import Lambda

/// The result of comparing an endpoint's status with the oracle's, within the freedom of the contract.
enum StatusVerdict: Sendable {
    /// Both are equal; the bodies have to agree.
    case same
    /// Both have the same meaning, by different statuses.
    case equivalent
    /// Both refuse, with statuses of which either is right.
    case refused
    /// Both refuse, but with another status than the required one.
    case otherRefusal
    /// The endpoint serves a request that only a SHOULD requires it to refuse.
    case served(StatusLeeway)
    /// The endpoint refuses the wire form.
    case formRefused(WireForm)
    /// One serves a request that the other refuses, or the endpoint fails.
    case wrong
    /// The endpoint asks to wait, and the effect of the request is unknown.
    case unknown

    private static let asksToWait = [429, 503]

    init(_ oracle: OracleTrace.Answer, _ exchange: RecordedExchange, _ action: Action, form: WireForm?) {
        let status = exchange.response.status
        let response = action.responses[oracle.status]
        if Self.asksToWait.contains(status) {
            self = .unknown
        } else if status == oracle.status {
            self = (200..<300).contains(status) ? .same : .refused
        } else if response?.isEquivalent(exchange) == true || Self.isEquivalent(oracle, action, to: status) {
            self = .equivalent
        } else if (400..<500).contains(oracle.status), (400..<500).contains(status) {
            let isFree = response?.leeway != nil || action.responses[status]?.leeway != nil
            self = isFree ? .refused : .otherRefusal
        } else if let leeway = response?.leeway, leeway.status == status {
            self = .served(leeway)
        } else if let form, (200..<300).contains(oracle.status), (400..<500).contains(status) {
            self = .formRefused(form)
        } else {
            self = .wrong
        }
    }

    private static func isEquivalent(_ oracle: OracleTrace.Answer, _ action: Action, to status: Int) -> Bool {
        guard let equivalent = action.responses[status]?.equivalent, equivalent.status == oracle.status else {
            return false
        }
        return equivalent.schema.map { schema in oracle.body.map(schema.isValid) ?? false } ?? true
    }
}
