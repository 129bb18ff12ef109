import ArgumentParser
import Contracts

/// A parsed command line with the environment: the command to run.
struct ParsedCommandLine {
    /// The command to run.
    let command: any ParsableCommand
    /// The names of the command: `["fixture", "dump"]`.
    private let path: [String]

    /// Parses arguments and the variables that set options.
    ///
    /// - Throws: ``CommandLineError`` for bad usage, and for the text of help and version.
    init(_ arguments: [String], environment: [String: String]) throws(CommandLineError) {
        let arguments = arguments.map(ProcessArguments.trimmed)
        let environment = environment.filter { $0.key.hasPrefix(CommandInfo.Argument.variablePrefix) }
            .mapValues(ProcessArguments.trimmed)
        var all = arguments
        var variables: [String: String] = [:]
        var values: [String: String] = [:]
        if arguments.first == "help" { try Self.checkHelp(Array(arguments.dropFirst())) }
        let selection = CommandInfo.root.selected(by: arguments)
        path = selection.path
        let given = Array(arguments.dropFirst(path.count))
        // The parser's description of itself takes it as long as parsing: it is asked for only where something is to be found in it.
        lazy var options = selection.command.arguments
        let added = try EnvironmentArguments(environment, for: options, given: given)
        all.insert(contentsOf: added.arguments, at: path.count)
        variables = added.variables
        for (spelling, variable) in variables { values[spelling] = environment[variable] }
        if path == [ConfigurationFile.command], !Self.asksForHelp(arguments) {
            let file = try ConfigurationFile { name in
                let argument = options.first { $0.name == name }
                return argument.map { $0.isGiven(in: given) || added.isSet($0) } ?? false
            }
            all.insert(contentsOf: file.arguments, at: path.count)
            variables.merge(file.places) { variable, _ in variable }
        }
        do {
            // Lists of the environment and the file may have white space around each value, too.
            command = try UnderstudyCommand.parseAsRoot(all.map(ProcessArguments.trimmed))
        } catch {
            throw Self.failure(
                of: error,
                path: path,
                arguments: arguments,
                variables: variables,
                values: values
            )
        }
    }

    /// Returns the message and the exit code of an error.
    func failure(of error: any Error) -> CommandLineError {
        Self.failure(of: error, path: path, arguments: [], variables: [:], values: [:])
    }

    private static func failure(
        of error: any Error,
        path: [String],
        arguments: [String],
        variables: [String: String],
        values: [String: String]
    ) -> CommandLineError {
        let exitCode = UnderstudyCommand.exitCode(for: error)
        if exitCode == .success {
            return CommandLineError(UnderstudyCommand.fullMessage(for: error), exitCode: 0)
        }
        guard exitCode == .validationFailure else { return CommandLineError("\(error)") }
        let message =
            unknownCommand(path: path, arguments: arguments) ?? unknownOption(
                path: path,
                arguments: arguments
            )
            ?? UnderstudyCommand.message(for: error)
        let origins = variables.filter { spelling, _ in
            message.contains("\(spelling) ") || message.contains("\(spelling)=")
                || values[spelling].map { message.contains("'\($0)'") } ?? false
        }
        let origin = origins.values.sorted().map { " (set by \($0))" }.joined()
        return CommandLineError(usage(message + origin, path: path), exitCode: CommandLineError.badUsage)
    }

    private static func asksForHelp(_ arguments: [String]) -> Bool {
        arguments.contains { ["--help", "-h", "--version"].contains($0) }
    }

    /// Returns a message about the use of a command, with a reference to its help.
    private static func usage(_ message: String, path: [String]) -> String {
        let name = (["understudy"] + path).joined(separator: " ")
        return message + (message.hasSuffix("?") ? " See" : "; see") + " '\(name) --help'"
    }

    /// Refuses help for a command that does not exist: the parser shows that of another one.
    private static func checkHelp(_ arguments: [String]) throws(CommandLineError) {
        let path = CommandInfo.root.selected(by: arguments).path
        guard let message = unknownCommand(path: path, arguments: arguments) else { return }
        throw CommandLineError(usage(message, path: path), exitCode: CommandLineError.badUsage)
    }

    /// Returns the message about an option that a command does not have: the parser first reports missing ones.
    private static func unknownOption(path: [String], arguments: [String]) -> String? {
        let options = CommandInfo.root.selected(by: arguments).command.arguments
        var isValue = false
        for argument in arguments.dropFirst(path.count) {
            if argument == "--" { return nil }
            let spelling = String(argument.prefix { $0 != "=" })
            let known = options.first { $0.spellings.contains(spelling) }
            defer { isValue = known.map { !$0.isFlag && spelling == argument } ?? false }
            guard !isValue, known == nil, spelling.hasPrefix("--"),
                !["--help", "--version", "--generate-completion-script"].contains(spelling)
            else { continue }
            let names = options.map { "--\($0.name)" }
            return
                "there is no option '\(spelling)'; \(NearestName.remedy(for: spelling, among: names, what: "option"))"
        }
        return nil
    }

    /// Returns the message about a word that is no command's name.
    private static func unknownCommand(path: [String], arguments: [String]) -> String? {
        let names = CommandInfo.root.selected(by: arguments).command.subcommands
        guard !names.isEmpty, arguments.count > path.count, !arguments[path.count].hasPrefix("-") else {
            return nil
        }
        let name = arguments[path.count]
        return
            "there is no command '\(name)'; \(NearestName.remedy(for: name, among: names, what: "command"))"
    }
}
