import Synchronization

/// Collects lines for standard output and writes those of a moment together: a system call for each takes as long as a whole
/// request.
final class LineLog: Sendable {
    /// For how long a line waits for others at most.
    private static let pause = Duration.milliseconds(10)

    private let waiting = Mutex<[String]>([])
    /// Held while lines are written, so that they stay in order.
    private let output = Mutex(())

    /// Writes a line soon.
    func write(_ line: String) {
        let isFirst = waiting.withLock { waiting in
            let isFirst = waiting.isEmpty
            waiting.append(line)
            return isFirst
        }
        guard isFirst else { return }
        Task {
            try? await Task.sleep(for: Self.pause)
            flush()
        }
    }

    /// Writes the lines that wait.
    func flush() {
        output.withLock { _ in
            let lines = waiting.withLock { waiting in
                let lines = waiting
                waiting = []
                return lines
            }
            guard !lines.isEmpty else { return }
            Terminal.write(lines.joined(separator: "\n"))
        }
    }
}
