import Foundation
import UnixSignals

/// Ends a command on Ctrl-C in two steps: the first cancels its work, which then says what it has done; the second ends
/// the program at once.
enum Interruption {
    /// The exit code of a program that SIGINT ended, as shells give it.
    private static let exitCode: Int32 = 128 + SIGINT

    /// Does work as a task that SIGINT, SIGTERM or the end of its terminal cancels.
    ///
    /// - Throws: What the work throws.
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
