/// A format in which a run is written to a file.
///
/// A format is one file that conforms, and one line of ``ReportFormats/all``: the options and the members of
/// `understudy.json` follow from it.
public protocol ReportFormat: Sendable {
    /// The name of the option that asks for it, without dashes: `junit`.
    static var option: String { get }
    /// What the option does, as its help says it.
    static var summary: String { get }
    /// What the names of its files end in, without the dot.
    static var fileExtension: String { get }

    /// Returns the bytes of the file.
    ///
    /// - Throws: ``ReportError/outOfMemory`` when there is not enough memory for the report.
    static func bytes(of record: RunRecord) throws(ReportError) -> [UInt8]
}

/// The formats of reports.
public enum ReportFormats: Sendable {
    /// All formats, in the order in which help lists their options.
    public static let all: [any ReportFormat.Type] = [
        JUnitReport.self, HTMLReport.self, JSONReport.self, MarkdownReport.self, TAPReport.self,
    ]
}
