import Foundation
import UnixSignals

/// Handling of Ctrl-C in two steps: the first cancels the work, which then reports its results; the second ends the program
/// at once.
enum Interruption {
    /// The exit code of a program that SIGINT ended, as in shells.
    private static let exitCode: Int32 = 128 + SIGINT

    /// Runs work as a task that SIGINT, SIGTERM or SIGHUP cancels.
    ///
    /// - Throws: The error of the work.
    static func cancelling<Result: Sendable>(
        _ work: sending @escaping () async throws -> Result
    ) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        let task = Task(operation: work)
        let watch = Task {
            var isFirst = true
            for await _ in signals {
                guard isFirst else {
                    ProcessTree.killAll()
                    exit(exitCode)
                }
                isFirst = false
                Terminal.writeToError("understudy: stopping; once more to stop at once")
                task.cancel()
            }
        }
        defer { watch.cancel() }
        return try await task.value
    }
}
