/// Options from environment variables: `UNDERSTUDY_PORT=8080` is `--port=8080` for a command with that option
/// that was not given it.
struct EnvironmentArguments {
    /// The equivalent arguments.
    var arguments: [String] = []
    /// The variables of the arguments, by the option's spelling.
    var variables: [String: String] = [:]

    /// Returns whether a variable sets an option, including a flag that is off.
    func isSet(_ argument: CommandInfo.Argument) -> Bool {
        variables["--\(argument.name)"] != nil
    }

    /// Reads the variables of options.
    ///
    /// - Parameters:
    ///   - environment: The variables; an empty one counts as not set.
    ///   - options: The options, of which nothing is asked where no variable is set.
    ///   - given: The arguments of the command line, which take precedence.
    /// - Throws: ``CommandLineError`` when a flag's variable is neither yes nor no.
    init(
        _ environment: [String: String],
        for options: @autoclosure () -> [CommandInfo.Argument],
        given: [String]
    ) throws(CommandLineError) {
        if environment.isEmpty { return }
        for argument in options() where !argument.isGiven(in: given) {
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
