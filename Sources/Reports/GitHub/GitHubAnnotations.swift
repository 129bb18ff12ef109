import Causes
import Contracts
import VerifierEvents

/// A report of a run as workflow commands of GitHub Actions: lines on standard output that become annotations.
///
/// Source: GitHub Actions, "Workflow commands": `::error title=TITLE::MESSAGE`, in which `%`, carriage return and line
/// feed are percent-encoded, and in properties `:` and `,` too. Only the first ten errors and ten warnings of a step
/// are shown, so no more are written.
public struct GitHubAnnotations: Sendable {
    private static let mostShown = 10

    private let record: RunRecord

    /// Creates the annotations of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The lines, each with a newline at its end; empty when there are no annotations.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var text: String {
        var errors: [String] = []
        var warnings: [String] = []
        for cause in record.analysis.causes {
            let text = "\(cause.sentence) (\(CauseText.facts(of: cause)))"
            if cause.severity == .recommendation {
                warnings.append(Self.line("warning", cause.identity, text))
            } else {
                errors.append(Self.line("error", cause.identity, text))
            }
        }
        for result in record.results {
            let title = "\(result.identity)"
            if case .error(let reason) = result.outcome {
                errors.append(Self.line("error", title, "not judged: \(reason)"))
            }
        }
        return (errors.prefix(Self.mostShown) + warnings.prefix(Self.mostShown)).joined()
    }

    private static func line(_ command: String, _ title: String, _ message: String) -> String {
        "::\(command) title=\(escaped(XMLText.token(title), ":,"))::\(escaped(XMLText.permitted(message)))\n"
    }

    /// Returns the text with the characters that end a message, or a property, percent-encoded by Unicode scalars: a carriage return
    /// and a line feed together are one `Character`, which equals neither.
    private static func escaped(_ text: String, _ more: String = "") -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "%\r\n".unicodeScalars.contains(scalar) || more.unicodeScalars.contains(scalar) {
                result +=
                    "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
