import JSON

/// A text split into literal parts and variables.
struct TemplateText {
    /// A literal part, or a variable's name.
    enum Part: Hashable {
        case text(String)
        case variable(String)
    }

    /// The parts, in order.
    let parts: [Part]

    /// Splits a text at every `${name}`; a `${` without a name and `}` is literal.
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
            guard let end = Self.endOfName(in: bytes, at: index) else {
                index += 1
                continue
            }
            if start < index { parts.append(.text(String(decoding: bytes[start..<index], as: UTF8.self))) }
            parts.append(.variable(String(decoding: bytes[(index + 2)..<end], as: UTF8.self)))
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
            guard case .variable(let name) = part else { return nil }
            return ExactString(name)
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
        if parts.count == 1, case .variable(let name) = parts[0] {
            return try value(of: name, in: variables)
        }
        var text = ""
        for part in parts {
            switch part {
            case .text(let run):
                text += run
            case .variable(let name):
                switch try value(of: name, in: variables) {
                case .string(let string): text += string
                case .number(let number): text += number.text
                case let other: throw .notText(variable: name, type: other.typeName)
                }
            }
        }
        return .string(text)
    }

    private func value(of name: String, in variables: Variables) throws(TemplateError) -> JSONValue {
        guard let value = variables[ExactString(name)] else {
            throw .undefinedVariable(name, known: variables.keys.map(\.string).sorted())
        }
        return value
    }

    /// Returns the position of the `}` when a `${name}` starts here.
    private static func endOfName(in bytes: [UInt8], at start: Int) -> Int? {
        guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "$"),
            bytes[start + 1] == UInt8(ascii: "{")
        else { return nil }
        let name = bytes[(start + 2)...].prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default:
                false
            }
        }
        guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: "}") else {
            return nil
        }
        return name.endIndex
    }
}
