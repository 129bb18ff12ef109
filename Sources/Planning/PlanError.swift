import Contracts

/// Why nothing can be planned.
public enum PlanError: Error, Sendable, Hashable {
    /// The contract does not say how many use the service.
    case noLoad
    /// The contract knows no such kind of members.
    case unknownPopulation(String, known: [String])
    /// Nobody of the contract's first kind, in whose measure the service grows.
    case noMembers(of: String)
    /// The fixture cannot be played.
    case notServable(reason: String)
}

extension PlanError: CustomStringConvertible {
    /// What is wrong and what to do, on one line.
    public var description: String {
        switch self {
        case .noLoad:
            "the contract does not say how many use the service; add \"load\" with \"population\" to service.json, and to the actions by whom they are asked for"
        case .unknownPopulation(let name, let known):
            "unknown population '\(name)'; \(NearestName.remedy(for: name, among: known, what: "population"))"
        case .noMembers(let name):
            "there is no '\(name)', and the service is as large as they are many; give at least 1"
        case .notServable(let reason):
            "the fixture cannot be played: \(reason)"
        }
    }
}
