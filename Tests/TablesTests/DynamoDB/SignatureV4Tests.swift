import Testing

@testable import DynamoDBStore

/// The published test suite of Signature Version 4, as far as it is about requests without a query.
@Suite("A signature of version 4")
struct SignatureV4Tests {
    struct Vector: CustomTestStringConvertible, Sendable {
        var name: String
        var method: String
        var headers: [(name: String, value: String)] = []
        var token: String?
        var body = ""
        var signature: String
        var signedHeaders = "host;x-amz-date"

        var testDescription: String { name }
    }

    static let vectors = [
        Vector(
            name: "get-vanilla",
            method: "GET",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        Vector(
            name: "post-vanilla",
            method: "POST",
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        Vector(
            name: "post-header-key-case",
            method: "POST",
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        Vector(
            name: "post-header-key-sort",
            method: "POST",
            headers: [("My-Header1", "value1")],
            signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
            signedHeaders: "host;my-header1;x-amz-date"
        ),
        Vector(
            name: "post-header-value-case",
            method: "POST",
            headers: [("My-Header1", "VALUE1")],
            signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
            signedHeaders: "host;my-header1;x-amz-date"
        ),
        Vector(
            name: "get-header-value-trim",
            method: "GET",
            headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
            signedHeaders: "host;my-header1;my-header2;x-amz-date"
        ),
        Vector(
            name: "post-x-www-form-urlencoded",
            method: "POST",
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: "Param1=value1",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            signedHeaders: "content-type;host;x-amz-date"
        ),
    ]

    @Test("is that of the published vectors", arguments: vectors)
    func published(vector: Vector) {
        let signature = SignatureV4(
            credentials: AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
            ),
            region: "us-east-1",
            service: "service",
            // 2015-08-30, 12:36:00 UTC.
            time: SigningTime(seconds: 1_440_938_160)
        )
        let headers = signature.signed(
            method: vector.method,
            path: "/",
            headers: [(name: "Host", value: "example.amazonaws.com")] + vector.headers,
            body: Array(vector.body.utf8)
        )
        #expect(headers.first { $0.name == "X-Amz-Date" }?.value == "20150830T123600Z")
        #expect(
            headers.first { $0.name == "Authorization" }?.value
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)"
        )
    }

    @Test("covers the token of a temporary key")
    func token() {
        func authorization(_ token: String?) -> String? {
            let signature = SignatureV4(
                credentials: AWSCredentials(accessKeyID: "id", secretAccessKey: "s", sessionToken: token),
                region: "eu-west-1",
                service: "dynamodb",
                time: SigningTime(seconds: 0)
            )
            let headers = signature.signed(method: "POST", path: "/", headers: [("Host", "h")], body: [])
            #expect(headers.first { $0.name == "X-Amz-Security-Token" }?.value == token)
            return headers.first { $0.name == "Authorization" }?.value
        }
        #expect(authorization("one") != authorization("two"))
        #expect(authorization("one")?.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,") == true)
        #expect(authorization(nil)?.contains("SignedHeaders=host;x-amz-date,") == true)
    }

    static let times: [(Int, String)] = [
        (0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
        (951_868_800, "20000301T000000Z"), (1_735_689_599, "20241231T235959Z"),
        (4_107_542_400, "21000301T000000Z"),
    ]

    @Test("has the time of the calendar", arguments: times)
    func calendar(time: (Int, String)) {
        #expect(SigningTime(seconds: time.0).timestamp == time.1)
        let text = time.1
        func part(_ start: Int, _ count: Int) -> Substring { text.dropFirst(start).prefix(count) }
        let written =
            "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z"
        #expect(SigningTime.seconds(of: written) == time.0)
        #expect(SigningTime.seconds(of: written + " ") == nil)
        #expect(SigningTime.seconds(of: "9" + String(repeating: "0", count: 18) + written) == nil)
    }
}
