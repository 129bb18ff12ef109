import JSON
import Lambda
import Synchronization

/// An endpoint in front of another that takes texts of any length, and shows all of a text where the other shows a beginning of it.
///
/// Behind it, every long text is a short name.
final class LimitlessEndpoint: Endpoint {
    private static let longText = 4_096
    private let endpoint: any Endpoint
    private let texts = Mutex<[String: String]>([:])

    init(_ endpoint: any Endpoint) {
        self.endpoint = endpoint
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var request = request
        if let body = try? JSONValue(parsing: request.body) {
            request.body = body.mapTexts(named).serialized()
        }
        var response = try await endpoint.send(request)
        if let body = try? JSONValue(parsing: response.body) {
            response.body = body.mapTexts { texts.withLock(\.self)[$0] ?? $0 }.serialized()
        }
        return response
    }

    private func named(_ text: String) -> String {
        guard text.utf8.count > Self.longText else { return text }
        return texts.withLock { texts in
            let name = "a long text, number \(texts.count)@example.com"
            texts[name] = text
            return name
        }
    }
}

/// An endpoint in front of another that refuses one member's texts over a length.
struct ShortMemberEndpoint: Endpoint {
    let endpoint: any Endpoint
    let member: String
    let most: Int

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        if request.body.count > most,
            let text = (try? JSONValue(parsing: request.body))?[member]?.stringValue,
            text.utf8.count > most
        {
            return .json(#"{"error": "too long"}"#, status: 400)
        }
        return try await endpoint.send(request)
    }
}

extension JSONValue {
    /// The value with every text that is no member's name replaced.
    fileprivate func mapTexts(_ replacement: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): .string(replacement(text))
        case .array(let elements): .array(elements.map { $0.mapTexts(replacement) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map { JSONMember(name: $0.name, value: $0.value.mapTexts(replacement)) }
                )
            )
        default: self
        }
    }
}
