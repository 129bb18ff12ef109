/// Credentials from the metadata of an EC2 instance, version 2.
///
/// Source: AWS, "Use the Instance Metadata Service to access instance metadata".
struct InstanceCredentials: CredentialSource {
    let environment: [String: String]

    func credentials() async throws(CredentialError) -> AWSCredentials? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        let origin =
            environment.nonEmpty("AWS_EC2_METADATA_SERVICE_ENDPOINT").flatMap(ServiceEndpoint.init)?.origin
            ?? "http://169.254.169.254"
        let token: String
        do {
            let lifetime = [(name: "X-aws-ec2-metadata-token-ttl-seconds", value: "21600")]
            let answer = try await SharedHTTPClient.send(
                .put,
                origin + "/latest/api/token",
                headers: lifetime,
                milliseconds: 1_000
            )
            guard answer.status == 200 else { return nil }
            token = String(decoding: answer.body, as: UTF8.self)
        } catch {
            // This is no instance.
            return nil
        }
        let path = origin + "/latest/meta-data/iam/security-credentials/"
        let role = try await get(path, token)
        guard let role, let name = String(decoding: role, as: UTF8.self).split(separator: "\n").first else {
            return nil
        }
        guard let body = try await get(path + name, token) else {
            throw CredentialError("the instance's metadata has no key of the role \(name)")
        }
        return try AWSCredentials(fetched: body, from: "the instance's metadata")
    }

    /// Returns what is at a path; `nil` for nothing.
    private func get(_ url: String, _ token: String) async throws(CredentialError) -> [UInt8]? {
        do {
            let headers = [(name: "X-aws-ec2-metadata-token", value: token)]
            let answer = try await SharedHTTPClient.send(.get, url, headers: headers, milliseconds: 1_000)
            return answer.status == 200 ? answer.body : nil
        } catch {
            throw CredentialError("the instance's metadata have no answer: \(error)")
        }
    }
}
