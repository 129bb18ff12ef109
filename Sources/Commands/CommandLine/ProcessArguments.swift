import Foundation

/// The arguments of the process.
enum ProcessArguments {
    /// The name of the executable of a Lambda's custom runtime, which the platform starts without arguments.
    private static let bootstrap = "bootstrap"

    /// Returns the arguments without the program's name: those of `lambda` where it is a Lambda's `bootstrap`.
    ///
    /// The standard library replaces bytes that are not UTF-8 by U+FFFD, so that a command would use another path than the
    /// given one.
    /// - Throws: ``CommandLineError`` for an argument, or a variable that sets an option, that is not UTF-8.
    static func read() throws(CommandLineError) -> [String] {
        var arguments: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let bytes = CommandLine.unsafeArgv[index] else { break }
            guard let text = String(validatingCString: bytes) else {
                throw CommandLineError(
                    "argument \(index), '\(String(cString: bytes))', is not UTF-8; use a name that is, such as a link",
                    exitCode: CommandLineError.badUsage
                )
            }
            arguments.append(text)
        }
        for (name, value) in ProcessInfo.processInfo.environment
        where name.hasPrefix(CommandInfo.Argument.variablePrefix) {
            guard let bytes = getenv(name), String(validatingCString: bytes) == nil else { continue }
            throw CommandLineError(
                "\(name), '\(value)', is not UTF-8; use a name that is, such as a link",
                exitCode: CommandLineError.badUsage
            )
        }
        let name = CommandLine.arguments.first.flatMap { $0.split(separator: "/").last } ?? ""
        return arguments.isEmpty && name == bootstrap
            ? ["lambda"] : arguments
    }

    /// Returns an argument without white space around it, or around the value of `--option=value`: endpoints, paths and numbers
    /// have none, and a value that was read from a file ends in a line break.
    static func trimmed(_ argument: String) -> String {
        guard argument.hasPrefix("--"), let sign = argument.firstIndex(of: "=") else {
            return String(argument[...].withoutSurroundingSpace)
        }
        let value = argument[argument.index(after: sign)...]
        return String(argument[...sign] + value.withoutSurroundingSpace)
    }
}

extension Substring {
    /// The text without white space and line breaks around it.
    ///
    /// Foundation's way takes half a millisecond when it is first used, which every start of the program would wait for.
    fileprivate var withoutSurroundingSpace: Substring {
        let start = drop(while: \.isWhitespace)
        return start[..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
    }
}
