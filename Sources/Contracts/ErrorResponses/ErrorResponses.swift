import JSON
import JSONSchema
public import Lambda

/// Makes refusals in a contract's own error shape.
///
/// The body has the shape that the action's response of that status has, else the service's error shape. Where that shape has no
/// member for a text, the reason is put into a member that is a string and takes any. It is always in the header
/// ``reasonHeader``.
public struct ErrorResponses: Sendable {
    /// The header that carries the reason of a refusal.
    public static let reasonHeader = "X-Understudy-Reason"

    private let contract: Contract
    private let seed: UInt64

    /// Creates the refusals of a contract.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - seed: What made-up members of an error shape follow from.
    public init(_ contract: Contract, seed: UInt64 = 1) {
        self.contract = contract
        self.seed = seed
    }

    /// Makes a refusal.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - reason: Why the request is refused.
    ///   - action: The action that was asked for; `nil` when it is not known.
    /// - Returns: A response with a JSON body that pages of any origin may read.
    /// - Complexity: O(*n*) in the size of the error schema.
    public func response(_ status: Int, _ reason: ErrorReason, for action: Action? = nil) -> LambdaResponse {
        let schema = action?.responses[status]?.schema ?? contract.service.error
        return LambdaResponse(
            status: status,
            headers: [
                "Content-Type": "application/json",
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Expose-Headers": "ETag, \(Self.reasonHeader)",
                Self.reasonHeader: reason.headerText,
            ],
            body: body(reason, fitting: schema).serialized()
        )
    }

    /// The status that the rule of a check names, where it names exactly one.
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

    /// The body with the place and the rule, where the shape takes further members.
    private func detailed(_ body: JSONObject, _ reason: ErrorReason, _ schema: Schema) -> JSONObject {
        var detailed = body
        if let pointer = reason.pointer { detailed["pointer"] = .string(pointer.description) }
        if let rule = reason.rule { detailed["rule"] = .string(rule) }
        return schema.isValid(.object(detailed)) ? detailed : body
    }

    /// The members that hold a text for people in most error shapes, the likeliest first.
    private static let textMembers = ["message", "error", "detail", "description", "reason", "title", "text"]

    /// A generated body with the reason in the likeliest string that takes any text; `nil` when none does.
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
