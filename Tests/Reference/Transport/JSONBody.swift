import JSON
import Lambda

/// Serializes response bodies as JSON.
enum JSONBody {
    static func bytes(_ object: JSONObject) -> [UInt8] {
        JSONValue.object(object).serialized()
    }

    static func response(status: Int, _ body: [UInt8]) -> LambdaResponse {
        LambdaResponse(status: status, headers: ["Content-Type": "application/json"], body: body)
    }
}
