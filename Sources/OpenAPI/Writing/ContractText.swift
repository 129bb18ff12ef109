import JSON

/// Lays out a value as people write contract files: what fits on a line stands on one, other members get a line each.
struct ContractText {
    private static let columns = 110
    private var text = ""

    /// Returns the text of a value, with a newline at its end.
    ///
    /// - Complexity: O(*n* · *d*) in the size of the value and the depth of its nesting.
    static func of(_ value: JSONValue) -> String {
        var layout = ContractText()
        // A file's own members stand on lines of their own, however few they are.
        layout.append(value, indentation: 0, used: columns)
        return layout.text + "\n"
    }

    private mutating func append(_ value: JSONValue, indentation: Int, used: Int) {
        if let line = Self.line(value, most: Self.columns - used) {
            text += line
            return
        }
        let inner = indentation + 2
        let margin = "\n" + String(repeating: " ", count: inner)
        switch value {
        case .object(let object):
            text += "{"
            for (index, member) in object.members.enumerated() {
                let name = JSONValue.string(member.name).compactText + ": "
                text += (index == 0 ? "" : ",") + margin + name
                append(member.value, indentation: inner, used: inner + name.count + 1)
            }
            text += "\n" + String(repeating: " ", count: indentation) + "}"
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                text += (index == 0 ? "" : ",") + margin
                append(element, indentation: inner, used: inner + 1)
            }
            text += "\n" + String(repeating: " ", count: indentation) + "]"
        default:
            text += value.compactText
        }
    }

    /// The value on one line; `nil` where that is too long.
    private static func line(_ value: JSONValue, most: Int) -> String? {
        guard most > 0 else { return nil }
        var line: String
        switch value {
        case .object(let object):
            line = "{"
            for member in object {
                let name = JSONValue.string(member.name).compactText
                line += (line.count > 1 ? ", " : "") + name + ": "
                guard let value = Self.line(member.value, most: most - line.count) else { return nil }
                line += value
            }
            line += "}"
        case .array(let elements):
            line = "["
            for element in elements {
                line += line.count > 1 ? ", " : ""
                guard let value = Self.line(element, most: most - line.count) else { return nil }
                line += value
            }
            line += "]"
        default: line = value.compactText
        }
        return line.count <= most ? line : nil
    }
}
