import JSON
import JSONSchema
public import Lambda

/// Creates error responses in a contract's own error shape.
///
/// The body has the shape of the action's response of that status, or else the service's error shape. Where that shape has no
/// member for a text, the reason is put into a string member without constraints. It is always in the header
/// ``reasonHeader``.
public struct ErrorResponses: Sendable {
    /// The name of the header that carries the reason for a refusal.
    public static let reasonHeader = "X-Understudy-Reason"

    private let contract: Contract
    private let seed: UInt64
    private let opaqueHeaders: OpaqueHeaders
    private let addsOpaqueHeaders: Bool

    /// Creates the error responses of a contract.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - seed: The seed of generated members of an error shape.
    ///   - addsOpaqueHeaders: Whether required header fields whose values are opaque get random ones; `false` for a caller that adds
    ///     them itself.
    public init(_ contract: Contract, seed: UInt64 = 1, addsOpaqueHeaders: Bool = true) {
        self.contract = contract
        self.seed = seed
        self.addsOpaqueHeaders = addsOpaqueHeaders
        opaqueHeaders = OpaqueHeaders(contract)
    }

    /// Returns an error response.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - reason: The reason for refusing the request.
    ///   - action: The action of the request; `nil` when it is not known.
    /// - Returns: A response with a JSON body, readable by pages of any origin.
    /// - Complexity: O(*n*) in the size of the error schema.
    public func response(_ status: Int, _ reason: ErrorReason, for action: Action? = nil) -> LambdaResponse {
        let listed = action?.responses[status]
        let schema = listed?.schema ?? contract.service.error
        var response = LambdaResponse(
            status: status,
            headers: [
                "Content-Type": listed?.contentType ?? contract.service.errorContentType
                    ?? "application/json",
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Expose-Headers": "ETag, \(Self.reasonHeader)",
                Self.reasonHeader: reason.headerText,
            ],
            body: body(reason, fitting: schema).serialized()
        )
        for field in listed?.headers?.madeUp(in: contract.registry, seed: seed) ?? []
        where response.headers[field.name] == nil
            && !opaqueHeaders.contains(field.name, of: action, status: status)
        {
            response.headers.append(field.name, field.value)
        }
        if addsOpaqueHeaders { opaqueHeaders.add(to: &response, of: action) { nil } }
        return response
    }

    /// Returns the status that the rule of a check names, when it names exactly one.
    public func status(of check: BuiltInCheck, usual: Int) -> Int {
        guard case .exact(let status)? = contract.rules(for: check).first?.status else { return usual }
        return status
    }

    private func body(_ reason: ErrorReason, fitting schema: Schema) -> JSONValue {
        let text = JSONValue.string(String(reason.text.unicodeScalars.prefix(1_000).map(Character.init)))
        let shapes: [JSONObject] = [
            ["success": false, "error": text], ["error": text], ["message": text], ["detail": text],
            ["error": ["message": text]], ["errors": [["message": text]]], ["errors": [text]],
        ]
        if let shape = shapes.first(where: { schema.isValid(.object($0)) }) {
            return .object(detailed(shape, reason, schema))
        }
        var random = SeededRandom(seed: seed, stream: "refusal")
        let made = InstanceGenerator(schema, in: contract.registry).typical(using: &random)
        guard let made else { return ["error": text] }
        return Self.replacingFreeText(in: made, with: text, fitting: schema) ?? made
    }

    /// Returns the body with the place and the rule where the shape allows further members.
    private func detailed(_ body: JSONObject, _ reason: ErrorReason, _ schema: Schema) -> JSONObject {
        var detailed = body
        if let pointer = reason.pointer { detailed["pointer"] = .string(pointer.description) }
        if let rule = reason.rule { detailed["rule"] = .string(rule) }
        return schema.isValid(.object(detailed)) ? detailed : body
    }

    /// The names of members that hold a text for people in most error shapes, the likeliest first.
    private static let textMembers = ["message", "error", "detail", "description", "reason", "title", "text"]

    /// Returns a generated body with the reason in the likeliest unconstrained string; `nil` when there is none.
    private static func replacingFreeText(
        in body: JSONValue,
        with text: JSONValue,
        fitting schema: Schema
    ) -> JSONValue? {
        let places = strings(in: body, at: JSONPointer(), depth: 3)
        let rank = { (place: JSONPointer) in
            textMembers.firstIndex { $0 == place.tokens.last?.lowercased() } ?? textMembers.count
        }
        for place in places.enumerated().sorted(by: { (rank($0.1), $0.0) < (rank($1.1), $1.0) }) {
            let filled = body.replacing(at: place.element, with: text)
            if schema.isValid(filled) { return filled }
        }
        return nil
    }

    private static func strings(in value: JSONValue, at place: JSONPointer, depth: Int) -> [JSONPointer] {
        switch value {
        case .string: return [place]
        case .object(let object) where depth > 0:
            return object.flatMap { strings(in: $0.value, at: place.appending($0.name), depth: depth - 1) }
        case .array(let elements) where depth > 0:
            return elements.prefix(3).enumerated().flatMap { index, element in
                strings(in: element, at: place.appending(index), depth: depth - 1)
            }
        default: return []
        }
    }
}
