import JSON

/// A text split into literal parts and variables.
struct TemplateText {
    /// A literal part, or a variable with the pointer to a part of its value.
    enum Part: Hashable {
        case text(String)
        case variable(BehaviourReference)
    }

    /// The parts, in order.
    let parts: [Part]

    /// Splits a text at every `${name}` and `${name/pointer}`; a `${` without a name and `}` is literal.
    init(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "$")) else {
            parts = [.text(text)]
            return
        }
        let bytes = Array(text.utf8)
        var parts: [Part] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            guard let (reference, end) = Self.reference(in: bytes, at: index) else {
                index += 1
                continue
            }
            if start < index { parts.append(.text(String(decoding: bytes[start..<index], as: UTF8.self))) }
            parts.append(.variable(reference))
            index = end + 1
            start = index
        }
        if start < bytes.count || parts.isEmpty {
            parts.append(.text(String(decoding: bytes[start...], as: UTF8.self)))
        }
        self.parts = parts
    }

    /// The names of the variables in it.
    var variables: [ExactString] {
        parts.compactMap { part in
            guard case .variable(let reference) = part else { return nil }
            return ExactString(reference.name)
        }
    }

    /// Whether a `${` is literal, which is probably a mistake.
    var hasOpenVariable: Bool {
        parts.contains { part in
            guard case .text(let text) = part else { return false }
            return text.contains("${")
        }
    }

    func resolved(with variables: Variables) throws(TemplateError) -> JSONValue {
        if parts.count == 1, case .variable(let reference) = parts[0] {
            return try value(of: reference, in: variables)
        }
        var text = ""
        for part in parts {
            switch part {
            case .text(let run):
                text += run
            case .variable(let reference):
                switch try value(of: reference, in: variables) {
                case .string(let string): text += string
                case .number(let number): text += number.text
                case let other:
                    let name = "\(reference.name)\(reference.pointer)"
                    throw .notText(variable: name, type: other.typeName)
                }
            }
        }
        return .string(text)
    }

    private func value(
        of reference: BehaviourReference,
        in variables: Variables
    ) throws(TemplateError) -> JSONValue {
        guard let value = variables[ExactString(reference.name)] else {
            throw .undefinedVariable(reference.name, known: variables.keys.map(\.string).sorted())
        }
        guard let part = value[reference.pointer] else {
            throw .undefinedVariable("\(reference.name)\(reference.pointer)", known: [reference.name])
        }
        return part
    }

    /// Returns the reference and the position of its `}` when a `${name}` or `${name/pointer}` starts here.
    private static func reference(
        in bytes: [UInt8],
        at start: Int
    ) -> (reference: BehaviourReference, end: Int)? {
        guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "$"),
            bytes[start + 1] == UInt8(ascii: "{")
        else { return nil }
        let name = bytes[(start + 2)...].prefix(while: isNameByte)
        guard !name.isEmpty, name.endIndex < bytes.count else { return nil }
        let rest = bytes[name.endIndex...].prefix { $0 != UInt8(ascii: "}") }
        guard rest.endIndex < bytes.count,
            let pointer = try? JSONPointer(String(decoding: rest, as: UTF8.self))
        else { return nil }
        return (BehaviourReference(String(decoding: name, as: UTF8.self), pointer), rest.endIndex)
    }

    /// Whether a name may hold the byte: letters, digits, `_`, `-`, `.`, `[` and `]`, as names of parameters do.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default:
            false
        }
    }
}
