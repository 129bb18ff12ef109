import JSON

/// The kinds of requests that walks have tried so far, so that the next one tries others.
struct WalkCoverage: Sendable {
    private var counts: [String: Int] = [:]

    /// The number of requests of each kind.
    func count(_ request: String) -> Int {
        counts[request, default: 0]
    }

    /// Records a request and the status of its response.
    mutating func note(_ request: String, status: Int) {
        counts[request, default: 0] += 1
        counts["\(request) -> \(status)", default: 0] += 1
    }

    /// The number of different kinds of requests and responses.
    var kinds: Int { counts.count }
}

/// A record that a walk has created or found, as its generator knows it.
struct WalkRecord: Sendable {
    /// The name of its id.
    let kind: String
    /// The place where the id was revealed.
    let origin: WalkValue
    /// The oracle's id.
    let identifier: String
    /// The values that identify the record in requests, and its owner.
    let context: [String: WalkValue]
    /// The oracle's last representation of it.
    var shown: JSONValue?
    /// The number of requests of each action about it.
    var calls: [String: Int] = [:]

    private static let manyCalls = 3

    /// The features of its state: listed values, and small counts.
    func state(_ stateMembers: Set<String>, for action: String) -> String {
        var parts = ["\(min(calls[action, default: 0], Self.manyCalls))"]
        for member in shown?.objectValue?.members ?? [] {
            switch member.value {
            case .string(let text) where stateMembers.contains(member.name): parts.append(text)
            case .number(let number):
                guard let count = number.intValue, (0..<1000).contains(count) else { continue }
                parts.append("\(member.name) \(min(count, Self.manyCalls))")
            default: continue
            }
        }
        return parts.joined(separator: ",")
    }
}
