import Contracts
import JSON

/// What there is to say about a description: mistakes, and what a contract cannot hold, each once.
struct Notes {
    private let documents: DocumentSet
    private var seen: Set<Entry> = []
    private(set) var diagnostics: [Diagnostic] = []

    private struct Entry: Hashable {
        var location: SourceLocation
        var message: String
    }

    init(documents: DocumentSet) {
        self.documents = documents
        diagnostics = documents.diagnostics
    }

    /// Whether something is wrong with the description.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Says that something is wrong.
    mutating func error(at location: SourceLocation, _ message: String, _ remedy: String) {
        add(.error, at: location, message, remedy)
    }

    /// Says that something is not carried over, or only in part.
    mutating func omitted(
        at location: SourceLocation,
        _ message: String,
        _ remedy: String = "see whether the contract needs it by hand"
    ) {
        add(.warning, at: location, message, remedy)
    }

    private mutating func add(
        _ severity: Diagnostic.Severity,
        at location: SourceLocation,
        _ message: String,
        _ remedy: String
    ) {
        guard seen.insert(Entry(location: location, message: message)).inserted else { return }
        diagnostics.append(documents.diagnostic(severity, at: location, message, remedy: remedy))
    }
}
