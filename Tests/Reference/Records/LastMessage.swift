/// The message preview that a conversation shows in lists.
enum LastMessage {
    private static let maximumCount = 100
    /// Enough for 100 characters of any script; bounds a single character with thousands of combining marks.
    private static let maximumBytes = 4_096

    /// Returns at most 100 grapheme clusters of the text; the result is a prefix by bytes as well, and not empty
    /// unless the text is.
    ///
    /// - Complexity: O(1): at most 4 KB of the text are read.
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
        // The first character alone is too long: it is cut between two scalars.
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.prefix(maximumBytes / 4))
        return String(scalars)
    }
}
