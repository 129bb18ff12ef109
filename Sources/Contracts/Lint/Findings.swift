import JSON

/// What checks have found so far, and the words in which they say it.
struct Findings {
    /// The files, for lines and columns.
    let sources: SourceFiles
    /// How many findings are shown: each costs reading its file for the line, and nobody reads more.
    static let maximumCount = 500

    private var shown: [Diagnostic] = []
    private var hiddenCount = 0
    private var lastFile = ""
    /// The names that the folder's files claim, those of files that are of no use included: nobody calls them unknown.
    private let claimed: Set<ExactString>
    /// The files in which loading has found errors.
    private let faulty: Set<String>

    /// Starts without findings.
    ///
    /// - Parameters:
    ///   - sources: The files that findings are about.
    ///   - contract: The contract that they belong to.
    ///   - loading: What loading has found.
    init(sources: SourceFiles, contract: Contract, loading: [Diagnostic] = []) {
        self.sources = sources
        claimed = Set(
            contract.sources.all.compactMap { file in
                let value = file.document.value
                return (value["action"] ?? value["TableName"])?.stringValue.map { ExactString($0) }
            }
        )
        faulty = Set(loading.filter { $0.severity == .error }.map(\.file))
    }

    /// Whether a file is right as far as loading could see.
    func isSound(_ file: String) -> Bool {
        !faulty.contains(sources.displayPath(file))
    }

    /// What was found; where there was too much, the last one says how much more.
    var diagnostics: [Diagnostic] {
        guard hiddenCount > 0 else { return shown }
        let rest = Diagnostic(
            .error,
            file: lastFile,
            message: "\(hiddenCount) more problems were found",
            remedy: "correct those shown and look again"
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

    /// Something is named that is not there.
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

    /// An argument that a schema does not describe looks like one that it does.
    ///
    /// Others are left alone: a request may carry what the service does not know.
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
        guard shown.count < Self.maximumCount else {
            hiddenCount += 1
            lastFile = sources.displayPath(location.file)
            return
        }
        shown.append(
            sources.diagnostic(severity, at: location, message, remedy: remedy, atName: atName)
        )
    }
}
