import Foundation
import JSON
import Lambda

/// The events that the platform makes of HTTP requests, and the responses that it makes of payloads.
///
/// Sources: AWS, "Invoking Lambda function URLs" and "Create AWS Lambda proxy integrations for HTTP APIs"; "Set up Lambda proxy
/// integrations in API Gateway" for REST APIs.
enum PlatformEvent: String, Sendable, CaseIterable {
    case functionURL
    case restAPI

    /// Returns the event of a request.
    func event(of request: LambdaRequest) -> JSONValue {
        switch self {
        case .functionURL: Self.version2(request)
        case .restAPI: Self.version1(request)
        }
    }

    /// Returns the response of a payload; a bad gateway where it is none.
    func response(of payload: JSONValue) -> LambdaResponse {
        guard let status = payload["statusCode"]?.intValue else { return .badGateway }
        var response = LambdaResponse(status: status)
        for (name, value) in payload["headers"]?.objectValue?.members.map({ ($0.name, $0.value) }) ?? [] {
            response.headers.append(name, value.stringValue ?? "")
        }
        switch self {
        case .functionURL:
            for cookie in payload["cookies"]?.arrayValue ?? [] {
                response.headers.append("Set-Cookie", cookie.stringValue ?? "")
            }
        case .restAPI:
            for member in payload["multiValueHeaders"]?.objectValue?.members ?? [] {
                for value in member.value.arrayValue ?? [] {
                    response.headers.append(member.name, value.stringValue ?? "")
                }
            }
        }
        let body = payload["body"]?.stringValue ?? ""
        response.body =
            payload["isBase64Encoded"]?.boolValue == true
            ? Data(base64Encoded: body).map { [UInt8]($0) } ?? [] : Array(body.utf8)
        return response
    }

    private static func version2(_ request: LambdaRequest) -> JSONValue {
        var headers = JSONObject()
        for field in request.headers.fields where field.name.lowercased() != "cookie" {
            let name = field.name.lowercased()
            headers[name] = .string(headers[name]?.stringValue.map { "\($0),\(field.value)" } ?? field.value)
        }
        let cookies = request.headers.values(for: "Cookie").flatMap { $0.components(separatedBy: "; ") }
        let (body, isEncoded) = body(of: request)
        var event: JSONObject = [
            "version": "2.0", "routeKey": "$default",
            "rawPath": .string(request.path), "rawQueryString": .string(request.rawQuery),
            "headers": .object(headers),
            "requestContext": [
                "accountId": "anonymous", "apiId": "abc", "domainName": "abc.lambda-url.eu-west-1.on.aws",
                "http": [
                    "method": .string(request.method), "path": .string(request.path),
                    "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test",
                ],
                "requestId": "id", "routeKey": "$default", "stage": "$default",
                "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000,
            ],
            "isBase64Encoded": .bool(isEncoded),
        ]
        if !cookies.isEmpty { event["cookies"] = .array(cookies.map { .string($0) }) }
        if !request.body.isEmpty { event["body"] = body }
        return .object(event)
    }

    private static func version1(_ request: LambdaRequest) -> JSONValue {
        let (body, isEncoded) = body(of: request)
        let parameters = QueryString(parsing: request.rawQuery).parameters.map { ($0.name, $0.value) }
        let fields = request.headers.fields.map { ($0.name, $0.value) }
        return [
            "resource": "/{proxy+}", "path": .string(request.path), "httpMethod": .string(request.method),
            "headers": lasts(fields), "multiValueHeaders": lists(fields),
            "queryStringParameters": lasts(parameters), "multiValueQueryStringParameters": lists(parameters),
            "pathParameters": ["proxy": .string(String(request.path.dropFirst()))], "stageVariables": nil,
            "requestContext": [
                "resourcePath": "/{proxy+}", "httpMethod": .string(request.method),
                "path": .string("/prod" + request.path), "stage": "prod",
                "domainName": "abc.execute-api.eu-west-1.amazonaws.com", "requestId": "id",
            ],
            "body": request.body.isEmpty ? .null : body, "isBase64Encoded": .bool(isEncoded),
        ]
    }

    private static func lasts(_ pairs: [(String, String)]) -> JSONValue {
        guard !pairs.isEmpty else { return nil }
        return .object(JSONObject(pairs.map { JSONMember(name: $0.0, value: .string($0.1)) }))
    }

    private static func lists(_ pairs: [(String, String)]) -> JSONValue {
        guard !pairs.isEmpty else { return nil }
        var lists = JSONObject()
        for (name, value) in pairs {
            lists[name] = .array((lists[name]?.arrayValue ?? []) + [.string(value)])
        }
        return .object(lists)
    }

    /// A text for media types of texts, base64 for the others.
    private static func body(of request: LambdaRequest) -> (JSONValue, isEncoded: Bool) {
        let type = request.headers["Content-Type"]?.lowercased() ?? ""
        let isText = ["text/", "json", "xml", "javascript", "x-www-form-urlencoded"].contains {
            type.contains($0)
        }
        if isText, let text = String(validating: request.body, as: UTF8.self) {
            return (.string(text), false)
        }
        return (.string(Data(request.body).base64EncodedString()), true)
    }
}
