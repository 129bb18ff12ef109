import ArgumentParser
import Contracts
import HTTPEndpoint

/// Which actions a real endpoint answers in place of the mock.
struct UpstreamOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A real endpoint that answers every action which --mock does not name; its requests pass unchanged, and what"
                + " breaks the contract is reported.",
            valueName: "url"
        )
    )
    var upstream: String?

    @Option(
        help: ArgumentHelp(
            "With --upstream: the actions that the mock answers, such as 'orders/*' in quotes; may be repeated.",
            valueName: "pattern"
        )
    )
    var mock: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --upstream: certificates of authorities to trust besides the machine's.",
            valueName: "file"
        ),
        completion: .file()
    )
    var upstreamCAFile: String?

    func validate() throws {
        guard let upstream else {
            guard mock.isEmpty, upstreamCAFile == nil else {
                let option = mock.isEmpty ? "--upstream-ca-file" : "--mock"
                throw ValidationError("\(option) needs --upstream with the URL of the real endpoint")
            }
            return
        }
        do throws(EndpointURLError) {
            _ = try EndpointURL(upstream)
        } catch {
            throw ValidationError("--upstream: \(error)")
        }
    }

    /// Creates the upstream for a contract; `nil` where none is asked for.
    ///
    /// - Throws: ``CommandLineError`` for a pattern that fits no action, and for certificates that cannot be read.
    func upstream(for contract: Contract) throws(CommandLineError) -> Upstream? {
        guard let upstream else { return nil }
        for pattern in mock where !contract.actions.contains(where: { NamePattern(pattern).matches($0.name) })
        {
            let names = contract.actions.map(\.name)
            let remedy = NearestName.remedy(for: pattern, among: names, what: "action")
            throw CommandLineError("--mock '\(pattern)' fits no action of the contract; \(remedy)")
        }
        let url = try VerifyTarget(upstream).url
        let trust = try CertificateTrust(of: url, file: upstreamCAFile, option: "--upstream-ca-file")
        return Upstream(url, mocked: mock.map { NamePattern($0) }, trust: trust)
    }
}
