import ArgumentParser
import Contracts
import Deployment
import JSON

/// `understudy export template`: what deploys the contract as a Lambda function.
struct TemplateExportCommand: ParsableCommand {
    /// The values of `--architecture`, as the platform names them.
    enum Processor: String, ExpressibleByArgument, CaseIterable {
        case x86 = "x86_64"
        case arm = "arm64"

        /// The architecture of the function.
        var architecture: FunctionTemplate.Architecture {
            switch self {
            case .x86: .x86
            case .arm: .arm
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Writes an AWS SAM template that deploys the service as a Lambda function with its tables.",
        discussion: """
            It has the function with its URL, the contract's tables (on demand, with indexes, streams and time to \
            live, kept when the stack is deleted), a role that may do with each table what the actions do, and the log. \
            Scripts/package-lambda makes the archive that it names.

            Example:
              understudy export template --output template.json
              sam deploy --template-file template.json --guided --capabilities CAPABILITY_IAM
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var exportOutput: ExportOutput

    @Option(
        help: ArgumentHelp("The function's archive, by its path from the template.", valueName: "file"),
        completion: .file(extensions: ["zip"])
    )
    var archive = "function.zip"

    @Option(help: "The processor that the archive's executable was built for.")
    var architecture = Processor.x86

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The function's memory in MB.", valueName: "number")
    )
    var memory = 512

    func validate() throws {
        guard (128...10_240).contains(memory) else {
            throw ValidationError("--memory \(memory) is not between 128 and 10240 MB; use --memory 512")
        }
    }

    func run() throws {
        let options = FunctionTemplate.Options(
            archive: archive,
            architecture: architecture.architecture,
            memory: memory
        )
        let template = FunctionTemplate(try contractOptions.load(), options: options)
        try exportOutput.write(template.json.prettyText())
    }
}
