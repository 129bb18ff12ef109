import Foundation
import HTTPEndpoint
import Lambda
import Verifier
import VerifierEvents

/// A backend that is started for a run, and stopped after it.
struct LaunchedBackend: Sendable {
    private let tree: ProcessTree
    private let stopCommand: String?
    private let command: String
    private let mask: SecretMask
    private let output: String
    /// Whether the output file was requested, and is kept.
    private let keepsOutput: Bool

    /// The number of lines of output to show of a backend that does not start.
    private static let shownLines = 20

    /// Starts a backend.
    ///
    /// - Parameters:
    ///   - command: The shell command.
    ///   - stopCommand: The shell command that stops it, before its processes are stopped.
    ///   - output: The file for its output; a temporary one when `nil`.
    ///   - mask: The mask for secrets in the output.
    /// - Throws: ``CommandLineError`` when it cannot be started.
    init(
        _ command: String,
        stopCommand: String?,
        output: String?,
        mask: SecretMask
    ) throws(CommandLineError) {
        self.mask = mask
        self.command = command
        self.stopCommand = stopCommand
        keepsOutput = output != nil
        self.output =
            output ?? NSTemporaryDirectory().appending("understudy-\(UUID().uuidString.lowercased()).log")
        tree = try ProcessTree(command, output: self.output)
    }

    /// Waits until an endpoint answers, with any response.
    ///
    /// A command that was successful may have started the server in the background, as `docker compose up -d` does.
    /// - Throws: ``CommandLineError`` with the end of the output when the backend ends before, or takes too long.
    func waitUntilAnswering(
        _ target: VerifyTarget,
        _ trust: CertificateTrust,
        seconds: Double
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        let endpoint = HTTPEndpoint(
            target.url,
            limits: HTTPEndpointLimits(connectSeconds: 1, headSeconds: 2, totalSeconds: 2),
            trust: trust
        )
        var reason = "no answer"
        while !Task.isCancelled {
            do throws(EndpointError) {
                _ = try await endpoint.send(LambdaRequest(method: "OPTIONS"))
                await endpoint.shutdown()
                return
            } catch {
                reason = "\(error)"
            }
            let end = tree.end
            if end != nil && !tree.hasSucceeded || ContinuousClock.now >= deadline {
                await endpoint.shutdown()
                let time = "did not answer in \(seconds) s"
                let what =
                    tree.hasSucceeded
                    ? "ended with exit code 0, and the endpoint \(time)"
                    : end.map { "ended with \($0) before it answered" } ?? time
                throw CommandLineError(
                    mask.masked("--launch '\(command)' \(what): \(reason)\(lastOutput)")
                )
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        await endpoint.shutdown()
    }

    /// Checks that no other server has the port already.
    ///
    /// - Throws: ``CommandLineError`` when there is a response already.
    static func checkNobodyAnswers(
        _ target: VerifyTarget,
        _ trust: CertificateTrust
    ) async throws(CommandLineError) {
        let endpoint = HTTPEndpoint(
            target.url,
            limits: HTTPEndpointLimits(connectSeconds: 1, headSeconds: 1, totalSeconds: 1),
            trust: trust
        )
        let isAnswered = (try? await endpoint.send(LambdaRequest(method: "OPTIONS"))) != nil
        await endpoint.shutdown()
        guard isAnswered else { return }
        throw CommandLineError(
            "something answers at the endpoint before --launch has started anything; stop it, or leave out --launch"
        )
    }

    /// The time-out of the command that stops the backend, in seconds.
    private static let stopSeconds = 30.0

    /// Stops the backend with all its descendants.
    func stop() async {
        if let stopCommand { await runToEnd(stopCommand) }
        await tree.stop()
        if !keepsOutput { unlink(output) }
    }

    /// Runs the command that stops the backend; its failure is reported, and does not affect the run.
    private func runToEnd(_ command: String) async {
        do throws(CommandLineError) {
            let process = try ProcessTree(command, output: "/dev/null")
            let isInTime = await process.wait(seconds: Self.stopSeconds)
            if !isInTime || !process.hasSucceeded {
                let what = process.end.map { "ended with \($0)" } ?? "did not end in \(Self.stopSeconds) s"
                Terminal.writeToError(mask.masked("understudy: --launch-stop '\(command)' \(what)"))
            }
            if !isInTime { await process.stop() } else { process.forget() }
        } catch {
            Terminal.writeToError(mask.masked("understudy: --launch-stop: \(error.text)"))
        }
    }

    /// Returns the end of the backend's output.
    private var lastOutput: String {
        let data = FileManager.default.contents(atPath: output) ?? Data()
        let lines = String(decoding: data.suffix(10_000), as: UTF8.self)
            .split(whereSeparator: \.isNewline).suffix(Self.shownLines)
        return lines.isEmpty ? "; it wrote nothing" : "; it wrote: " + lines.joined(separator: " | ")
    }
}
