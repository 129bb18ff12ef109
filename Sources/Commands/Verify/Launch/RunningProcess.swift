import Foundation

/// A process of this machine, read from `/proc` (proc_pid_stat(5)).
struct RunningProcess {
    /// Its id, its parent's, and its group's.
    let (identifier, parent, group): (pid_t, pid_t, pid_t)
    /// Whether it has ended, but was not reaped by its parent yet.
    let isZombie: Bool

    private init?(directory: String) {
        guard let identifier = pid_t(directory),
            let text = try? String(contentsOfFile: "/proc/\(directory)/stat", encoding: .utf8),
            // The name before may contain anything, including blanks and parentheses.
            let name = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 2, let parent = pid_t(fields[1]), let group = pid_t(fields[2]) else {
            return nil
        }
        (self.identifier, self.parent, self.group) = (identifier, parent, group)
        isZombie = fields[0] == "Z"
    }

    /// Returns all processes; none where the system has no `/proc`.
    static var all: [RunningProcess] {
        let directories = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return directories.compactMap(RunningProcess.init)
    }
}
