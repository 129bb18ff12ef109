import Foundation
import Synchronization

/// A command of the shell in a process group of its own, so that it can be stopped with all its children.
final class ProcessGroup: Sendable {
    /// The groups that have not been stopped, for whoever has to leave at once.
    private static let running = Mutex<Set<pid_t>>([])

    /// The process id of the shell, which is the id of the group.
    let identifier: pid_t
    private let status = Mutex<Int32?>(nil)

    /// Starts a command through `/bin/sh`; what it writes goes to a file, and it reads nothing.
    ///
    /// - Throws: ``CommandLineError`` when it cannot be started.
    init(_ command: String, output: String) throws(CommandLineError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        // The signals that this program waits for itself are not to be ignored by the command.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var arguments = [strdup("/bin/sh"), strdup("-c"), strdup(command), nil]
        defer { for argument in arguments { free(argument) } }
        var identifier: pid_t = 0
        let failure = posix_spawn(&identifier, "/bin/sh", &actions, &attributes, &arguments, environ)
        guard failure == 0 else {
            throw CommandLineError(
                "--launch '\(command)' could not be started: \(String(cString: strerror(failure)))"
            )
        }
        self.identifier = identifier
        Self.running.withLock { _ = $0.insert(identifier) }
    }

    /// How the shell ended, as a person says it; `nil` as long as it runs.
    var end: String? {
        let status = status.withLock { known -> Int32? in
            if known == nil {
                var status: Int32 = 0
                if waitpid(identifier, &status, WNOHANG) == identifier { known = status }
            }
            return known
        }
        guard let status else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? "exit code \(status >> 8 & 0xFF)" : "signal \(signal)"
    }

    /// Stops the group: asks it to, and forces it to when something of it is still there after five seconds.
    ///
    /// Cancelling the task does not cut this short.
    func stop() async {
        kill(-identifier, SIGTERM)
        if await !isGone(within: 5) {
            kill(-identifier, SIGKILL)
            _ = await isGone(within: 2)
        }
        Self.running.withLock { _ = $0.remove(identifier) }
    }

    /// Stops all groups by force.
    static func killAll() {
        for identifier in running.withLock(\.self) { kill(-identifier, SIGKILL) }
    }

    private func isGone(within seconds: Int) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while isAlive {
            guard ContinuousClock.now < deadline else { return false }
            await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
        return true
    }

    /// Whether a process of the group still does something.
    private var isAlive: Bool {
        _ = end
        guard kill(-identifier, 0) == 0 else { return false }
        // A process that has ended counts until its parent has taken notice, which may be never.
        guard let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else {
            return true
        }
        return processes.contains { process in
            guard pid_t(process) != nil,
                let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let name = text.lastIndex(of: ")")
            else { return false }
            let fields = text[text.index(after: name)...].split(separator: " ")
            return fields.count > 2 && fields[2] == "\(identifier)" && fields[0] != "Z"
        }
    }
}
