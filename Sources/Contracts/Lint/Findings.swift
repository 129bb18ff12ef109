import JSON

/// What checks have found so far, and the words in which they say it.
struct Findings {
    /// The files, for lines and columns.
    let sources: SourceFiles
    /// What was found, in the order of finding.
    private(set) var diagnostics: [Diagnostic] = []

    init(sources: SourceFiles) {
        self.sources = sources
    }

    mutating func add(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    mutating func error(
        at location: SourceLocation,
        _ message: String,
        remedy: String,
        atName: Bool = false
    ) {
        add(.error, at: location, message, remedy: remedy, atName: atName)
    }

    mutating func warning(
        at location: SourceLocation,
        _ message: String,
        remedy: String,
        atName: Bool = false
    ) {
        add(.warning, at: location, message, remedy: remedy, atName: atName)
    }

    /// Something is named that is not there.
    mutating func unknown(
        _ what: String,
        _ name: String,
        at location: SourceLocation,
        among known: some Sequence<String>
    ) {
        error(
            at: location,
            "unknown \(what) '\(name)'",
            remedy: NearestName.remedy(for: name, among: known, what: what)
        )
    }

    /// Two things bear one name.
    mutating func duplicate(
        _ what: String,
        _ name: String,
        at location: SourceLocation,
        first: SourceLocation
    ) {
        let line =
            sources.diagnostic(.error, at: first, "", remedy: "").position.map { " line \($0.line)" } ?? ""
        error(
            at: location,
            "a second \(what) is named '\(name)'",
            remedy: "rename it or the first, in \(sources.displayPath(first.file))\(line)"
        )
    }

    private mutating func add(
        _ severity: Diagnostic.Severity,
        at location: SourceLocation,
        _ message: String,
        remedy: String,
        atName: Bool
    ) {
        diagnostics.append(
            sources.diagnostic(severity, at: location, message, remedy: remedy, atName: atName)
        )
    }
}
