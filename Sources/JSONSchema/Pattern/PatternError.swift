/// A regular expression that ECMA-262 (unicode mode) does not allow, or that is too large to compile.
struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole regular expression as written.
    let source: String
    /// Where the trouble is, in Unicode scalars from 0.
    let offset: Int
    /// What is wrong and what to write instead: an English clause without a full stop.
    let reason: String

    var description: String {
        "regular expression '\(source)': at character \(offset + 1): \(reason)"
    }
}
