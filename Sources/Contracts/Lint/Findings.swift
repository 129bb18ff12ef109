import JSON

/// The findings of checks so far, and the texts of common ones.
struct Findings {
    /// The files, for lines and columns.
    let sources: SourceFiles
    /// The maximum number of findings to show: each costs reading its file for the line, and nobody reads more.
    private let limit: Int

    private var shown: [Diagnostic] = []
    private var hiddenCount = 0
    private var lastFile = ""
    /// The names that the folder's files declare, including invalid files, so that none of them is reported as unknown.
    private let claimed: Set<ExactString>
    /// The files in which loading found errors.
    private let faulty: Set<String>

    /// Creates an empty list of findings.
    ///
    ///   - sources: The files of the folder.
    ///   - sources: The files that findings are about.
    ///   - contract: The contract that they belong to.
    ///   - loading: The result of loading.
    ///   - limit: The maximum number of findings to show.
    init(sources: SourceFiles, contract: Contract, loading: [Diagnostic] = [], limit: Int = 500) {
        self.sources = sources
        self.limit = limit
        claimed = Set(
            contract.sources.all.compactMap { file in
                let value = file.document.value
                return (value["action"] ?? value["TableName"])?.stringValue.map { ExactString($0) }
            }
        )
        faulty = Set(loading.filter { $0.severity == .error }.map(\.file))
    }

    /// Returns whether loading found no error in a file.
    func isSound(_ file: String) -> Bool {
        !faulty.contains(sources.displayPath(file))
    }

    /// The findings; when there are too many, the last one gives the number of those left out.
    var diagnostics: [Diagnostic] {
        guard hiddenCount > 0 else { return shown }
        let rest = Diagnostic(
            .error,
            file: lastFile,
            message: "\(hiddenCount) more problems were found",
            remedy: "correct these and lint again"
        )
        return shown + [rest]
    }

    mutating func add(_ diagnostic: Diagnostic) {
        shown.append(diagnostic)
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

    /// Reports a name that does not exist.
    mutating func unknown(
        _ what: String,
        _ name: String,
        at location: SourceLocation,
        among known: some Sequence<String>
    ) {
        guard !claimed.contains(ExactString(name)) else { return }
        error(
            at: location,
            "unknown \(what) '\(name)'",
            remedy: NearestName.remedy(for: name, among: known, what: what)
        )
    }

    /// Reports an argument that no schema describes and whose name is similar to a described one.
    ///
    /// Others are not reported: a request may carry members that the service does not know.
    mutating func argument(_ name: String, among known: Set<ExactString>, at place: SourceLocation) {
        guard !known.contains(ExactString(name)),
            let meant = NearestName.suggestion(for: name, among: known.sorted().map(\.string))
        else { return }
        warning(
            at: place.appending(name),
            "the request's schema does not describe the argument '\(name)'",
            remedy: "did you mean '\(meant)'?",
            atName: true
        )
    }

    /// Reports a name that is declared twice.
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
        guard shown.count < limit else {
            hiddenCount += 1
            lastFile = sources.displayPath(location.file)
            return
        }
        shown.append(
            sources.diagnostic(severity, at: location, message, remedy: remedy, atName: atName)
        )
    }
}
