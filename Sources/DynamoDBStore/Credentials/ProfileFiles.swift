import Foundation

/// The shared credentials and config files, and the profile of them that is in use.
///
/// Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
struct ProfileFiles: CredentialSource {
    private let name: String
    /// Whether the profile was asked for by its name, so that it must be there.
    private let isNamed: Bool
    private let values: [String: String]?
    private let paths: String

    /// Reads the profile that the environment names, or the default one.
    ///
    /// - Parameter environment: The environment variables.
    init(_ environment: [String: String]) {
        let folder = (environment.nonEmpty("HOME") ?? NSHomeDirectory()) + "/.aws/"
        let credentials = environment.nonEmpty("AWS_SHARED_CREDENTIALS_FILE") ?? folder + "credentials"
        let config = environment.nonEmpty("AWS_CONFIG_FILE") ?? folder + "config"
        let named = environment.nonEmpty("AWS_PROFILE")
        name = named ?? "default"
        isNamed = named != nil
        paths = "\(credentials) and \(config)"
        let first = Self.sections(of: credentials)[name]
        let configSections = Self.sections(of: config)
        // The config file names a profile with the word, except for the default one.
        let second = configSections["profile \(name)"] ?? (name == "default" ? configSections[name] : nil)
        values =
            first == nil && second == nil
            ? nil : (second ?? [:]).merging(first ?? [:]) { _, credentials in credentials }
    }

    /// A setting of the profile.
    subscript(_ setting: String) -> String? { values?.nonEmpty(setting) }

    func credentials() async throws(CredentialError) -> AWSCredentials? {
        guard values != nil else {
            guard isNamed else { return nil }
            throw CredentialError("there is no profile '\(name)' in \(paths); correct AWS_PROFILE, or add it")
        }
        if let id = self["aws_access_key_id"] {
            guard let secret = self["aws_secret_access_key"] else {
                throw CredentialError("the profile '\(name)' has no aws_secret_access_key; add it")
            }
            return AWSCredentials(
                accessKeyID: id,
                secretAccessKey: secret,
                sessionToken: self["aws_session_token"]
            )
        }
        for setting in ["role_arn", "sso_session", "sso_start_url", "credential_process", "login_session"]
        where self[setting] != nil {
            throw CredentialError(
                "the profile '\(name)' gets its key by \(setting), which is not supported here; run "
                    + "'eval \"$(aws configure export-credentials --profile \(name) --format env)\"' first"
            )
        }
        return nil
    }

    /// Reads a file of sections; an absent one has none.
    ///
    /// - Complexity: O(*n*) in the size of the file.
    private static func sections(of path: String) -> [String: [String: String]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
        var sections: [String: [String: String]] = [:]
        var section: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
            if trimmed.hasPrefix("["), let end = trimmed.firstIndex(of: "]") {
                let words = trimmed[..<end].dropFirst().split(separator: " ").joined(separator: " ")
                section = words
                sections[words] = sections[words] ?? [:]
            } else if let section, line.first?.isWhitespace == false, let sign = trimmed.firstIndex(of: "=") {
                // An indented line belongs to a nested setting, none of which is read here.
                let name = trimmed[..<sign].trimmingCharacters(in: .whitespaces).lowercased()
                let rest = trimmed[trimmed.index(after: sign)...].trimmingCharacters(in: .whitespaces)
                let comment = rest.range(of: " #") ?? rest.range(of: " ;")
                let value = comment.map { String(rest[..<$0.lowerBound]) } ?? rest
                sections[section]?[name] = value.trimmingCharacters(in: .whitespaces)
            }
        }
        return sections
    }
}
