import ArgumentParser
import Behaviour
import ContractStub
import Contracts
import Foundation
import OpenAPI

/// `understudy init`: makes a contract folder to start from.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a contract folder: a small example, or what an OpenAPI document says.",
        discussion: """
            Writes Contracts, Fixtures, understudy.json and a CI workflow, and replaces no file. From an OpenAPI document \
            (3.0 or 3.1, JSON or YAML) it writes an action for each operation; where the document has a resource, the mock \
            keeps its records. What could not be carried over is said, a line each, with its place.

            Examples:
              understudy init shop
              understudy init --from openapi.yaml shop
            """
    )

    @Option(
        help: ArgumentHelp("The OpenAPI document; a small example when left out.", valueName: "file"),
        completion: .file(extensions: ["json", "yaml", "yml"])
    )
    var from: String?

    @Argument(
        help: ArgumentHelp(
            "The folder to make, after which the service is named; the current one when left out."
        ),
        completion: .directory
    )
    var name: String?

    func run() async throws {
        let folder = name ?? "."
        var project = InitialProject(folder: folder)
        if let from {
            let conversion = try await convert(from)
            for note in conversion.notes { Terminal.write(note.description) }
            project.add(conversion)
        } else {
            project.addExample(service: serviceName)
        }
        try project.write()
        let contracts = FolderPath.joined(folder, "Contracts")
        let hasFixture = try from == nil || writeFixture(in: folder)
        let errors = try check(contracts, fixtures: FolderPath.joined(folder, "Fixtures"))
        Terminal.write(project.summary)
        Terminal.write(nextSteps(hasFixture: hasFixture))
        if errors > 0 { throw ExitCode.failure }
    }

    /// The service's name, made of the folder's; `nil` where it is not named.
    private var serviceName: String? {
        let last = name?.split(separator: "/").last.map(String.init) ?? ""
        let words = last.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? nil : words.joined(separator: "-")
    }

    private func convert(_ path: String) async throws(CommandLineError) -> Conversion {
        do throws(OpenAPIError) {
            return try await OpenAPIConverter().convert(path, name: serviceName)
        } catch {
            guard case .invalid(let diagnostics) = error else { throw CommandLineError(error.description) }
            for diagnostic in diagnostics { Terminal.write(diagnostic.description) }
            let count = diagnostics.count
            throw CommandLineError(
                "'\(path)' has \(Count(count, "error")), so nothing was written; correct \(count == 1 ? "it" : "them"), and start again"
            )
        }
    }

    /// Writes a generated fixture, where the contract has tables.
    ///
    /// - Returns: Whether there is one.
    private func writeFixture(in folder: String) throws -> Bool {
        let path = FolderPath.joined(folder, "Contracts")
        // What is wrong with the folder is said when it is checked.
        guard let contract = try? ContractFolder.load(path, metaSchemas: ContractOptions.metaSchemas),
            !contract.tables.isEmpty
        else { return false }
        do throws(FixtureGenerationError) {
            let fixture = try FixtureGenerator(contract, count: 3).fixture(
                named: "example",
                description: "A few records of each table, made up."
            )
            try? FixtureFile(fixture).write(to: FolderPath.joined(folder, "Fixtures/example.json"))
            return true
        } catch {
            Terminal.write("\(path): warning: there is no fixture 'example': \(error)")
            return false
        }
    }

    /// Checks what was written, and shows what is wrong with it.
    private func check(_ contracts: String, fixtures: String) throws -> Int {
        let report: LintReport
        do throws(ContractError) {
            report = try BehaviourLinter.lint(
                folder: contracts,
                fixtures: fixtures,
                metaSchemas: ContractOptions.metaSchemas
            )
        } catch {
            throw CommandLineError(error.description)
        }
        for diagnostic in report.diagnostics { Terminal.write(diagnostic.description) }
        return report.errorCount
    }

    private func nextSteps(hasFixture: Bool) -> String {
        let enter = name.map { "cd \(ShellText.quoted($0)) && " } ?? ""
        return """
            Next:
              \(enter)understudy lint
              \(enter)understudy serve\(hasFixture ? " --fixture example" : "")
              \(enter)understudy verify        # in another terminal, while the mock runs
            """
    }
}

/// A text as a word of a POSIX shell.
private enum ShellText {
    /// The text as it is where a shell takes it so, else in single quotes.
    static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-./".unicodeScalars.contains($0))
        }
        return isPlain
            ? text
            : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                + "'"
    }
}
