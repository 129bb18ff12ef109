import Foundation
import HTTPEndpoint
import Lambda
import Verifier

/// A backend that is started for a run, and stopped after it.
struct LaunchedBackend: Sendable {
    private let group: ProcessGroup
    private let command: String
    private let mask: SecretMask
    private let output: String
    /// Whether the output was asked for, and stays.
    private let keepsOutput: Bool

    /// How many lines of its output are shown of a backend that does not start.
    private static let shownLines = 20

    /// Starts a backend.
    ///
    /// - Parameters:
    ///   - command: What the shell runs.
    ///   - output: The file that its output goes to; one that goes away when `nil`.
    ///   - mask: What takes secrets out of the output where it is shown.
    /// - Throws: ``CommandLineError`` when it cannot be started.
    init(_ command: String, output: String?, mask: SecretMask) throws(CommandLineError) {
        self.mask = mask
        self.command = command
        keepsOutput = output != nil
        self.output =
            output ?? NSTemporaryDirectory().appending("understudy-\(UUID().uuidString.lowercased()).log")
        group = try ProcessGroup(command, output: self.output)
    }

    /// Waits until an endpoint answers, whatever it answers.
    ///
    /// - Throws: ``CommandLineError`` when the backend ends before, or takes too long; it has the end of its output.
    func waitUntilAnswering(_ target: VerifyTarget, seconds: Double) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        let endpoint = HTTPEndpoint(
            target.url,
            limits: HTTPEndpointLimits(connectSeconds: 1, headSeconds: 2, totalSeconds: 2)
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
            let end = group.end
            if end != nil || ContinuousClock.now >= deadline {
                await endpoint.shutdown()
                let what =
                    end.map { "ended with \($0) before it answered" } ?? "did not answer in \(seconds) s"
                throw CommandLineError(
                    mask.masked("--launch '\(command)' \(what): \(reason)\(lastOutput)")
                )
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        await endpoint.shutdown()
    }

    /// Makes sure that it will be the backend which answers, and not another one that has its port.
    ///
    /// - Throws: ``CommandLineError`` when there is an answer already.
    static func checkNobodyAnswers(_ target: VerifyTarget) async throws(CommandLineError) {
        let endpoint = HTTPEndpoint(
            target.url,
            limits: HTTPEndpointLimits(connectSeconds: 1, headSeconds: 1, totalSeconds: 1)
        )
        let isAnswered = (try? await endpoint.send(LambdaRequest(method: "OPTIONS"))) != nil
        await endpoint.shutdown()
        guard isAnswered else { return }
        throw CommandLineError(
            "something answers at the endpoint before --launch has started anything; stop it, or leave out --launch"
        )
    }

    /// Stops the backend with all its children.
    func stop() async {
        await group.stop()
        if !keepsOutput { unlink(output) }
    }

    /// The end of what the backend wrote.
    private var lastOutput: String {
        let data = FileManager.default.contents(atPath: output) ?? Data()
        let lines = String(decoding: data.suffix(10_000), as: UTF8.self)
            .split(whereSeparator: \.isNewline).suffix(Self.shownLines)
        return lines.isEmpty ? "; it wrote nothing" : "; it wrote: " + lines.joined(separator: " | ")
    }
}
