/// The path of a folder as the user wrote it.
enum FolderPath {
    /// Returns the folder of a file or folder: `a/b` is in `a`, `b` in `.`, `.` in `..`, and `/` in itself.
    ///
    /// Foundation's `deletingLastPathComponent` traps on Linux for a path of one character.
    static func parent(of path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts = path.split(separator: "/")
        guard let last = parts.last(where: { $0 != "." }) else {
            return isAbsolute ? "/" : path.isEmpty ? "." : ".."
        }
        if last == ".." { return "\(path)/.." }
        while parts.last == "." { parts.removeLast() }
        parts.removeLast()
        guard !parts.isEmpty else { return isAbsolute ? "/" : "." }
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }

    /// Returns the path of a file in a folder.
    static func joined(_ folder: String, _ name: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
