import Contracts
import JSON
import JSONSchema

/// Tells an example's answer again for another request.
///
/// A text of the answer that is an argument's value in the example becomes what the request gives for that argument:
/// that is how an id or a message is echoed. Ids that the service makes become others, the same one in every place of
/// the answer, so that two new records are not one. The rest stays as it is written.
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

    /// The answer for a request; `nil` where it would break its schema.
    ///
    /// - Parameters:
    ///   - arguments: The request's arguments.
    ///   - variables: The values of the example's variables that the request gives.
    ///   - isExact: Whether the arguments are the example's own.
    /// - Returns: The answer's body.
    /// - Complexity: O(*n* × *m*) in the size of the answer and the number of ids in it.
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
                variables[name] = arguments[name.string] ?? .string(IdentifierText.uuid(using: &random))
            }
            guard let resolved = try? template.resolved(with: variables) else { return nil }
            body = resolved
        }
        // A `nil` beside a value would be JSON's null here.
        guard schema?.isValid(body) ?? true else { return nil }
        return body
    }

    /// What the request gives in place of the example's texts; where two arguments have the same text, none.
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

    /// New ids in place of those that the service makes and the request does not give.
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
    /// The value with texts replaced, wherever one stands as a whole.
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

    /// The value with an id replaced inside of those texts that are said to have one in them.
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
