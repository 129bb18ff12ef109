import ArgumentParser
import Reports

/// The option for the file of what is exported.
struct ExportOutput: ParsableArguments {
    @Option(
        help: ArgumentHelp("The file to write; standard output when absent.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    /// Writes a text.
    ///
    /// - Throws: ``CommandLineError`` when the file cannot be written.
    func write(_ text: String) throws(CommandLineError) {
        guard let output else {
            return Terminal.write(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        let file = try OutputFile(output)
        do throws(ReportError) {
            try file.write(Array(text.utf8))
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
