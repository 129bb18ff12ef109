import ArgumentParser
import Foundation
import Reports
import Verifier
import VerifierEvents

/// The options for the file of known failures.
struct BaselineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Ignores the failures in this file; new ones fail the run.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var baseline: String?

    @Flag(help: "Writes the failures of this run into the baseline.")
    var updateBaseline = false

    /// Validates combinations of options.
    ///
    /// - Throws: `ValidationError` when there is nothing to update.
    func check() throws {
        guard updateBaseline, baseline == nil else { return }
        throw ValidationError("--update-baseline needs --baseline; use --baseline known.json")
    }

    /// Reads the baseline; `nil` where none is given.
    ///
    /// - Throws: ``CommandLineError`` when it is invalid, or has to be written and cannot be.
    func load() throws(CommandLineError) -> BaselineRun? {
        guard let path = baseline else { return nil }
        let isMade = updateBaseline && !FileManager.default.fileExists(atPath: path)
        return BaselineRun(
            baseline: isMade ? .empty : try Baseline.load(path),
            path: path,
            file: updateBaseline ? try OutputFile(path) : nil
        )
    }
}

/// A baseline and the result of a run.
struct BaselineRun: Sendable {
    /// The known failures before the run.
    let baseline: Baseline
    /// Its path, for messages.
    let path: String
    /// The path of the new one; `nil` to keep the old one.
    let file: OutputFile?

    /// Reports known and fixed failures, and writes the new baseline when that is requested.
    ///
    /// - Returns: Whether every failure of the run is in the baseline now.
    /// - Throws: ``CommandLineError`` when it cannot be written.
    func finish(_ record: RunRecord) throws(CommandLineError) -> Bool {
        let known = record.summary?.total.known ?? 0
        if known > 0 {
            Terminal.write("\(known) known \(known == 1 ? "failure" : "failures") passed over: \(path)")
        }
        let remedy = file == nil ? "; take it out with --update-baseline" : ""
        for failure in baseline.mended(in: record) { Terminal.write("mended: \(failure)\(remedy)") }
        for cause in baseline.mendedCauses(in: record) { Terminal.write("mended: cause \(cause)\(remedy)") }
        guard let file else { return false }
        let updated = baseline.updated(by: record)
        do throws(ReportError) {
            try file.write(updated.bytes)
        } catch {
            throw CommandLineError("\(error)")
        }
        let count = updated.failures.count
        Terminal.write("\(path) holds \(count) known \(count == 1 ? "failure" : "failures") now")
        return true
    }
}
