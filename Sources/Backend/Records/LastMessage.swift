/// The beginning of a message that its conversation shows in lists.
enum LastMessage {
    private static let maximumCount = 100
    /// Enough for 100 characters of any script; keeps out a single character of thousands of combining marks.
    private static let maximumBytes = 4_096

    /// At most 100 grapheme clusters of the text, always a prefix by bytes as well, never empty for a text that
    /// is not.
    ///
    /// - Complexity: O(1): at most 4 KB of the text are looked at.
    static func preview(of text: String) -> String {
        guard text.utf8.count > maximumCount else { return text }
        var end = text.startIndex
        var bytes = 0
        for _ in 0..<maximumCount where end < text.endIndex {
            let next = text.index(after: end)
            bytes += text.utf8.distance(from: end, to: next)
            guard bytes <= maximumBytes else { break }
            end = next
        }
        guard end == text.startIndex else { return String(text[..<end]) }
        // The first character alone is too long: cut inside it, between two scalars.
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.prefix(maximumBytes / 4))
        return String(scalars)
    }
}
