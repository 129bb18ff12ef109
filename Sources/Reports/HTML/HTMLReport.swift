import Verifier

/// A run as one self-contained HTML file, for people: it loads nothing and works from a disk.
public struct HTMLReport: Sendable {
    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The file's bytes, in UTF-8.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var bytes: [UInt8] {
        Array(MarkdownReport(record).text.utf8)
    }
}
