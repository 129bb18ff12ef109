import Contracts
import JSON
import JSONSchema

/// Rewrites an example's response for another request.
///
/// A text of the response that is an argument's value in the example is replaced by the request's value of that argument, which
/// echoes ids and messages. Ids that the service creates are replaced by new ones, consistently within the response, so
/// that two new records differ. The rest is unchanged.
struct ExampleRewriter {
    private let example: Example
    private let action: Action
    private let schema: Schema?
    private var random: SeededRandom

    init(_ example: Example, of action: Action, schema: Schema?, random: SeededRandom) {
        self.example = example
        self.action = action
        self.schema = schema
        self.random = random
    }

    /// Returns the response's body for a request; `nil` where it would break its schema.
    ///
    /// - Parameters:
    ///   - arguments: The request's arguments.
    ///   - variables: The request's values of the example's variables.
    ///   - isExact: Whether the arguments are the example's own.
    /// - Returns: The response's body.
    /// - Complexity: O(*n* × *m*) in the size of the response and the number of ids in it.
    func body(for arguments: JSONObject, variables: Variables, isExact: Bool) -> JSONValue? {
        guard let written = example.body else { return nil }
        var random = random
        var body = written
        if !isExact {
            body = body.replacingTexts(echoes(of: arguments))
            if let schema {
                let made = madeIdentifiers(in: written, schema, arguments, using: &random)
                body = body.replacingTexts(made)
                for (old, new) in made { body = body.replacing(old, with: new, in: schema, of: written) }
            }
        }
        let template = Template(body)
        if !template.isConstant {
            var variables = variables
            for name in template.variables.sorted() where variables[name] == nil {
                variables[name] = arguments[name.string] ?? .string(random.uuid())
            }
            guard let resolved = try? template.resolved(with: variables) else { return nil }
            body = resolved
        }
        // A `nil` beside a value would be JSON's null here.
        guard schema?.isValid(body) ?? true else { return nil }
        return body
    }

    /// The request's replacements for the example's texts; none where two arguments have the same text.
    private func echoes(of arguments: JSONObject) -> [(ExactString, ExactString)] {
        var echoes: [ExactString: ExactString] = [:]
        var ambiguous: Set<ExactString> = []
        for member in example.request {
            guard let old = member.value.stringValue, !old.isEmpty,
                let new = arguments[member.name]?.stringValue
            else { continue }
            let (key, value) = (ExactString(old), ExactString(new))
            if let known = echoes[key], known != value { ambiguous.insert(key) }
            echoes[key] = value
        }
        return echoes.filter { !ambiguous.contains($0.key) }.map { ($0.key, $0.value) }
    }

    /// New ids for those that the service creates and the request does not contain.
    private func madeIdentifiers(
        in body: JSONValue,
        _ schema: Schema,
        _ arguments: JSONObject,
        using random: inout SeededRandom
    ) -> [(ExactString, ExactString)] {
        var made: [(ExactString, ExactString)] = []
        let given = Set(
            example.request.filter { arguments[$0.name] != nil }.compactMap {
                $0.value.stringValue.map { ExactString($0) }
            }
        )
        for entry in AnnotationIndex(of: body, by: schema).entries where entry.annotation.identity == .server
        {
            guard let old = body[entry.pointer]?.stringValue, !given.contains(ExactString(old)),
                Template(.string(old)).isConstant, !made.contains(where: { $0.0 == ExactString(old) })
            else { continue }
            made.append((ExactString(old), ExactString(IdentifierText.like(old, using: &random))))
        }
        return made
    }
}

extension JSONValue {
    /// Returns the value with every string replaced that equals one of the texts.
    fileprivate func replacingTexts(_ pairs: [(ExactString, ExactString)]) -> JSONValue {
        guard !pairs.isEmpty else { return self }
        switch self {
        case .string(let text):
            let exact = ExactString(text)
            return .string(pairs.first { $0.0 == exact }?.1.string ?? text)
        case .array(let elements):
            return .array(elements.map { $0.replacingTexts(pairs) })
        case .object(let object):
            return .object(
                JSONObject(object.map { JSONMember(name: $0.name, value: $0.value.replacingTexts(pairs)) })
            )
        case .null, .bool, .number:
            return self
        }
    }

    /// Returns the value with an id replaced inside the texts that are annotated to contain one.
    fileprivate func replacing(
        _ old: ExactString,
        with new: ExactString,
        in schema: Schema,
        of written: JSONValue
    ) -> JSONValue {
        var value = self
        for entry in AnnotationIndex(of: written, by: schema).entries
        where entry.annotation.contains == .server {
            guard let text = value[entry.pointer]?.stringValue else { continue }
            let other = text.replacing(old.string, with: new.string)
            value = value.replacing(at: entry.pointer, with: .string(other))
        }
        return value
    }
}
