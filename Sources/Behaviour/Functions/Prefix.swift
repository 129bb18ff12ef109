import Contracts
import JSON

/// `$prefix`: the beginning of a text, never less than its first scalar.
struct Prefix: Function {
    let text: Expression
    let bytes: Int
    let characters: Int
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        guard let value = try execution.value(of: text) else { return nil }
        guard case .string(let text) = value else {
            throw .failed("\(value.typeName) has no beginning; a text does", at: location)
        }
        return .string(prefix(of: text))
    }

    /// - Complexity: O(*n*) in the length of the result.
    private func prefix(of text: String) -> String {
        guard text.utf8.count > min(bytes, characters) else { return text }
        var end = text.startIndex
        var count = 0
        var size = 0
        while end < text.endIndex, count < characters {
            let next = text.index(after: end)
            size += text.utf8.distance(from: end, to: next)
            guard size <= bytes else { break }
            end = next
            count += 1
        }
        guard end == text.startIndex else { return String(text[..<end]) }
        // The first character alone is too long: it is cut between two scalars.
        var scalars = String.UnicodeScalarView()
        size = 0
        for scalar in text.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= bytes || scalars.isEmpty else { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
