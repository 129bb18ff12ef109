import Contracts

/// The reason why no plan can be made.
public enum PlanError: Error, Sendable, Hashable {
    /// The contract declares no load.
    case noLoad
    /// The contract has no population of that name.
    case unknownPopulation(String, known: [String])
    /// The first population, which the plan scales, has no members.
    case noMembers(of: String)
    /// The actions cannot be run on the fixture.
    case notServable(reason: String)
}

extension PlanError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .noLoad:
            "the contract declares no load; add \"load\" with \"population\" to service.json, and to the actions which population requests them"
        case .unknownPopulation(let name, let known):
            "unknown population '\(name)'; \(NearestName.remedy(for: name, among: known, what: "population"))"
        case .noMembers(let name):
            "the population '\(name)' has no members, so there is nothing to scale; give at least 1"
        case .notServable(let reason):
            "the fixture cannot be used: \(reason)"
        }
    }
}
