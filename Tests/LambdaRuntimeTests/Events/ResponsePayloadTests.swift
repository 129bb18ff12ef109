import JSON
import Lambda
import Testing

@testable import LambdaRuntime

@Suite("The payload of a response")
struct ResponsePayloadTests {
    private let response = LambdaResponse(
        status: 201,
        headers: [
            "Content-Type": "application/json", "Set-Cookie": "a=1; Path=/", "X-List": "a",
            "Set-Cookie": "b=2",
            "x-list": "b",
        ],
        body: Array(#"{"text": "é\n"}"#.utf8)
    )

    @Test("joins repeated fields and has cookies apart, for a Function URL")
    func version2() throws {
        let payload = try JSONValue(parsing: response.payload(.version2))
        #expect(
            payload == [
                "statusCode": 201, "headers": ["content-type": "application/json", "x-list": "a, b"],
                "cookies": ["a=1; Path=/", "b=2"], "body": #"{"text": "é\n"}"#, "isBase64Encoded": false,
            ]
        )
    }

    @Test("has repeated fields as lists, for a REST API")
    func version1() throws {
        let payload = try JSONValue(parsing: response.payload(.version1))
        #expect(payload["headers"] == ["content-type": "application/json"])
        #expect(
            payload["multiValueHeaders"] == ["set-cookie": ["a=1; Path=/", "b=2"], "x-list": ["a", "b"]]
        )
    }

    @Test("has a body that is no text in base64", arguments: HTTPEvent.Format.allCases)
    func binary(format: HTTPEvent.Format) throws {
        let binary = LambdaResponse(status: 200, body: [0xFF, 0xD8, 0x00])
        let payload = try JSONValue(parsing: binary.payload(format))
        #expect(payload["body"] == "/9gA" && payload["isBase64Encoded"] == true)
        let none = try JSONValue(parsing: LambdaResponse(status: 204).payload(format))
        #expect(none["body"] == "" && none["isBase64Encoded"] == false && none["statusCode"] == 204)
    }

    @Test("gives back each response at the platform's end", arguments: PlatformEvent.allCases)
    func roundTrip(kind: PlatformEvent) throws {
        let format: HTTPEvent.Format = kind == .functionURL ? .version2 : .version1
        let seen = kind.response(of: try JSONValue(parsing: response.payload(format)))
        #expect(seen.status == 201 && seen.body == response.body)
        #expect(Set(seen.headers.values(for: "Set-Cookie")) == ["a=1; Path=/", "b=2"])
        #expect(seen.headers["Content-Type"] == "application/json")
    }
}
