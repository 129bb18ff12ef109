public import JSON

/// A problem of a contract folder or a fixture: its place, a message and a remedy.
public struct Diagnostic: Sendable, Hashable {
    /// The severity of a diagnostic.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The folder cannot be used.
        case error
        /// The folder can be used, but something is probably not as intended.
        case warning
    }

    /// The severity.
    public var severity: Severity
    /// The file's path, for display.
    public var file: String
    /// Line and column; `nil` when the diagnostic is about the whole file or the file could not be read.
    public var position: SourcePosition?
    /// The place in the file; `nil` when the file is not JSON.
    public var pointer: JSONPointer?
    /// The problem.
    public var message: String
    /// The remedy.
    public var remedy: String

    /// Creates a diagnostic.
    public init(
        _ severity: Severity,
        file: String,
        position: SourcePosition? = nil,
        pointer: JSONPointer? = nil,
        message: String,
        remedy: String
    ) {
        self.severity = severity
        self.file = file
        self.position = position
        self.pointer = pointer
        self.message = message
        self.remedy = remedy
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line, in the form that editors and CI systems recognise:
    /// `Contracts/actions/orders/place.json:12:5: error: ... (at /request/body); do ...`.
    public var description: String {
        let place = position.map { ":\($0)" } ?? ""
        let inside = pointer.map { $0.tokens.isEmpty ? "" : " (at \(Self.shortened($0)))" } ?? ""
        return Self.onOneLine("\(file)\(place): \(severity.rawValue): \(message)\(inside); \(remedy)")
    }

    /// Escapes control characters: names and values come from files and could hold terminal sequences.
    private static func onOneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            if isControl(scalar) {
                line += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Characters that change the writing direction would make a line appear as something else.
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// Truncates a pointer into a deeply nested file.
    private static func shortened(_ pointer: JSONPointer) -> String {
        let longest = 200
        let text = pointer.description
        return text.count > longest ? text.prefix(longest) + "..." : text
    }
}

extension Diagnostic: Comparable {
    /// Orders by file, then by line and column, errors first.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.file != right.file { return left.file < right.file }
        let (leftOffset, rightOffset) = (left.position?.offset ?? -1, right.position?.offset ?? -1)
        if leftOffset != rightOffset { return leftOffset < rightOffset }
        if left.severity != right.severity { return left.severity == .error }
        return left.message < right.message
    }
}
