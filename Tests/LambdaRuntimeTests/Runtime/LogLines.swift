import JSON
import LambdaRuntime
import Logging
import Synchronization

/// The lines that a runtime has logged.
final class LogLines: Sendable {
    private let all = Mutex<[String]>([])

    /// The lines, each of which is a JSON object.
    var lines: [JSONValue] { all.withLock(\.self).compactMap { try? JSONValue(parsing: Array($0.utf8)) } }

    /// A logger that adds to them.
    var logger: Logger {
        Logger(label: "test") { _ in JSONLogHandler { line in self.all.withLock { $0.append(line) } } }
    }
}
