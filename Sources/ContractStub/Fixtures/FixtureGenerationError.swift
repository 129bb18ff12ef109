import Contracts

/// Why no fixture could be made.
public enum FixtureGenerationError: Error, Sendable, Hashable {
    /// A count is given for a table that the contract does not have.
    case unknownTable(String, known: [String])
    /// No further item was found for a table.
    case noItem(table: String, reason: String)
}

extension FixtureGenerationError: CustomStringConvertible {
    /// What is wrong, and what to do, on one line.
    public var description: String {
        switch self {
        case .unknownTable(let name, let known):
            "there is no table '\(name)'; \(NearestName.remedy(for: name, among: known, what: "table"))"
        case .noItem(let table, let reason):
            "no item could be made for the table '\(table)': \(reason); write the fixture by hand, or give the "
                + "record's schema an 'examples' or a narrower 'pattern'"
        }
    }
}
