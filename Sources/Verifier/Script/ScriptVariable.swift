/// A value that a script keeps in a shell variable.
struct ScriptVariable: Sendable, Hashable {
    /// The variable's name.
    let name: String
    /// The value in the transcript.
    let value: String
    /// The number of the exchange whose response reveals it; `nil` for variables set at the script's start.
    let source: Int?
    /// The command that takes the value from `$answer`; `nil` for variables set at the script's start.
    let extraction: String?

    /// Splits text at every occurrence of a variable's value into literal pieces and variables, in order.
    ///
    /// - Complexity: O(*n* · *v*) for *n* bytes and *v* variables.
    static func split(_ text: String, by variables: [ScriptVariable]) -> [Piece] {
        var pieces: [Piece] = [.literal(text)]
        for variable in variables where !variable.value.isEmpty {
            pieces = pieces.flatMap { piece -> [Piece] in
                guard case .literal(let literal) = piece else { return [piece] }
                return split(literal, by: variable)
            }
        }
        return pieces
    }

    private static func split(_ literal: String, by variable: ScriptVariable) -> [Piece] {
        let bytes = Array(literal.utf8)
        let wanted = Array(variable.value.utf8)
        guard bytes.count >= wanted.count else { return [.literal(literal)] }
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while index + wanted.count <= bytes.count {
            if bytes[index] == wanted[0], bytes[index..<index + wanted.count].elementsEqual(wanted) {
                if index > start {
                    pieces.append(.literal(String(decoding: bytes[start..<index], as: UTF8.self)))
                }
                pieces.append(.variable(variable.name))
                index += wanted.count
                start = index
            } else {
                index += 1
            }
        }
        if start < bytes.count {
            pieces.append(.literal(String(decoding: bytes[start...], as: UTF8.self)))
        }
        return pieces
    }

    /// A piece of a text.
    enum Piece: Hashable {
        case literal(String)
        case variable(String)
    }
}
