import ArgumentParser
import HTTPEndpoint
import Verifier

/// The backend that is started for a run.
struct LaunchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Starts the backend by the shell before the run, and stops it and its descendants after it.",
            valueName: "command"
        )
    )
    var launch: String?

    @Option(
        help: ArgumentHelp(
            "Stops what --launch started, by the shell: 'docker compose down'; its processes are stopped in any case.",
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
        help: ArgumentHelp("Where the backend's output goes; it is dropped unless given.", valueName: "file"),
        completion: .file()
    )
    var launchOutput: String?

    /// Checks what the types of the options do not say.
    ///
    /// - Throws: `ValidationError` for the first that is wrong.
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

    /// Does something while the backend runs; it is stopped however that ends.
    ///
    /// - Throws: ``CommandLineError`` when the backend does not start, else what the body throws.
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
