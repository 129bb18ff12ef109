import JSON

/// Parses request bodies.
enum RequestBody {
    /// The maximum request body of a Function URL, in bytes.
    static let maximumCount = 6_291_456

    private static let parser = JSONParser(maximumDepth: 512, duplicateNames: .refuse)

    /// Parses the JSON object in a body.
    ///
    /// Duplicate members are rejected: the pages' `{action: ..., lead_id, action: ...}` shows how they arise, and
    /// which of them was meant cannot be known here.
    static func object(_ bytes: [UInt8]) throws(Failure) -> JSONObject {
        guard !bytes.isEmpty else {
            throw Failure(
                400,
                "empty_body",
                "the body is empty; send a JSON object with the action's arguments"
            )
        }
        let value: JSONValue
        do {
            value = try parser.parse(bytes)
        } catch {
            throw Failure(400, "malformed_body", "the body cannot be read as JSON: \(error)")
        }
        guard case .object(let object) = value else {
            throw Failure(
                400,
                "malformed_body",
                "the body must be a JSON object, but is a JSON \(value.typeName)"
            )
        }
        return object
    }
}
