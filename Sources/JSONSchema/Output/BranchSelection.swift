import JSON

/// The choice of the branch of an `anyOf` or a `oneOf` that an instance was most likely meant to match.
struct BranchSelection {
    private let choice: SchemaOutputUnit
    private let units: [SchemaOutputUnit]
    /// The errors of each branch, in the order of the branches.
    private let branches: [[SchemaOutputUnit]]

    /// Sorts the errors below a choice by branch.
    init(_ choice: SchemaOutputUnit, in units: [SchemaOutputUnit]) {
        self.choice = choice
        self.units = units
        let depth = choice.keywordLocation.tokens.count
        var branches: [String: [SchemaOutputUnit]] = [:]
        for unit in units where unit.isReason(for: choice) {
            branches[unit.keywordLocation.tokens[depth], default: []].append(unit)
        }
        self.branches = branches.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value)
    }

    /// Returns the errors with those of the nearest branch in place of the choice's.
    func replacingChoice(in instance: JSONValue) -> [SchemaOutputUnit] {
        let fitting = branches.filter { branch in
            !branch.contains { $0.keyword == "type" && $0.instanceLocation == choice.instanceLocation }
        }
        if let mismatch = commonMismatch(of: fitting, in: instance) { return replacing(by: [mismatch]) }
        var candidates = fitting
        for keyword in ["const", "enum"] {
            let left = candidates.filter { branch in
                !branch.contains { $0.keyword == keyword && isDiscriminating($0) }
            }
            if !left.isEmpty { candidates = left }
        }
        guard let least = candidates.map(Self.distance).min() else { return replacing(by: [choice]) }
        let nearest = candidates.filter { Self.distance($0) == least }
        return replacing(by: nearest.count == 1 ? nearest[0] : [choice])
    }

    private func replacing(by replacement: [SchemaOutputUnit]) -> [SchemaOutputUnit] {
        units.flatMap { unit in
            if unit == choice { return replacement }
            return unit.isReason(for: choice) ? [] : [unit]
        }
    }

    /// The error of a value that rules out every branch, with the values of all branches; `nil` where there is none.
    private func commonMismatch(of branches: [[SchemaOutputUnit]], in instance: JSONValue)
        -> SchemaOutputUnit?
    {
        guard branches.count > 1 else { return nil }
        let mismatches = branches.map { branch in
            branch.filter { ["const", "enum"].contains($0.keyword) && isDiscriminating($0) }
        }
        for place in mismatches[0].map(\.instanceLocation) {
            let units = mismatches.compactMap { $0.first { $0.instanceLocation == place } }
            guard units.count == branches.count, let seen = instance[place] else { continue }
            var expected: [JSONValue] = []
            for unit in units {
                let values =
                    unit.keyword == "const"
                    ? [unit.expected].compactMap(\.self) : unit.expected?.arrayValue ?? []
                expected += values.filter { !expected.contains($0) }
            }
            var error = choice
            error.instanceLocation = place
            error.keyword = "enum"
            error.expected = .array(expected)
            error.message = "must be one of \(Wording.list(expected)), but is \(seen.excerpt)"
            return error
        }
        return nil
    }

    /// Returns whether an error is about the instance of the choice or one of its members, whose value distinguishes branches.
    private func isDiscriminating(_ unit: SchemaOutputUnit) -> Bool {
        unit.instanceLocation.tokens.count <= choice.instanceLocation.tokens.count + 1
    }

    /// The number of things to change for a branch to match.
    private static func distance(_ branch: [SchemaOutputUnit]) -> Int {
        branch.reduce(0) { sum, unit in
            if branch.contains(where: { $0.isReason(for: unit) }) { return sum }
            let isMissing = ["required", "dependentRequired"].contains(unit.keyword)
            return sum + (isMissing ? unit.expected?.arrayValue?.count ?? 1 : 1)
        }
    }
}
