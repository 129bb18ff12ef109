import Foundation
import TestSupport
import Testing

// One process after the other: hundreds at once would take the time that other tests are limited to.
@Suite("Every option that takes a path", .serialized, .timeLimit(.minutes(10)))
struct OddPathTests {
    /// The options of each command that take a path, as the arguments before its value; what ends with a colon is the
    /// beginning of the value.
    ///
    /// None of the commands gets further than the value, or than
    /// an address that nobody answers at or that is none of this machine's.
    static let options: [[String]] = {
        let verify = ["verify", "--endpoint", "http://127.0.0.1:1/"]
        let secure = ["verify", "--endpoint", "https://127.0.0.1:1/"]
        let serve = ["serve", "--host", "203.0.113.1", "--port", "0"]
        let token = ["token", "--sub", "ana"]
        return [
            ["lint"], ["lint", "--contracts"],
            serve + ["--contracts"], serve + ["--fixture"], serve + ["--auth"], serve + ["--faults"],
            serve + ["--tls-key", "README.md", "--tls-cert"],
            serve + ["--tls-cert", "README.md", "--tls-key"],
            verify + ["--contracts"], verify + ["--junit"], verify + ["--html"], verify + ["--json"],
            verify + ["--markdown"], verify + ["--tap"], verify + ["--save-failures"],
            verify + ["--baseline"], secure + ["--ca-file"],
            serve + ["--upstream", "https://127.0.0.1:1/", "--upstream-ca-file"],
            verify + ["--update-baseline", "--baseline"], verify + ["--launch", "exit 3", "--launch-output"],
            ["plan", "--contracts"], ["plan", "--fixture"], ["plan", "--users", "0.5", "--json"],
            ["fixture", "validate"], ["fixture", "validate", "demo", "--contracts"],
            ["fixture", "generate", "--items", "1", "--output"],
            ["fixture", "dump", "--mock", "http://127.0.0.1:1/", "--output"],
            ["fixture", "load", "--mock", "http://127.0.0.1:1/"], token + ["--key"],
            serve + ["--fixture", "empty", "--store", "sqlite:"], ["doctor"], ["doctor", "--contracts"],
            ["doctor", "--store", "sqlite:"], verify + ["--state", "sqlite:"],
            ["fixture", "dump", "--store", "sqlite:none.sqlite", "--output", "o", "--checkpoint"],
            ["fixture", "load", "none", "--store", "sqlite:none.sqlite", "--checkpoint"],
            ["archive", "move", "--store", "sqlite:none.sqlite", "--folder"],
            ["archive", "restore", "--store", "sqlite:none.sqlite", "--folder"],
        ]
    }()

    /// A folder `d` that holds nothing, a file `f`, and what links lead to.
    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        try manager.createDirectory(at: folder.url.appending(path: "d"), withIntermediateDirectories: false)
        try Data("nothing of use".utf8).write(to: folder.url.appending(path: "f"))
        for name in ["Contracts", "Fixtures", "README.md"] {
            try manager.createSymbolicLink(
                atPath: folder.url.appending(path: name).path,
                withDestinationPath: Program.root.appending(path: name).path
            )
        }
        return folder
    }

    /// The paths; each option is tried with a third of them, neighbouring options with different ones.
    private static let paths = ["", ".", "..", "/", "d", "d/", "./d/.", "f", "f/", "x", "x/y/z", " "]

    /// Each option with its paths.
    static let pairs = options.enumerated().flatMap { number, option in
        paths.enumerated().filter { $0.offset % 3 == number % 3 }.map { (option, $0.element) }
    }

    @Test("takes every path, or refuses it on one line", arguments: pairs)
    func path(option: [String], path: String) async throws {
        let folder = try Self.folder()
        let (arguments, prefix) = Self.split(option)
        let result = try await Program.run(arguments + [prefix + path], in: folder.url)
        try Self.check(result, "\(option) '\(path)'")
    }

    @Test("refuses a path that is not UTF-8, and looks at no other", arguments: options)
    func bytes(option: [String]) async throws {
        let folder = try Self.folder()
        let (arguments, prefix) = Self.split(option)
        let script = #"p=$(printf '\#(prefix)d/\377'); exec "$0" "$@" "$p""#
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, try Program.executable.path] + arguments
        process.currentDirectoryURL = folder.url
        let error = folder.url.appending(path: "error")
        try Data().write(to: error)
        process.standardError = try FileHandle(forWritingTo: error)
        process.standardOutput = FileHandle.nullDevice
        #expect(try await process.runToItsEnd() == 64)
        #expect(try String(contentsOf: error, encoding: .utf8).contains("is not UTF-8"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/d").isEmpty)
    }

    @Test("is none that this test has forgotten")
    func complete() async throws {
        var known = Set(Self.options.compactMap { Self.split($0).arguments.last })
        known.formUnion(["--endpoint", "--mock"])
        for command in [
            "serve", "verify", "lint", "plan", "token", "fixture validate", "fixture generate",
            "fixture dump", "fixture load", "doctor", "archive move", "archive restore",
        ] {
            let help = try await Program.run(command.split(separator: " ").map(String.init) + ["--help"])
                .output
            for line in help.split(separator: "\n") where line.hasPrefix("  -") {
                let words = line.split(separator: " ")
                guard words.count > 1, ["file", "folder"].contains(where: words[1].contains) else { continue }
                #expect(known.contains(String(words[0])), "\(command) \(words[0])")
            }
        }
    }

    /// Returns the arguments before a path, and what the value begins with.
    private static func split(_ option: [String]) -> (arguments: [String], prefix: String) {
        guard let last = option.last, last.hasSuffix(":") else { return (option, "") }
        return (option.dropLast(), last)
    }

    private static func check(
        _ result: (exitCode: Int32, output: String, error: String),
        _ what: String
    ) throws {
        #expect([0, 1, 2, 64].contains(result.exitCode), "\(what): \(result.exitCode) \(result.error)")
        guard result.exitCode > 1 else { return }
        let isRun = result.output.contains("Not everything could be judged")
        #expect(isRun || result.error.contains("understudy: error: "), "\(what): \(result.error)")
        #expect(result.error.split(separator: "\n").count <= 2, "\(what): \(result.error)")
    }
}
