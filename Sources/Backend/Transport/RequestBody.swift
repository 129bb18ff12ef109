import JSON

/// Reads a request's body.
enum RequestBody {
    /// The largest body that a Function URL hands on, in bytes.
    static let maximumCount = 6_291_456

    private static let parser = JSONParser(maximumDepth: 512, duplicateNames: .refuse)

    /// Reads the JSON object in a body.
    ///
    /// Two members of one name are refused: the pages' `{action: ..., lead_id, action: ...}` shows how they come
    /// about, and which of them was meant cannot be known here.
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
