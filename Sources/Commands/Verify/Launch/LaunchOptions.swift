import ArgumentParser
import HTTPEndpoint
import Verifier
import VerifierEvents

/// The options for a backend that is started for a run.
struct LaunchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A shell command that starts the backend before the run; it is stopped with its descendants after the run.",
            valueName: "command"
        )
    )
    var launch: String?

    @Option(
        help: ArgumentHelp(
            "A shell command that stops the backend of --launch: 'docker compose down'; its processes are stopped anyway.",
            valueName: "command"
        )
    )
    var launchStop: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long the backend may take until it answers.", valueName: "seconds")
    )
    var launchTimeout: Double = 60

    @Option(
        help: ArgumentHelp("The file for the backend's output, else discarded.", valueName: "file"),
        completion: .file()
    )
    var launchOutput: String?

    /// Validates values and combinations of options.
    ///
    /// - Throws: `ValidationError` for the first problem.
    func check() throws {
        guard launchTimeout > 0, launchTimeout <= EndpointOptions.longest else {
            throw ValidationError(
                "--launch-timeout \(launchTimeout) is not over 0 and at most \(EndpointOptions.longest) seconds; "
                    + "use --launch-timeout 60"
            )
        }
        if let launch, launch.allSatisfy(\.isWhitespace) {
            throw ValidationError("--launch has no command; use --launch 'npm start'")
        }
        if launch == nil, launchStop != nil {
            throw ValidationError("--launch-stop has no use without --launch; give both")
        }
        if launch == nil, launchOutput != nil {
            throw ValidationError("--launch-output has no use without --launch; give both")
        }
    }

    /// Runs a body while the backend runs; the backend is stopped in every case.
    ///
    /// - Throws: ``CommandLineError`` when the backend does not start, or the error of the body.
    func whileRunning<Result>(
        for target: VerifyTarget,
        trust: CertificateTrust,
        mask: SecretMask,
        _ body: () async throws -> Result
    ) async throws -> Result {
        guard let launch else { return try await body() }
        if let launchOutput { _ = try OutputFile(launchOutput) }
        try await LaunchedBackend.checkNobodyAnswers(target, trust)
        let backend = try LaunchedBackend(
            launch,
            stopCommand: launchStop,
            output: launchOutput,
            mask: mask
        )
        do {
            try await backend.waitUntilAnswering(target, trust, seconds: launchTimeout)
            let result = try await body()
            await backend.stop()
            return result
        } catch {
            await backend.stop()
            throw error
        }
    }
}
