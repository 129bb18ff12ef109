import Lambda

/// Takes secrets out of what is shown: an endpoint may well repeat in its answer what it was sent.
struct SecretMask: Sendable {
    private let secrets: [String]

    private static let replacement = "***"
    private static let shortest = 4

    /// Makes a mask for the values of header lines, whole and by their words: `Bearer TOKEN`.
    init(_ headers: [HeaderField]) {
        var secrets = Set<String>()
        for header in headers {
            secrets.insert(header.value)
            secrets.formUnion(header.value.split(separator: " ").map(String.init))
        }
        self.secrets = secrets.filter { $0.utf8.count >= Self.shortest && $0 != "Bearer" && $0 != "Basic" }
            .sorted { $0.utf8.count > $1.utf8.count }
    }

    /// The text without secrets.
    func masked(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1, with: Self.replacement) }
    }

    /// The failure without secrets.
    func masked(_ failure: Failure) -> Failure {
        Failure(
            rule: failure.rule,
            summary: masked(failure.summary),
            details: failure.details.map(masked),
            script: masked(failure.script),
            replays: failure.replays
        )
    }

    /// An address without user information and without the values of its query.
    static func maskedURL(_ url: String) -> String {
        var text = url
        if let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...]
            let authority = rest.prefix { !"/?#".contains($0) }
            if let at = authority.lastIndex(of: "@") {
                text = text[..<scheme.upperBound] + "\(replacement)@" + text[authority.index(after: at)...]
            }
        }
        guard let mark = text.firstIndex(of: "?") else { return text }
        let parameters = text[text.index(after: mark)...].split(separator: "&").map { parameter in
            parameter.split(separator: "=", maxSplits: 1).first.map { "\($0)=\(replacement)" } ?? ""
        }
        return text[...mark] + parameters.joined(separator: "&")
    }
}
