/// Options that environment variables set: `UNDERSTUDY_PORT=8080` is `--port=8080` for a command that has it
/// and was not given it.
struct EnvironmentArguments {
    /// The arguments of the environment.
    var arguments: [String] = []
    /// The variables that they come from, by the option's spelling.
    var variables: [String: String] = [:]

    /// Whether a variable says something of an option, be it that a flag is off.
    func isSet(_ argument: CommandInfo.Argument) -> Bool {
        variables["--\(argument.name)"] != nil
    }

    /// Reads the variables of a command's options.
    ///
    /// - Parameters:
    ///   - environment: The variables; an empty one counts as not set.
    ///   - command: The command.
    ///   - given: What the command line gives, which wins.
    /// - Throws: ``CommandLineError`` when a flag's variable is neither yes nor no.
    init(
        _ environment: [String: String],
        for command: CommandInfo,
        given: [String]
    ) throws(CommandLineError) {
        for argument in command.arguments where !argument.isGiven(in: given) {
            guard let value = environment[argument.variable], !value.isEmpty else { continue }
            let spelling = "--\(argument.name)"
            variables[spelling] = argument.variable
            if argument.isFlag {
                if try Self.isYes(value, of: argument.variable) { arguments.append(spelling) }
            } else if argument.isRepeating {
                arguments += value.split(whereSeparator: \.isNewline).map { "\(spelling)=\($0)" }
            } else {
                arguments.append("\(spelling)=\(value)")
            }
        }
    }

    private static func isYes(_ value: String, of variable: String) throws(CommandLineError) -> Bool {
        switch value.lowercased() {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default:
            throw CommandLineError(
                "\(variable) is '\(value)'; set it to 1 or 0, or unset it",
                exitCode: CommandLineError.badUsage
            )
        }
    }
}
