import Foundation

/// An emulator of DynamoDB, as `Scripts/setup-emulators` installs them; each is started once for a process's tests.
///
/// Moto is asked one request at a time, see `Emulators/serve_moto.py`. Ministack is closer to DynamoDB.
public enum Emulator: String, CaseIterable, Sendable {
    /// `moto` of PyPI.
    case moto
    /// `ministack` of PyPI.
    case ministack

    /// Why tests are skipped that need it.
    public static let advice = "there are no emulators of DynamoDB; run Scripts/setup-emulators"

    private static let support = URL(filePath: #filePath).deletingLastPathComponent()
    private static let folder = support.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".build/emulators")
    private static let processes = EmulatorProcesses()

    /// Whether the emulators are installed.
    public static let areInstalled = FileManager.default.fileExists(
        atPath: folder.appending(path: "installed.txt").path
    )

    /// Returns the origin that it listens on, and starts it where it does not run yet.
    ///
    /// - Returns: The origin, such as `http://127.0.0.1:8000`.
    /// - Throws: An error when it does not start.
    public func endpoint() async throws -> String {
        let port = try await Self.processes.port(
            of: Self.support.appending(path: "Emulators/serve_\(rawValue).py").path,
            python: Self.folder.appending(path: "bin/python").path
        )
        return "http://127.0.0.1:\(port)"
    }
}

/// The emulators that run: they end with the tests, as their standard input does.
private actor EmulatorProcesses {
    private var ports: [String: Task<Int, any Error>] = [:]
    private var inputs: [Pipe] = []

    func port(of script: String, python: String) async throws -> Int {
        if let known = ports[script] { return try await known.value }
        let input = Pipe()
        inputs.append(input)
        let task = Task.detached {
            let process = Process()
            process.executableURL = URL(filePath: python)
            process.arguments = ["-B", script]
            process.standardInput = input
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            var text = ""
            while !text.contains("\n") {
                let data = output.fileHandleForReading.availableData
                guard !data.isEmpty else { throw EmulatorError.ended(script) }
                text += String(decoding: data, as: UTF8.self)
            }
            guard let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw EmulatorError.ended(script)
            }
            return port
        }
        ports[script] = task
        return try await task.value
    }
}

/// An emulator that has not started.
private enum EmulatorError: Error {
    case ended(String)
}
