import Foundation
import Gate
import Sessions

/// A log line for a request that the mock answered.
struct RequestLine: CustomStringConvertible {
    let entry: JournalEntry

    /// The line `12:34:56.789 POST orders/place 200 1.2 ms`, with remarks.
    var description: String {
        let report = entry.report
        let action = entry.action ?? (entry.query.isEmpty ? entry.path : "\(entry.path)?\(entry.query)")
        let form = report?.form.map { " (\($0))" } ?? ""
        let tenths = Int((entry.milliseconds * 10).rounded())
        let duration = "\(tenths / 10).\(tenths % 10) ms"
        let session = entry.session == .standard ? "" : "[\(entry.session)] "
        var line =
            "\(Self.time(entry.time)) \(session)\(entry.method) \(action)\(form) \(entry.status) \(duration)"
        if let refusal = report?.refusal { line += "  refused: \(refusal)" }
        for warning in report?.warnings ?? [] { line += "  warning: \(warning)" }
        if !entry.faults.isEmpty { line += "  faults: \(entry.faults.joined(separator: ", "))" }
        for advice in report?.advice ?? [] { line += "  advice: \(advice)" }
        // Characters take longer to read than a request to answer.
        guard line.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) else { return line }
        return line.map { $0.isNewline ? " " : String($0) }.joined()
    }

    /// A line for every violation in the response.
    var violations: [String] {
        (entry.report?.violations ?? []).map { violation in
            let action = entry.action ?? entry.path
            return
                "the answer \(entry.status) of \(action) breaks the contract: \(violation); see the journal"
        }
    }

    private static func time(_ time: Date) -> String {
        let milliseconds = Int((time.timeIntervalSince1970 * 1000).rounded(.down)) % 86_400_000
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let thousandths = String(1_000 + rest).dropFirst()
        return "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(thousandths)"
    }
}
