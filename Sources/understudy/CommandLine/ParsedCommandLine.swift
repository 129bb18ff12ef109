import ArgumentParser
import Contracts

/// A command line together with the environment, parsed: the command to run.
struct ParsedCommandLine {
    /// The command to run.
    let command: any ParsableCommand
    /// The names that lead to it: `["fixture", "dump"]`.
    private let path: [String]

    /// Parses arguments and the variables that stand in for options.
    ///
    /// - Throws: ``CommandLineError`` for bad usage, and for what help and version show.
    init(_ arguments: [String], environment: [String: String]) throws(CommandLineError) {
        var all = arguments
        var variables: [String: String] = [:]
        path = CommandInfo.root?.selected(by: arguments).path ?? []
        if let (command, path) = CommandInfo.root?.selected(by: arguments) {
            let added = try EnvironmentArguments(
                environment,
                for: command,
                given: Array(arguments.dropFirst(path.count))
            )
            all.insert(contentsOf: added.arguments, at: path.count)
            variables = added.variables
        }
        do {
            command = try Understudy.parseAsRoot(all)
        } catch {
            throw Self.failure(of: error, path: path, arguments: arguments, variables: variables)
        }
    }

    /// What a thrown error means for the user.
    func failure(of error: any Error) -> CommandLineError {
        Self.failure(of: error, path: path, arguments: [], variables: [:])
    }

    private static func failure(
        of error: any Error,
        path: [String],
        arguments: [String],
        variables: [String: String]
    ) -> CommandLineError {
        let exitCode = Understudy.exitCode(for: error)
        if exitCode == .success { return CommandLineError(Understudy.fullMessage(for: error), exitCode: 0) }
        guard exitCode == .validationFailure else { return CommandLineError("\(error)") }
        let message = unknownCommand(path: path, arguments: arguments) ?? Understudy.message(for: error)
        let name = (["understudy"] + path).joined(separator: " ")
        let origins = variables.filter { message.contains("'\($0.key)") || message.contains("\($0.key)=") }
        let origin = origins.values.sorted().map { " (set by \($0))" }.joined()
        return CommandLineError(
            "\(message)\(origin); see '\(name) --help'",
            exitCode: CommandLineError.badUsage
        )
    }

    /// What to say where a command's name is expected and another word stands.
    private static func unknownCommand(path: [String], arguments: [String]) -> String? {
        let names = CommandInfo.root?.selected(by: arguments).command.subcommands.map(\.name) ?? []
        guard !names.isEmpty, arguments.count > path.count, !arguments[path.count].hasPrefix("-") else {
            return nil
        }
        let name = arguments[path.count]
        return
            "there is no command '\(name)'; \(NearestName.remedy(for: name, among: names, what: "command"))"
    }
}
