import JSON
import Tables

/// The changes of an update, one for each attribute: DynamoDB refuses two of one attribute.
struct MergedChanges {
    /// What becomes of an attribute.
    enum Outcome {
        case set(JSONValue)
        case setIfAbsent(JSONValue)
        case add(JSONNumber)
        /// The number is added to the attribute, or to the value where it is absent.
        case addToDefault(JSONValue, JSONNumber)
        case remove
    }

    /// The attributes in the order in which they are first named.
    private(set) var attributes: [(name: String, outcome: Outcome)] = []

    /// Merges changes, which apply one after the other.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - table: The table, for errors.
    /// - Throws: ``TableStoreError/invalidChange(table:attribute:reason:)`` when a number is added to another type.
    /// - Complexity: O(*n*) in the number of changes, on average.
    init(_ changes: [Change], in table: String) throws(TableStoreError) {
        var places: [ExactString: Int] = [:]
        for change in changes {
            let name = change.attribute
            if let place = places[ExactString(name)] {
                let old = attributes[place].outcome
                attributes[place].outcome = try Self.merge(old, change, in: table)
            } else {
                places[ExactString(name)] = attributes.count
                attributes.append((name, Self.outcome(of: change)))
            }
        }
    }

    private static func outcome(of change: Change) -> Outcome {
        switch change {
        case .set(_, let value): .set(value)
        case .setIfAbsent(_, let value): .setIfAbsent(value)
        case .add(_, let number): .add(number)
        case .remove: .remove
        }
    }

    private static func merge(
        _ old: Outcome,
        _ change: Change,
        in table: String
    ) throws(TableStoreError) -> Outcome {
        switch (old, change) {
        case (_, .set), (_, .remove):
            return outcome(of: change)
        case (.remove, .add(_, let number)):
            return .set(.number(number))
        case (.remove, .setIfAbsent(_, let value)):
            return .set(value)
        case (_, .setIfAbsent):
            return old
        case (.set(.number(let value)), .add(_, let number)):
            return .set(.number(value + number))
        case (.set(let value), .add(let name, _)):
            throw .invalidChange(
                table: table,
                attribute: name,
                reason: "is a JSON \(value.typeName), to which no number can be added"
            )
        case (.setIfAbsent(let value), .add(_, let number)):
            return .addToDefault(value, number)
        case (.add(let earlier), .add(_, let number)):
            return .add(earlier + number)
        case (.addToDefault(let value, let earlier), .add(_, let number)):
            return .addToDefault(value, earlier + number)
        }
    }
}
