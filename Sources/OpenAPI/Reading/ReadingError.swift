import JSON
import Yams

/// Why a text is no document.
struct ReadingError: Error {
    /// What is wrong.
    var message: String
    /// What to do.
    var remedy: String
    /// Where it is wrong.
    var position: SourcePosition?

    /// Creates an error.
    init(_ message: String, remedy: String, at position: SourcePosition? = nil) {
        self.message = message
        self.remedy = remedy
        self.position = position
    }

    /// Creates an error from that of the JSON parser.
    init(_ error: JSONError) {
        self.init("the file is not JSON: \(error.kind)", remedy: "correct it", at: error.position)
    }

    /// Creates an error from that of the YAML parser.
    init(_ error: YamlError, lines: [Int]) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(
                "the file is not YAML: \(problem)",
                remedy: "correct the line, or the indentation before it",
                at: SourcePosition(mark, lines: lines)
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            self.init(
                "the same mapping has the key \(names) twice",
                remedy: "give each key its own name",
                at: SourcePosition(context.mark, lines: lines)
            )
        default:
            self.init("the file is not YAML", remedy: "store it as YAML 1.2 in UTF-8")
        }
    }
}
