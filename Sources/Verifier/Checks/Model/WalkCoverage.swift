import JSON

/// What walks have tried so far, so that the next one tries something else.
struct WalkCoverage: Sendable {
    private var counts: [String: Int] = [:]

    /// How often a request of this kind was made.
    func count(_ request: String) -> Int {
        counts[request, default: 0]
    }

    /// Notes a request, and with which status it was answered.
    mutating func note(_ request: String, status: Int) {
        counts[request, default: 0] += 1
        counts["\(request) -> \(status)", default: 0] += 1
    }

    /// How many different kinds of requests and answers there were.
    var kinds: Int { counts.count }
}

/// A record that a walk has made, or meets, as its generator knows it.
struct WalkRecord: Sendable {
    /// The name of its id.
    let kind: String
    /// Where the id was revealed.
    let origin: WalkValue
    /// The id, as the oracle has it.
    let identifier: String
    /// The values by which requests about it name it and what it belongs to.
    let context: [String: WalkValue]
    /// How the oracle showed it last.
    var shown: JSONValue?
    /// How often each action was asked for it.
    var calls: [String: Int] = [:]

    private static let manyCalls = 3

    /// What is special about its state: listed values, and counts up to a few.
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
