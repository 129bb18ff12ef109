/// A file format of reports.
///
/// A format is one conforming file, and one line of ``ReportFormats/all``: the options of `verify`, and what it reads of
/// `understudy.json`, follow from it. The meta schema of that file, `configuration.schema.json`, names the member again;
/// a test writes it there.
public protocol ReportFormat: Sendable {
    /// The name of its option, without dashes: `junit`.
    static var option: String { get }
    /// The help of the option.
    static var summary: String { get }
    /// The extension of its files, without the dot.
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
