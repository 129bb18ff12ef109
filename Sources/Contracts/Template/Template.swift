public import JSON

/// The values of a scenario's variables by name.
public typealias Variables = [ExactString: JSONValue]

/// A JSON value with placeholders for variables.
///
/// A string that is `${name}` alone is replaced by the variable's value with its type; inside a longer text the
/// variable's text is inserted. `${name/pointer}` stands for the part that the JSON Pointer leads to. An object
/// `{"$repeat": "ab", "bytes": 390000}` becomes a text of exactly that many UTF-8 bytes. Member names are left as they are.
public struct Template: Sendable, Hashable {
    /// The source of the template.
    public let source: JSONValue

    /// Creates a template.
    public init(_ source: JSONValue) {
        self.source = source
    }

    /// The names of the variables in it.
    /// - Complexity: O(*n*) in the size of the value.
    public var variables: Set<ExactString> {
        var names: Set<ExactString> = []
        Self.collect(from: source, into: &names)
        return names
    }

    /// Whether there are no placeholders: the value is the source.
    public var isConstant: Bool {
        Self.isConstant(source)
    }

    /// Returns the value with every placeholder replaced.
    ///
    /// - Throws: ``TemplateError/undefinedVariable(_:known:)`` for a variable without a value;
    ///   ``TemplateError/notText(variable:type:)`` for a list, object, boolean or null inside a text.
    /// - Complexity: O(*n*) in the size of the source and of the result.
    public func resolved(with variables: Variables) throws(TemplateError) -> JSONValue {
        try Self.resolve(source, with: variables)
    }

    private static func resolve(
        _ value: JSONValue,
        with variables: Variables
    ) throws(TemplateError) -> JSONValue {
        switch value {
        case .string(let text):
            return try TemplateText(text).resolved(with: variables)
        case .array(let elements):
            var resolved: [JSONValue] = []
            resolved.reserveCapacity(elements.count)
            for element in elements { resolved.append(try resolve(element, with: variables)) }
            return .array(resolved)
        case .object(let object):
            if let repetition = Repetition(object) {
                let unit = try resolve(.string(repetition.unit), with: variables)
                return .string(Repetition(unit: text(of: unit), bytes: repetition.bytes).text)
            }
            var members: [JSONMember] = []
            for member in object {
                members.append(
                    JSONMember(name: member.name, value: try resolve(member.value, with: variables))
                )
            }
            return .object(JSONObject(members))
        default:
            return value
        }
    }

    private static func text(of value: JSONValue) -> String {
        value.stringValue ?? value.compactText
    }

    private static func collect(from value: JSONValue, into names: inout Set<ExactString>) {
        switch value {
        case .string(let text): names.formUnion(TemplateText(text).variables)
        case .array(let elements): for element in elements { collect(from: element, into: &names) }
        case .object(let object): for member in object { collect(from: member.value, into: &names) }
        default: break
        }
    }

    private static func isConstant(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): TemplateText(text).variables.isEmpty
        case .array(let elements): elements.allSatisfy(isConstant)
        case .object(let object): Repetition(object) == nil && object.allSatisfy { isConstant($0.value) }
        default: true
        }
    }
}

/// The reason why a template could not be resolved.
public enum TemplateError: Error, Sendable, Hashable {
    /// A variable has no value at this point.
    case undefinedVariable(String, known: [String])
    /// A variable inside a longer text is neither a string nor a number.
    case notText(variable: String, type: String)
}

extension TemplateError: CustomStringConvertible {
    /// The problem and the remedy.
    public var description: String {
        switch self {
        case .undefinedVariable(let name, let known):
            "the variable '\(name)' has no value here; use one of \(known.joined(separator: ", ")), or capture it"
                + " in an earlier step"
        case .notText(let variable, let type):
            "the variable '\(variable)' is \(type), which cannot be inserted into a text; use \"${\(variable)}\" alone"
        }
    }
}
