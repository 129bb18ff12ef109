/// The reason why a text is not a JSON Pointer.
public enum JSONPointerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text, given here, is not empty and does not start with `/`.
    case missingSlash(String)
    /// The text, given here, holds a `~` that is not followed by `0` or `1`.
    case invalidEscape(String)

    /// The problem and the remedy.
    public var description: String {
        switch self {
        case .missingSlash(let text):
            "'\(text)' is not a JSON Pointer: start it with '/', or leave it empty for the whole document"
        case .invalidEscape(let text):
            "'\(text)' is not a JSON Pointer: write '~0' for '~' and '~1' for '/' inside a name"
        }
    }
}
