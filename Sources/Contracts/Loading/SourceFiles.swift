public import JSON

/// A file of a contract folder.
public struct SourceFile: Sendable {
    /// The path in the folder, with `/` between folders: `actions/orders/place.json`.
    public let path: String
    /// Its bytes, its value, and the positions of values in it.
    public internal(set) var document: JSONDocument
}

/// The files of a contract folder by path, to find lines and columns for messages.
public struct SourceFiles: Sendable {
    /// The prefix of every path in messages: `Contracts`.
    public let root: String
    private var files: [ExactString: SourceFile] = [:]

    /// Creates a collection without files.
    public init(root: String = "Contracts") {
        self.root = root
    }

    /// The file at a path.
    public subscript(path: String) -> SourceFile? {
        files[ExactString(path)]
    }

    /// The files in the order of their paths.
    /// - Complexity: O(*n* log *n*) in the number of files.
    public var all: [SourceFile] {
        files.values.sorted { ExactString($0.path) < ExactString($1.path) }
    }

    mutating func add(_ file: SourceFile) {
        files[ExactString(file.path)] = file
    }

    /// Returns the path for messages.
    public func displayPath(_ path: String) -> String {
        root.isEmpty ? path : root.hasSuffix("/") ? root + path : "\(root)/\(path)"
    }

    /// Returns a diagnostic at a location, with its line and column.
    ///
    /// - Parameters:
    ///   - severity: The severity.
    ///   - location: The location; where it has no value, the nearest enclosing one is used.
    ///   - message: The problem.
    ///   - remedy: The remedy.
    ///   - atName: Whether to use the position of the member's name instead of its value.
    /// - Returns: The diagnostic; without line and column when the file is not in this collection.
    /// - Complexity: O(*n*) in the length of the file.
    public func diagnostic(
        _ severity: Diagnostic.Severity,
        at location: SourceLocation,
        _ message: String,
        remedy: String,
        atName: Bool = false
    ) -> Diagnostic {
        Diagnostic(
            severity,
            file: displayPath(location.file),
            position: position(of: location, atName: atName),
            pointer: location.pointer,
            message: message,
            remedy: remedy
        )
    }

    private func position(of location: SourceLocation, atName: Bool) -> SourcePosition? {
        guard let document = self[location.file]?.document else { return nil }
        if atName, let position = document.namePosition(of: location.pointer) { return position }
        var tokens = location.pointer.tokens
        while true {
            if let position = document.position(of: JSONPointer(tokens: tokens)) { return position }
            guard tokens.popLast() != nil else { return nil }
        }
    }
}
