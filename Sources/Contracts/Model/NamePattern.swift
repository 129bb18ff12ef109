/// A pattern for names: `*` matches any characters, `?` any one.
///
/// ```swift
/// NamePattern("orders/*").matches("orders/place")  // true
/// ```
public struct NamePattern: Sendable, Hashable {
    private let scalars: [Unicode.Scalar]

    /// Creates a pattern; a text without `*` and `?` matches only itself.
    public init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// Returns whether a whole name matches.
    ///
    /// - Complexity: O(*n* · *m*) in the lengths of name and pattern, for every pattern: there is one place to backtrack to.
    public func matches(_ name: String) -> Bool {
        let text = Array(name.unicodeScalars)
        var place = 0
        var index = 0
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < scalars.count, scalars[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < scalars.count, scalars[place] == "?" || scalars[place] == text[index] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return scalars[place...].allSatisfy { $0 == "*" }
    }
}
