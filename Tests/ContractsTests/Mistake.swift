import Testing

/// One mistake in the sample folder and what the linter has to say about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    /// What is replaced, once; the whole file when `nil`.
    var old: String?
    /// What stands there then; the file is removed when this is `nil` as well.
    var new: String?
    /// The linter's lines.
    var report: String

    var testDescription: String { name }

    /// A mistake made by replacing a text once.
    init(_ name: String, in file: String, _ old: String, _ new: String, says report: String) {
        self.name = name
        self.file = file
        self.old = old
        self.new = new
        self.report = report
    }

    /// A mistake made by adding, replacing or removing a whole file.
    init(_ name: String, file: String, is text: String?, says report: String) {
        self.name = name
        self.file = file
        new = text
        self.report = report
    }

    static let all =
        files + schemas + vacuous + actions + authorizations + measures + loads + examples + scenarios
        + variables
        + tables
        + expiries
        + fixtures
}
