import Foundation
import JSON

/// The JSON files of a folder and its subfolders, with symbolic links followed, and the entries that are not read.
///
/// A mounted Kubernetes ConfigMap is such a folder: its entries are links through the hidden folder `..data`. Every file
/// is listed once: a link to an enclosing folder, or to a file that is listed already, is among ``unread``.
///
/// ```swift
/// for path in try FolderListing("Contracts").files { print(path) }  // actions/orders/place.json, ...
/// ```
public struct FolderListing: Sendable, Hashable {
    /// An entry that is not read.
    public struct Unread: Sendable, Hashable {
        /// The reason why an entry is not read.
        public enum Reason: Sendable, Hashable {
            /// Its name begins with a dot.
            case hidden
            /// Its name does not end in `.json`.
            case otherExtension
            /// It is a link to a file or folder that is listed under another path.
            case repeated(path: String)
            /// It is a link whose target does not exist.
            case dangling(target: String)
            /// It is neither a file nor a folder, for example a named pipe, which might never end.
            case special
        }

        /// The path in the folder, with `/` between folders.
        public let path: String
        /// The reason why it is not read.
        public let reason: Reason
    }

    /// The maximum number of entries to read: contract folders have fewer, and `/` would take minutes.
    static let mostEntries = 50_000

    /// The paths of the files to read, relative to the folder, in byte order.
    ///
    /// A folder with the name of a file is among them; reading it reports the error.
    public let files: [String]
    /// The entries that are not read, in the order of their paths, without common ones such as `README.md` and `.git`.
    public let unread: [Unread]

    /// Lists a folder.
    ///
    /// - Parameter folder: The folder's path; a link to a folder is followed.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when it cannot be read, or holds more than 50,000 entries.
    /// - Complexity: O(*n* log *n*) in the number of entries below the folder.
    public init(_ folder: String) throws(ContractError) {
        var walk = Walk()
        let root = URL(filePath: folder).resolvingSymlinksInPath().path
        guard let names = Walk.names(in: root) else {
            throw .unreadable(path: folder, reason: "the folder cannot be read")
        }
        walk.folders[root] = ""
        walk.visit(names, in: root, path: "")
        // Entries of the folder itself go first, so that links to them are the ones left out.
        var followed = 0
        while followed < walk.links.count, walk.entries <= Self.mostEntries {
            walk.follow(walk.links[followed])
            followed += 1
        }
        guard walk.entries <= Self.mostEntries else {
            throw .unreadable(
                path: folder,
                reason: "the folder holds more than \(Self.mostEntries) entries, so it is no contract folder"
            )
        }
        files = walk.files.values.sorted { ExactString($0) < ExactString($1) }
        unread = walk.unread.sorted { ExactString($0.path) < ExactString($1.path) }
    }

    /// Returns whether an entry is a common one of any folder and no part of the contract.
    private static func isOrdinary(_ name: String) -> Bool {
        // A volume replaces all its files at once by way of "..data" and similar names.
        name.hasPrefix("..") || name.hasPrefix(".git") || ordinary.contains(name) || name.hasSuffix(".md")
            || leftBehind.contains { name.hasSuffix($0) }
    }

    private static let ordinary: Set<String> = [
        ".DS_Store", ".editorconfig", ".hg", ".idea", ".keep", ".prettierrc", ".svn", ".vscode", "LICENSE",
        "Thumbs.db", "desktop.ini",
    ]

    /// The endings of files that editors create while a file is edited.
    private static let leftBehind = ["~", ".swp", ".swo", ".tmp", ".bak"]

    /// A traversal of the folder.
    ///
    /// Files and folders are identified by their real paths.
    private struct Walk {
        var files: [String: String] = [:]
        var folders: [String: String] = [:]
        /// The links found, with their paths and real paths.
        var links: [(path: String, place: String)] = []
        var unread: [Unread] = []
        var entries = 0

        static func names(in folder: String) -> [String]? {
            try? FileManager.default.contentsOfDirectory(atPath: folder).sorted {
                ExactString($0) < ExactString($1)
            }
        }

        mutating func visit(_ names: [String], in folder: String, path: String) {
            for name in names {
                entries += 1
                guard entries <= FolderListing.mostEntries else { return }
                if isOrdinary(name) { continue }
                let entry = path.isEmpty ? name : "\(path)/\(name)"
                if name.hasPrefix(".") {
                    unread.append(Unread(path: entry, reason: .hidden))
                } else {
                    visit(entry, at: "\(folder)/\(name)")
                }
            }
        }

        private mutating func visit(_ path: String, at place: String) {
            // The entry may have been removed in the meantime.
            // The file manager would look up the names of the owner and the group as well.
            var found = stat()
            guard lstat(place, &found) == 0 else { return }
            switch found.st_mode & S_IFMT {
            case S_IFLNK: links.append((path, place))
            case S_IFDIR where !path.hasSuffix(".json"): enter(place, path)
            case S_IFDIR, S_IFREG: add(place, path)
            default: unread.append(Unread(path: path, reason: .special))
            }
        }

        /// Follows a link to a file or a folder.
        mutating func follow(_ link: (path: String, place: String)) {
            let (path, place) = link
            // What a link resolves to can be a link again, such as those of a process's open files.
            entries += 1
            guard FileManager.default.fileExists(atPath: place) else {
                // The link may have been removed in the meantime.
                if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place) {
                    unread.append(Unread(path: path, reason: .dangling(target: target)))
                }
                return
            }
            let target = URL(filePath: place).resolvingSymlinksInPath().path
            if let known = files[target] ?? folders[target] {
                unread.append(Unread(path: path, reason: .repeated(path: known)))
            } else {
                visit(path, at: target)
            }
        }

        private mutating func enter(_ folder: String, _ path: String) {
            guard folders[folder] == nil else {
                unread.append(Unread(path: path, reason: .repeated(path: folders[folder] ?? "")))
                return
            }
            folders[folder] = path
            guard let names = Self.names(in: folder) else {
                files[folder] = path
                return
            }
            visit(names, in: folder, path: path)
        }

        private mutating func add(_ file: String, _ path: String) {
            if let known = files[file] {
                unread.append(Unread(path: path, reason: .repeated(path: known)))
            } else if path.hasSuffix(".json") {
                files[file] = path
            } else {
                unread.append(Unread(path: path, reason: .otherExtension))
            }
        }
    }
}

extension FolderListing.Unread {
    /// Returns the diagnostic about the entry: a warning, or an error where the intended content cannot be known.
    ///
    /// - Parameter file: The path for messages.
    /// - Returns: The diagnostic.
    func diagnostic(file: String) -> Diagnostic {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let (message, remedy) =
            switch reason {
            case .hidden:
                (
                    "this is hidden, so it is not read",
                    "name it '\(name.drop { $0 == "." })', or move it out of the folder"
                )
            case .otherExtension:
                (
                    "only files that end in .json are read, and this does not",
                    "let its name end in .json, or move it out of the folder"
                )
            case .repeated(let path):
                (
                    "this link leads to what is read as '\(path.isEmpty ? "." : path)', so it is not read again",
                    "refer to that one, and remove the link"
                )
            case .dangling(let target):
                (
                    "this link leads to '\(target)', where nothing is",
                    "correct the link, or remove it"
                )
            case .special:
                (
                    "this is neither a file nor a folder, so it is not read",
                    "move it out of the folder"
                )
            }
        var severity = Diagnostic.Severity.warning
        if case .dangling = reason { severity = .error }
        return Diagnostic(severity, file: file, message: message, remedy: remedy)
    }
}
