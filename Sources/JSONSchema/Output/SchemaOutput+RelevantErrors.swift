public import JSON

extension Schema {
    /// Returns the errors in an instance that a person has to read; none when the instance is valid.
    ///
    /// - Complexity: O(*n*²) in the number of errors, of which there are at most 1,000.
    public func relevantErrors(in instance: JSONValue) -> [SchemaOutputUnit] {
        SchemaOutput(errors: errors(in: instance)).relevantErrors(in: instance)
    }
}

extension SchemaOutput {
    /// The errors that a person has to read, each place and message once, in the order in which they were found.
    ///
    /// The basic output lists every keyword on the way to an error. Relevant are the last ones of each way. Of a choice
    /// (`anyOf`, `oneOf`) the errors of the nearest branch are relevant:
    ///
    /// 1. A branch whose `type` does not fit the instance was not meant.
    /// 2. Nor was one that a `const`, else an `enum`, of the instance or of one of its members rules out, if that leaves
    ///    another branch. Where each branch is ruled out at the same place, the value there is the error, and the values of
    ///    all branches are what was expected.
    /// 3. Of the branches that are left, the one with the fewest errors was meant, missing members counted one by one.
    ///
    /// Where no branch is nearer than the others, the error is that of the choice itself.
    ///
    /// - Parameter instance: The value that was validated.
    /// - Returns: The errors; none when the instance is valid.
    /// - Complexity: O(*n*²) in the number of errors.
    public func relevantErrors(in instance: JSONValue) -> [SchemaOutputUnit] {
        var units = errors
        // An inner choice follows the one that it is part of, and has to be decided before it.
        for choice in errors.reversed() where ["anyOf", "oneOf"].contains(choice.keyword) {
            units = BranchSelection(choice, in: units).replacingChoice(in: instance)
        }
        var seen: Set<PlaceAndMessage> = []
        return units.filter { unit in
            !units.contains { $0.isReason(for: unit) } && seen.insert(PlaceAndMessage(unit)).inserted
        }
    }

    private struct PlaceAndMessage: Hashable {
        let pointer: JSONPointer
        let message: String

        init(_ unit: SchemaOutputUnit) {
            pointer = unit.instanceLocation
            message = unit.message
        }
    }
}

extension SchemaOutputUnit {
    /// Whether this error is one of the reasons for another one.
    func isReason(for other: SchemaOutputUnit) -> Bool {
        keywordLocation.tokens.count > other.keywordLocation.tokens.count
            && keywordLocation.tokens.starts(with: other.keywordLocation.tokens)
            && instanceLocation.tokens.starts(with: other.instanceLocation.tokens)
    }
}
