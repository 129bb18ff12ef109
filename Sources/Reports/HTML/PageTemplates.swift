import Mustache

/// The templates of the page's parts, in the order in which they are written.
///
/// They are the files in `Files`, which the package embeds in the code, and separate templates so that a case is rendered and
/// written before the next one.
enum PageTemplates {
    /// A part of the page.
    enum Part: String, CaseIterable {
        case start, suiteStart, case_ = "case", restStart, restEnd, suiteEnd, end
    }

    /// The templates, and values that several of them share.
    static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        let sources = [
            Part.start.rawValue: PackageResources.start_mustache,
            Part.suiteStart.rawValue: PackageResources.suite_start_mustache,
            Part.case_.rawValue: PackageResources.case_mustache,
            Part.restStart.rawValue: PackageResources.rest_start_mustache,
            Part.restEnd.rawValue: Array("</details>\n".utf8),
            Part.suiteEnd.rawValue: PackageResources.suite_end_mustache,
            Part.end.rawValue: PackageResources.end_mustache,
            "failure": PackageResources.failure_mustache, "latency": PackageResources.latency_mustache,
        ]
        return MustacheLibrary(
            templates: sources.compactMapValues { source in
                try? MustacheTemplate(string: "{{% CONTENT_TYPE:\(HTMLText.name)}}" + text(source))
            }
        )
    }()

    /// The style sheet of the page: light and dark as the system's setting, one column on a phone.
    static let style = text(PackageResources.report_css)

    /// The script of the page: it filters, expands and collapses, and copies.
    ///
    /// Everything is readable without it.
    static let script = text(PackageResources.report_js)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
