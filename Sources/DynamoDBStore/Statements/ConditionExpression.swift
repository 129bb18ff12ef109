import JSON
import Tables

/// Writes conditions as DynamoDB's condition and filter expressions.
enum ConditionExpression {
    /// Returns the expression of a condition.
    ///
    /// - Parameters:
    ///   - condition: The condition.
    ///   - key: An attribute for the constants: every item either has it or not.
    ///   - isRequired: Whether an expression is needed even where the condition always holds.
    ///   - placeholders: The names and values.
    /// - Returns: The expression; `nil` where none is needed.
    static func text(
        _ condition: Condition?,
        key: String,
        isRequired: Bool = false,
        _ placeholders: inout Placeholders
    ) -> String? {
        let condition = condition.map(SimplifiedCondition.init) ?? .always
        switch condition {
        case .always:
            guard isRequired else { return nil }
            let name = placeholders.name(key)
            return "attribute_exists(\(name)) OR attribute_not_exists(\(name))"
        case .never:
            let name = placeholders.name(key)
            return "attribute_exists(\(name)) AND attribute_not_exists(\(name))"
        default:
            return write(condition, &placeholders).text
        }
    }

    /// Returns whether a condition names one of these attributes.
    static func names(_ attributes: [String], in condition: Condition) -> Bool {
        switch condition {
        case .exists(let name), .absent(let name), .equals(let name, _), .compare(let name, _, _),
            .beginsWith(let name, _), .contains(let name, _):
            attributes.contains { ExactString($0) == ExactString(name) }
        case .not(let condition): names(attributes, in: condition)
        case .all(let conditions), .any(let conditions): conditions.contains { names(attributes, in: $0) }
        }
    }

    /// Writes a condition, and whether it needs parentheses inside another one; DynamoDB refuses needless ones.
    private static func write(
        _ condition: SimplifiedCondition,
        _ placeholders: inout Placeholders
    ) -> (text: String, isCompound: Bool) {
        switch condition {
        case .always, .never:
            // Only ever at the top, where the caller writes them.
            return ("", false)
        case .test(let test):
            return write(test, &placeholders)
        case .not(let inner):
            return ("NOT \(enclosed(inner, &placeholders))", true)
        case .all(let parts):
            return (parts.map { enclosed($0, &placeholders) }.joined(separator: " AND "), true)
        case .any(let parts):
            return (parts.map { enclosed($0, &placeholders) }.joined(separator: " OR "), true)
        }
    }

    private static func enclosed(
        _ condition: SimplifiedCondition,
        _ placeholders: inout Placeholders
    ) -> String {
        let (text, isCompound) = write(condition, &placeholders)
        return isCompound ? "(\(text))" : text
    }

    private static func write(
        _ test: Condition,
        _ placeholders: inout Placeholders
    ) -> (text: String, isCompound: Bool) {
        switch test {
        case .exists(let name):
            return ("attribute_exists(\(placeholders.name(name)))", false)
        case .absent(let name):
            return ("attribute_not_exists(\(placeholders.name(name)))", false)
        case .equals(let name, let value):
            return ("\(placeholders.name(name)) = \(placeholders.value(value))", false)
        case .compare(let name, let comparison, let value):
            return ("\(placeholders.name(name)) \(comparison.rawValue) \(placeholders.value(value))", false)
        case .beginsWith(let name, let prefix):
            // Every string begins with the empty one.
            guard !prefix.isEmpty else { return (isString(name, &placeholders), false) }
            return ("begins_with(\(placeholders.name(name)), \(placeholders.value(.string(prefix))))", false)
        case .contains(let name, let value):
            let contains = "contains(\(placeholders.name(name)), \(placeholders.value(value)))"
            guard value == "" else { return (contains, false) }
            return ("\(isString(name, &placeholders)) OR \(contains)", true)
        case .not, .all, .any:
            return ("", false)
        }
    }

    private static func isString(_ name: String, _ placeholders: inout Placeholders) -> String {
        "attribute_type(\(placeholders.name(name)), \(placeholders.value("S")))"
    }
}
