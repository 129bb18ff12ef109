import CSubreaper
import Foundation
import Synchronization

/// A shell command that can be stopped with all its descendants, including those that have left its process group.
///
/// swift-subprocess 1.0.2 is not used here: its teardown ends as soon as the command itself has ended, and it does not
/// handle descendants outside of the process group.
final class ProcessTree: Sendable {
    /// The trees that have not been stopped, for an immediate exit.
    private static let running = Mutex<[pid_t: ProcessTree]>([:])

    /// The process id of the shell, which is the id of the group.
    let identifier: pid_t
    private let status = Mutex<Int32?>(nil)
    /// The children that this process had before, which are not part of the tree.
    private let others: Set<pid_t>

    /// Starts a command through `/bin/sh`; its output goes to a file, and its input is empty.
    ///
    /// - Throws: ``CommandLineError`` when it cannot be started.
    init(_ command: String, output: String) throws(CommandLineError) {
        _ = subreaper_become()
        others = Set(RunningProcess.all.filter { $0.parent == getpid() }.map(\.identifier))
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
        // The command must not inherit ignored signals that this program handles itself.
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
                "'\(command)' could not be started: \(String(cString: strerror(failure)))"
            )
        }
        self.identifier = identifier
        Self.running.withLock { $0[identifier] = self }
    }

    /// The result of the shell in words; `nil` while it runs.
    var end: String? {
        guard let status = exitStatus else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? "exit code \(status >> 8 & 0xFF)" : "signal \(signal)"
    }

    /// Whether the shell exited with code 0.
    var hasSucceeded: Bool { exitStatus == 0 }

    /// The status of the shell from waitpid(2); `nil` while it runs.
    private var exitStatus: Int32? {
        status.withLock { known -> Int32? in
            if known == nil {
                var status: Int32 = 0
                if waitpid(identifier, &status, WNOHANG) == identifier { known = status }
            }
            return known
        }
    }

    /// Stops the command and all its descendants: with SIGTERM, and with SIGKILL those that still run after five seconds.
    ///
    /// Cancellation of the task does not interrupt this.
    func stop() async {
        send(SIGTERM)
        if await !isGone(within: 5) {
            send(SIGKILL)
            _ = await isGone(within: 2)
        }
        Self.running.withLock { $0[identifier] = nil }
    }

    /// Waits for the command itself to end, not for its descendants.
    ///
    /// - Returns: Whether it ended in time.
    func wait(seconds: Double) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while end == nil {
            guard ContinuousClock.now < deadline else { return false }
            await Self.pause()
        }
        return true
    }

    /// Forgets the descendants of a command that has ended.
    func forget() {
        Self.running.withLock { $0[identifier] = nil }
    }

    /// Kills all processes.
    static func killAll() {
        for tree in running.withLock({ Array($0.values) }) { tree.send(SIGKILL) }
    }

    private func send(_ signal: Int32) {
        kill(-identifier, signal)
        for process in members where process.group != identifier { kill(process.identifier, signal) }
    }

    private func isGone(within seconds: Int) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while isAlive {
            guard ContinuousClock.now < deadline else { return false }
            await Self.pause()
        }
        return true
    }

    /// Sleeps briefly, also in a cancelled task.
    private static func pause() async {
        await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
    }

    /// Whether a process of the tree still runs.
    private var isAlive: Bool {
        _ = end
        let members = members
        guard !members.isEmpty else {
            // Without `/proc` only the process group can be queried.
            return !FileManager.default.fileExists(atPath: "/proc/self/stat") && kill(-identifier, 0) == 0
        }
        // Descendants that were reparented to this process count until they are reaped.
        for process in members where process.isZombie && process.identifier != identifier {
            var status: Int32 = 0
            waitpid(process.identifier, &status, WNOHANG)
        }
        return members.contains { !$0.isZombie }
    }

    /// The processes of the group, and all descendants that have left it: they are reparented to this process.
    private var members: [RunningProcess] {
        let all = RunningProcess.all
        let children = Dictionary(grouping: all, by: \.parent)
        var (members, seen): ([RunningProcess], Set<pid_t>) = ([], others)
        var next = all.filter { $0.group == identifier } + (children[getpid()] ?? [])
        while let process = next.popLast() {
            guard seen.insert(process.identifier).inserted else { continue }
            members.append(process)
            next += children[process.identifier] ?? []
        }
        return members
    }
}
