import JSON
import Tables

/// Writes the changes of an update as DynamoDB's update expression.
enum UpdateExpression {
    /// The attribute that an update without changes removes, as DynamoDB wants one; no item has it.
    private static let unusedAttribute = "understudy.unused"

    /// Returns the expression of changes.
    ///
    /// - Throws: ``TableStoreError/invalidChange(table:attribute:reason:)`` when a number is added to another type.
    static func text(
        _ changes: [Change],
        in table: String,
        _ placeholders: inout Placeholders
    ) throws(TableStoreError) -> String {
        var sets: [String] = []
        var adds: [String] = []
        var removals: [String] = []
        for (attribute, outcome) in try MergedChanges(changes, in: table).attributes {
            let name = placeholders.name(attribute)
            switch outcome {
            case .set(let value):
                sets.append("\(name) = \(placeholders.value(value))")
            case .setIfAbsent(let value):
                sets.append("\(name) = if_not_exists(\(name), \(placeholders.value(value)))")
            case .add(let number):
                adds.append("\(name) \(placeholders.value(.number(number)))")
            case .addToDefault(let value, let number):
                let standard = placeholders.value(value)
                let added = placeholders.value(.number(number))
                sets.append("\(name) = if_not_exists(\(name), \(standard)) + \(added)")
            case .remove:
                removals.append(name)
            }
        }
        if sets.isEmpty, adds.isEmpty, removals.isEmpty {
            removals.append(placeholders.name(unusedAttribute))
        }
        return [("SET", sets), ("ADD", adds), ("REMOVE", removals)]
            .filter { !$0.1.isEmpty }
            .map { "\($0.0) \($0.1.joined(separator: ", "))" }
            .joined(separator: " ")
    }
}
