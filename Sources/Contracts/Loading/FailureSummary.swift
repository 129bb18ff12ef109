import JSON
public import JSONSchema

/// Picks from everything that a validation reports what a person has to read.
///
/// JSON Schema's basic output lists every keyword on the way to a failure. What matters are the last ones of each
/// way. Of a choice (`anyOf`, `oneOf`), the branch meant is the only one whose type fits; without such a branch the
/// choice itself is reported.
public enum FailureSummary: Sendable {
    /// The units that matter, each place and message once, in the order in which they were found.
    ///
    /// - Complexity: O(*n*²) in the number of units.
    public static func essential(of output: SchemaOutput) -> [SchemaOutputUnit] {
        var units = output.errors
        for choice in units where choice.keyword == "anyOf" || choice.keyword == "oneOf" {
            units = decide(choice, in: units)
        }
        var seen: Set<Finding> = []
        return units.filter { unit in
            !units.contains { $0 != unit && $0.isBelow(unit) }
                && seen.insert(Finding(unit)).inserted
        }
    }

    private struct Finding: Hashable {
        let pointer: JSONPointer
        let message: String

        init(_ unit: SchemaOutputUnit) {
            pointer = unit.instanceLocation
            message = unit.message
        }
    }

    private static func decide(_ choice: SchemaOutputUnit, in units: [SchemaOutputUnit]) -> [SchemaOutputUnit]
    {
        let depth = choice.keywordLocation.tokens.count
        var fitting: Set<String> = []
        var failing: Set<String> = []
        for unit in units where unit.isBelow(choice) {
            let branch = unit.keywordLocation.tokens[depth]
            fitting.insert(branch)
            if unit.keyword == "type", unit.instanceLocation == choice.instanceLocation {
                failing.insert(branch)
            }
        }
        fitting.subtract(failing)
        let meant = fitting.count == 1 ? fitting.first : nil
        return units.filter { unit in
            guard unit.isBelow(choice) else { return unit != choice || meant == nil }
            return unit.keywordLocation.tokens[depth] == meant
        }
    }
}

extension SchemaOutputUnit {
    /// Whether this unit is one of the reasons of another one.
    fileprivate func isBelow(_ other: SchemaOutputUnit) -> Bool {
        keywordLocation.tokens.count > other.keywordLocation.tokens.count
            && keywordLocation.tokens.starts(with: other.keywordLocation.tokens)
            && instanceLocation.tokens.starts(with: other.instanceLocation.tokens)
    }
}
