import Contracts
import JSON

/// Finds the values of an example's variables in a request.
struct Unification {
    /// The values found so far.
    private(set) var variables: Variables = [:]

    /// Returns whether a value with variables can equal another value; the values of the variables are recorded.
    ///
    /// A text that is `${name}` alone matches any value, the same in every place; variables inside longer texts are
    /// found where there is text between them.
    /// - Complexity: O(*n*) in the size of the values.
    mutating func unify(_ pattern: JSONValue, _ value: JSONValue) -> Bool {
        switch (pattern, value) {
        case (.string(let text), _):
            unify(text, value)
        case (.array(let patterns), .array(let values)):
            patterns.count == values.count && zip(patterns, values).allSatisfy { unify($0, $1) }
        case (.object(let patterns), .object(let values)):
            patterns.count == values.count
                && patterns.allSatisfy { member in
                    values[member.name].map { unify(member.value, $0) } ?? false
                }
        default:
            pattern == value
        }
    }

    private mutating func unify(_ text: String, _ value: JSONValue) -> Bool {
        let template = Template(.string(text))
        guard !template.isConstant else { return value == .string(text) }
        guard let name = template.variables.first, template.variables.count == 1,
            let hole = text.firstRange(of: "${\(name.string)}")
        else { return false }
        let prefix = text[..<hole.lowerBound]
        let suffix = text[hole.upperBound...]
        if prefix.isEmpty, suffix.isEmpty { return bind(name, value) }
        guard let whole = value.stringValue, whole.utf8.count > prefix.utf8.count + suffix.utf8.count,
            whole.utf8.starts(with: prefix.utf8), whole.utf8.reversed().starts(with: suffix.utf8.reversed())
        else { return false }
        let middle = whole.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return bind(name, .string(String(decoding: Array(middle), as: UTF8.self)))
    }

    private mutating func bind(_ name: ExactString, _ value: JSONValue) -> Bool {
        if let known = variables[name] { return known == value }
        variables[name] = value
        return true
    }
}
