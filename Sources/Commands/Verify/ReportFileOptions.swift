import ArgumentParser
import Reports

/// The options for report files, one for each format: `--junit FILE` and the like.
///
/// The parser finds the options of a type by reflection, so this type lists them in its mirror.
struct ReportFileOptions: ParsableArguments, CustomReflectable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    private let options: [(format: any ReportFormat.Type, option: Option<String?>)]

    init() {
        options = ReportFormats.all.map { format in
            (
                format,
                Option(
                    name: .customLong(format.option),
                    help: ArgumentHelp("\(format.summary)", valueName: "file"),
                    completion: .file(extensions: [format.fileExtension])
                )
            )
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        options = try ReportFormats.all.map { format in
            (format, try container.decode(Option<String?>.self, forKey: Key(stringValue: format.option)))
        }
    }

    var customMirror: Mirror {
        Mirror(self, children: options.map { ("_\($0.format.option)", $0.option) })
    }

    /// The requested formats, and the paths of their files.
    var files: [(format: any ReportFormat.Type, path: String)] {
        options.compactMap { format, option in option.wrappedValue.map { (format, $0) } }
    }
}
