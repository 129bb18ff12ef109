import JSON

extension AWSCredentials {
    /// Reads what the endpoints of containers and of instances answer.
    ///
    /// - Parameters:
    ///   - body: The answer.
    ///   - place: Where it is from, for errors.
    /// - Throws: ``CredentialError`` when there is no key in it.
    init(fetched body: [UInt8], from place: String) throws(CredentialError) {
        let json = try? JSONValue(parsing: body)
        guard let id = json?["AccessKeyId"]?.stringValue,
            let secret = json?["SecretAccessKey"]?.stringValue
        else {
            throw CredentialError("\(place) has answered without a key; check the role that is given to it")
        }
        self.init(
            accessKeyID: id,
            secretAccessKey: secret,
            sessionToken: json?["Token"]?.stringValue,
            expiration: json?["Expiration"]?.stringValue.flatMap(SigningTime.seconds)
        )
    }
}
