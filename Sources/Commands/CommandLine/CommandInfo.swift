import ArgumentParser
import JSON

/// A command's options, decoded from the argument parser's description of itself.
struct CommandInfo {
    /// An option or flag.
    struct Argument {
        /// The long name without dashes.
        var name: String
        /// All names as written on the command line: `--verbose`, `-v`.
        var spellings: [String]
        /// Whether it takes no value.
        var isFlag: Bool
        /// Whether it may be given more than once.
        var isRepeating: Bool

        /// The prefix of environment variables that set options.
        static let variablePrefix = "UNDERSTUDY_"

        /// The environment variable that sets it.
        var variable: String {
            Self.variablePrefix + name.uppercased().split(separator: "-").joined(separator: "_")
        }

        /// Returns whether arguments set it already.
        func isGiven(in arguments: [String]) -> Bool {
            arguments.prefix { $0 != "--" }.contains { argument in
                spellings.contains { argument == $0 || argument.hasPrefix($0 + "=") }
            }
        }
    }

    private let type: any ParsableCommand.Type

    /// The description of the whole command line.
    static let root = CommandInfo(type: UnderstudyCommand.self)

    /// The options and flags.
    ///
    /// Only those of one command are asked for: the description of all of them takes the parser milliseconds.
    /// - Complexity: O(*n*) in the number of options, each time.
    var arguments: [Argument] {
        guard let help = try? JSONValue(parsing: type._dumpHelp()) else { return [] }
        return help["command"]?["arguments"]?.arrayValue?.compactMap(Self.argument) ?? []
    }

    /// The names of the subcommands.
    var subcommands: [String] { type.configuration.subcommands.map { $0._commandName } }

    private static func argument(_ value: JSONValue) -> Argument? {
        let names = value["names"]?.arrayValue ?? []
        let long = names.first { $0["kind"]?.stringValue == "long" }?["name"]?.stringValue
        guard let kind = value["kind"]?.stringValue, kind != "positional", let long,
            long != "help", long != "version"
        else { return nil }
        return Argument(
            name: long,
            spellings: names.compactMap { name in
                name["name"]?.stringValue.map { name["kind"]?.stringValue == "long" ? "--\($0)" : "-\($0)" }
            },
            isFlag: kind == "flag",
            isRepeating: value["isRepeating"]?.boolValue ?? false
        )
    }

    /// Returns the command that arguments name, and the index of its own first argument.
    func selected(by arguments: [String]) -> (command: CommandInfo, path: [String]) {
        var type = type
        var path: [String] = []
        for argument in arguments {
            guard let next = type.configuration.subcommands.first(where: { $0._commandName == argument })
            else { break }
            type = next
            path.append(argument)
        }
        // A word that is no subcommand is a mistyped one: its message needs the names.
        let isOption = arguments.dropFirst(path.count).first?.hasPrefix("-") ?? true
        if isOption, let standard = type.configuration.defaultSubcommand { type = standard }
        return (CommandInfo(type: type), path)
    }
}
