import ArgumentParser
import Foundation

/// The whole program, with a reference implementation of the embedding package inside.
///
/// ```swift
/// import Commands
///
/// @main
/// enum Main {
///     static func main() async {
///         await Program(reference: ReferenceService(name: "shop", actions: ["order/get"], tables: []) { ShopBackend($0) })
///             .run()
///     }
/// }
/// ```
public struct Program: Sendable {
    /// The program that runs: the argument parser creates commands from their types, so that no value can be passed to one or to
    /// its static configuration otherwise.
    @TaskLocal static var current = Program()

    /// The reference implementation; without one, every action is answered from the contract's examples and schemas.
    public var reference: ReferenceService?
    /// The built-in contract and fixtures, used when there is no contract folder on disk.
    public var builtIn: BuiltInService?

    /// Creates a program.
    public init(reference: ReferenceService? = nil, builtIn: BuiltInService? = nil) {
        self.reference = reference
        self.builtIn = builtIn
    }

    /// Runs the command of the process's arguments and environment, and exits with its exit code.
    public func run() async -> Never {
        do throws(CommandLineError) {
            let arguments = try ProcessArguments.read()
            exit(await run(arguments, environment: ProcessInfo.processInfo.environment))
        } catch {
            exit(Self.report(error))
        }
    }

    /// Runs the command of the given arguments.
    ///
    /// - Parameters:
    ///   - arguments: The arguments, without the program's name.
    ///   - environment: The environment variables; those with the prefix `UNDERSTUDY_` set options.
    /// - Returns: The exit code: 0 all held, 1 a contract was broken, 2 could not run, 64 bad usage.
    public func run(_ arguments: [String], environment: [String: String]) async -> Int32 {
        await Self.$current.withValue(self) {
            await Self.run(arguments, environment: environment)
        }
    }

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
