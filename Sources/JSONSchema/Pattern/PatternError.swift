/// A regular expression that ECMA-262 (unicode mode) does not allow, or that is too large to compile.
struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole regular expression as written.
    let source: String
    /// The position of the problem, in Unicode scalars from 0.
    let offset: Int
    /// The problem and the remedy: an English clause without a full stop.
    let reason: String

    var description: String {
        "regular expression '\(source)': at character \(offset + 1): \(reason)"
    }
}
