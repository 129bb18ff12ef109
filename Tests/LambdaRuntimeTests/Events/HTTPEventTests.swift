import JSON
import Lambda
import Testing

@testable import LambdaRuntime

@Suite("The event of an HTTP request")
struct HTTPEventTests {
    private static func read(_ text: String) throws -> HTTPEvent { try HTTPEvent(Array(text.utf8)) }

    @Test("of a Function URL gives the request as it was sent")
    func functionURL() throws {
        let event = try Self.read(
            #"""
            {
              "version": "2.0", "routeKey": "$default", "rawPath": "/a%20b/c%2Fd", "rawQueryString": "x=1&x=2&y=a%2Bb+c",
              "cookies": ["one=1", "two=2"],
              "headers": {"content-type": "application/json", "x-list": "a,b"},
              "queryStringParameters": {"x": "1,2", "y": "a+b c"},
              "requestContext": {
                "domainName": "abc.lambda-url.eu-west-1.on.aws", "stage": "$default",
                "http": {"method": "POST", "path": "/a%20b/c%2Fd", "protocol": "HTTP/1.1"}
              },
              "body": "{\"text\": \"é\"}", "isBase64Encoded": false
            }
            """#
        )
        #expect(event.format == .version2)
        #expect(event.request.method == "POST")
        #expect(event.request.path == "/a%20b/c%2Fd")
        #expect(event.request.rawQuery == "x=1&x=2&y=a%2Bb+c")
        #expect(event.request.headers["Content-Type"] == "application/json")
        #expect(event.request.headers.values(for: "x-list") == ["a,b"])
        #expect(event.request.headers["Cookie"] == "one=1; two=2")
        #expect(event.request.body == Array(#"{"text": "é"}"#.utf8))
    }

    @Test("of a REST API has repeated fields and parameters one by one, and no stage")
    func restAPI() throws {
        let event = try Self.read(
            #"""
            {
              "resource": "/{proxy+}", "path": "/projects/7", "httpMethod": "PATCH",
              "headers": {"X-List": "b"}, "multiValueHeaders": {"X-List": ["a", "b"], "Accept": ["*/*"]},
              "queryStringParameters": {"q": "2"}, "multiValueQueryStringParameters": {"q": ["a b+c&d", "2"], "é": [""]},
              "requestContext": {"path": "/prod/projects/7", "stage": "prod", "domainName": "abc.execute-api.eu-west-1.amazonaws.com"},
              "body": "AP8=", "isBase64Encoded": true
            }
            """#
        )
        #expect(event.format == .version1)
        #expect(event.request.method == "PATCH")
        #expect(event.request.path == "/projects/7")
        #expect(event.request.headers.values(for: "x-list") == ["a", "b"])
        #expect(event.request.body == [0, 255])
        let parameters = QueryString(parsing: event.request.rawQuery).parameters
        #expect(parameters.map(\.name) == ["q", "q", "é"])
        #expect(parameters.map(\.value) == ["a b+c&d", "2", ""])
    }

    @Test("without lists has single header fields and parameters")
    func singles() throws {
        let event = try Self.read(
            #"""
            {"httpMethod": "GET", "path": "/", "headers": {"Accept": "*/*"}, "multiValueHeaders": null,
             "queryStringParameters": {"action": "a/b"}, "body": null}
            """#
        )
        #expect(event.request.headers["accept"] == "*/*")
        #expect(event.request.rawQuery == "action=a%2Fb")
        #expect(event.request.body == [])
    }

    @Test(
        "has the stage in its path only where the path has one",
        arguments: [
            // An HTTP API at its own domain.
            ("2.0", "dev", "x.execute-api.eu-west-1.amazonaws.com", "/dev/pets", "/dev/pets", "/pets"),
            ("2.0", "dev", "x.execute-api.eu-west-1.amazonaws.com", "/dev", "/dev", "/"),
            ("2.0", "dev", "x.execute-api.eu-west-1.amazonaws.com", "/develop", "/develop", "/develop"),
            (
                "2.0", "$default", "x.execute-api.eu-west-1.amazonaws.com", "/dev/pets", "/dev/pets",
                "/dev/pets"
            ),
            // A domain of the user's, which leads to the stage.
            ("2.0", "pets", "api.example.com", "/pets/1", "/pets/1", "/pets/1"),
            // An HTTP API that sends payload format 1.0.
            ("1.0", "dev", "x.execute-api.eu-west-1.amazonaws.com", "/dev/pets", "/dev/pets", "/pets"),
            // A REST API: only the context has the stage.
            (
                "1.0", "dev", "x.execute-api.eu-west-1.amazonaws.com", "/dev/pets", "/dev/dev/pets",
                "/dev/pets"
            ),
        ]
    )
    func stage(
        version: String,
        stage: String,
        domain: String,
        path: String,
        contextPath: String,
        expected: String
    ) throws {
        let http: JSONObject = ["method": "GET", "path": .string(contextPath)]
        let context: JSONValue = [
            "stage": .string(stage), "domainName": .string(domain), "path": .string(contextPath),
            "http": version == "2.0" ? .object(http) : .null,
        ]
        let event: JSONValue = [
            "version": .string(version), "httpMethod": "GET", "path": .string(path), "rawPath": .string(path),
            "requestContext": context,
        ]
        #expect(try HTTPEvent(event.serialized()).request.path == expected)
    }

    @Test("has a path that can be sent, where a gateway has decoded it")
    func decodedPath() throws {
        let event = try Self.read(
            #"{"httpMethod": "GET", "path": "/a b/é?#/100%25", "requestContext": {}}"#
        )
        #expect(event.request.path == "/a%20b/%C3%A9%3F%23/100%25")
    }

    @Test(
        "is refused with the reason where it is none",
        arguments: [
            (
                #"{"Records": [{"eventSource": "aws:sqs"}]}"#,
                #"is not an HTTP request but an object of ["Records"]"#
            ),
            ("[1]", "is not an HTTP request but array"), ("null", "is not an HTTP request but null"),
            (#"{"httpMethod": ""#, "is not JSON"), ("", "is not JSON"),
            (#"{"httpMethod": "", "path": "/"}"#, "has no httpMethod"),
            (#"{"requestContext": {"http": {}}}"#, "has no requestContext.http.method"),
            (#"{"httpMethod": "POST", "body": {"a": 1}}"#, "body is a JSON object"),
            (#"{"httpMethod": "POST", "body": "%bad", "isBase64Encoded": true}"#, "body is not base64"),
        ]
    )
    func refused(text: String, reason: String) throws {
        let error = try #require(throws: EventError.self) { try Self.read(text) }
        #expect(error.description.contains(reason), "\(error)")
    }

    @Test("of the platform gives back each request", arguments: PlatformEvent.allCases)
    func roundTrip(kind: PlatformEvent) throws {
        let request = LambdaRequest(
            method: "POST",
            path: "/projects/7",
            rawQuery: "a=1&b=x%20y",
            headers: ["content-type": "application/octet-stream", "cookie": "a=1; b=2"],
            body: [0, 1, 2, 254, 255]
        )
        let seen = try HTTPEvent(kind.event(of: request).serialized()).request
        #expect(seen.method == request.method && seen.path == request.path)
        #expect(seen.rawQuery == request.rawQuery && seen.body == request.body)
        #expect(
            Set(seen.headers.fields.map { "\($0.name.lowercased()): \($0.value)" }) == [
                "content-type: application/octet-stream", "cookie: a=1; b=2",
            ]
        )
    }
}
