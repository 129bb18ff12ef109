import Foundation

/// Credentials from the endpoint that a container has, also on Lambda and EKS.
///
/// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
struct ContainerCredentials: CredentialSource {
    let environment: [String: String]

    func credentials() async throws(CredentialError) -> AWSCredentials? {
        let url: String
        if let path = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            url = "http://169.254.170.2" + path
        } else if let full = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            guard Self.isTrusted(full) else {
                throw CredentialError(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor on this machine; a key must not be "
                        + "sent openly"
                )
            }
            url = full
        } else {
            return nil
        }
        var headers: [(name: String, value: String)] = []
        if let token = try token() { headers.append((name: "Authorization", value: token)) }
        do {
            let answer = try await SharedHTTPClient.send(.get, url, headers: headers, milliseconds: 2_000)
            guard answer.status == 200 else {
                throw CredentialError("the container's endpoint for credentials answers \(answer.status)")
            }
            return try AWSCredentials(fetched: answer.body, from: "the container's endpoint for credentials")
        } catch let error as CredentialError {
            throw error
        } catch {
            throw CredentialError("the container's endpoint for credentials has no answer: \(error)")
        }
    }

    /// The token is in a file, which is replaced from time to time, or in the environment.
    private func token() throws(CredentialError) -> String? {
        guard let path = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
            return environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CredentialError("\(path) cannot be read; correct AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The hosts that may be asked without TLS: this machine, and the agents of ECS and EKS.
    private static func isTrusted(_ url: String) -> Bool {
        if url.lowercased().hasPrefix("https://") { return true }
        let hosts = ["127.0.0.1", "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]
        return hosts.contains { host in
            ["/", ":", "?"].contains { url.hasPrefix("http://\(host)\($0)") } || url == "http://\(host)"
        }
    }
}
