import Foundation

/// How many records were moved, on standard error while that is a terminal.
struct TransferProgress {
    private static let pause: Duration = .milliseconds(500)
    private let isShown = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var shown = ContinuousClock.now
    /// The number of records so far, with those before an interruption.
    private(set) var count: Int
    private let first: Int

    /// Begins to count.
    init(from count: Int) {
        self.count = count
        first = count
    }

    /// Counts records of a table.
    mutating func note(_ number: Int, of table: String) {
        count += number
        guard isShown, ContinuousClock.now - shown > Self.pause else { return }
        shown = .now
        show("\(count) records, \(Int(Double(count - first) / seconds)) a second; \(table)")
    }

    /// Says how many records there were.
    func finish() {
        guard isShown else { return }
        show("\(count) records in \(Int(seconds.rounded(.up))) s\n")
    }

    private var seconds: Double {
        max(0.001, (ContinuousClock.now - start) / .seconds(1))
    }

    private func show(_ text: String) {
        // Back to the beginning of the line, and rid of a longer text.
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
    }
}
