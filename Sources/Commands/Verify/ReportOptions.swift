import ArgumentParser
import Foundation
import JSON
import Reports

/// The options for the reports of a run.
struct ReportOptions: ParsableArguments {
    @OptionGroup var reportFiles: ReportFileOptions

    @Flag(help: "Shows each failure as it is found, and all causes.")
    var verbose = false

    @Option(
        help: ArgumentHelp(
            "Writes the failures of random requests and walks as scenario files for the contract folder.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var saveFailures: String?
}

/// The files to write at the end of a run; whether they can be written is checked before the run.
struct RunReports: Sendable {
    private var files: [(format: any ReportFormat.Type, file: OutputFile)] = []
    private let scenarios: FailureFolder?
    /// The file that GitHub Actions shows on the page of a job; text is appended to it.
    private let stepSummary: String?
    private let isGitHub: Bool

    /// Prepares the reports.
    ///
    /// - Throws: ``CommandLineError`` when one of them cannot be written.
    init(_ options: ReportOptions, environment: [String: String]) throws(CommandLineError) {
        for (format, path) in options.reportFiles.files { files.append((format, try OutputFile(path))) }
        if let folder = options.saveFailures {
            scenarios = try FailureFolder(folder)
        } else {
            scenarios = nil
        }
        stepSummary = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
        isGitHub = environment["GITHUB_ACTIONS"] == "true"
    }

    /// Writes all reports of a run; an error with one does not affect the others.
    ///
    /// - Throws: ``CommandLineError`` for the first that could not be written.
    func write(_ record: RunRecord) throws(CommandLineError) {
        var failure: CommandLineError?
        for (format, file) in files {
            do throws(ReportError) {
                try file.write(format.bytes(of: record))
            } catch {
                failure = failure ?? CommandLineError("\(error)")
            }
        }
        if let scenarios {
            do throws(CommandLineError) {
                try scenarios.save(record)
            } catch {
                failure = failure ?? error
            }
        }
        if isGitHub {
            let annotations = GitHubAnnotations(record).text
            if !annotations.isEmpty { Terminal.write(String(annotations.dropLast())) }
        }
        if let stepSummary {
            do throws(CommandLineError) {
                try Self.append(MarkdownReport(record).text, to: stepSummary)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    private static func append(_ text: String, to path: String) throws(CommandLineError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        guard descriptor >= 0, (try? handle.write(contentsOf: Data((text + "\n").utf8))) != nil else {
            throw CommandLineError("\(path): the summary could not be added; check GITHUB_STEP_SUMMARY")
        }
    }
}
