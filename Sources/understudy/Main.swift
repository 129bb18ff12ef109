import ArgumentParser
import Foundation

/// Where the program starts: reads the command line and the environment, runs a command, sets the exit code.
@main
enum Main {
    static func main() async {
        exit(
            await run(
                Array(CommandLine.arguments.dropFirst()),
                environment: ProcessInfo.processInfo.environment
            )
        )
    }

    /// Runs what the arguments ask for; returns the exit code.
    private static func run(_ arguments: [String], environment: [String: String]) async -> Int32 {
        let parsed: ParsedCommandLine
        do throws(CommandLineError) {
            parsed = try ParsedCommandLine(arguments, environment: environment)
        } catch {
            return report(error)
        }
        do {
            var command = parsed.command
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let error as CommandLineError {
            return report(error)
        } catch let exitCode as ExitCode {
            return exitCode.rawValue
        } catch {
            return report(parsed.failure(of: error))
        }
    }

    private static func report(_ error: CommandLineError) -> Int32 {
        if error.exitCode == 0 {
            Terminal.write(error.text)
        } else {
            Terminal.writeError(error.text)
        }
        return error.exitCode
    }
}
