import Backend
import JSON
import Lambda
import Testing

@Suite("The transport")
struct TransportTests {
    static let requests: [(LambdaRequest, Int)] = [
        (LambdaRequest(method: "GET"), 400),
        (LambdaRequest(method: "GET", rawQuery: "action="), 400),
        (LambdaRequest(method: "GET", rawQuery: "user_id=u"), 400),
        (LambdaRequest(method: "POST"), 400),
        (LambdaRequest(method: "POST", body: Array("{}".utf8)), 400),
        (LambdaRequest(method: "POST", body: Array(#"{"action": null}"#.utf8)), 400),
        (LambdaRequest(method: "POST", body: Array(#"{"action": ""}"#.utf8)), 400),
        (LambdaRequest(method: "POST", body: Array(#"{"action": 3}"#.utf8)), 400),
        (LambdaRequest(method: "GET", rawQuery: "action=nope"), 404),
        (LambdaRequest(method: "GET", rawQuery: "action=approve"), 404),
        (LambdaRequest(method: "POST", rawQuery: "action=CHAT/SEND", body: Array("{}".utf8)), 404),
        (LambdaRequest(method: "POST", body: Array(#"{"action": "chat/sen\u0000d"}"#.utf8)), 404),
        (LambdaRequest(method: "POST", rawQuery: "action=chat/conversations&user_id=u"), 405),
        (LambdaRequest(method: "PUT", rawQuery: "action=chat/conversations&user_id=u"), 405),
        (LambdaRequest(method: "GET", rawQuery: "action=chat/send"), 405),
        (LambdaRequest(method: "DELETE", rawQuery: "action=chat/send"), 405),
        (LambdaRequest(method: "PATCH", body: Array(#"{"action": "chat/send"}"#.utf8)), 405),
        (LambdaRequest(method: "HEAD", rawQuery: "action=chat/send"), 405),
        (LambdaRequest(method: "POST", body: Array("{".utf8)), 400),
        (LambdaRequest(method: "POST", body: Array("[]".utf8)), 400),
        (LambdaRequest(method: "POST", body: Array("null".utf8)), 400),
        (LambdaRequest(method: "POST", body: [0xFF, 0xFE]), 400),
        (LambdaRequest(method: "POST", body: Array("{\"action\": \"chat/close\", \"a\": \"\0\"}".utf8)), 400),
        (LambdaRequest(method: "POST", body: Array(#"{"action": "chat/close", "x": NaN}"#.utf8)), 400),
        (
            LambdaRequest(
                method: "POST",
                body: Array(#"{"action": "chat/close", "x": 1e99999999999999}"#.utf8)
            ), 400
        ),
        (LambdaRequest(method: "POST", body: Array(#"{"action": "chat/close", "x": "\ud800"}"#.utf8)), 400),
        (
            LambdaRequest(
                method: "POST",
                body: Array(#"{"action": "chat/close", "action": "chat/close"}"#.utf8)
            ), 400
        ),
        (
            LambdaRequest(
                method: "POST",
                body: Array(#"{"action": "chat/close", "x": {"a": 1, "\u0061": 1}}"#.utf8)
            ), 400
        ),
    ]

    @Test("answers invalid requests with a 4xx in the error shape", arguments: requests)
    func failures(request: LambdaRequest, status: Int) async {
        let answer = await TestService().send(request)
        #expect(answer.status == status)
        #expect(answer.headers.values(for: "Content-Type") == ["application/json"])
        #expect(answer.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        #expect(answer.headers["Allow"] != nil || status != 405)
        if request.method != "HEAD" {
            #expect(answer.body["success"] == false)
            #expect(answer.body["error"]?.stringValue?.isEmpty == false)
            #expect(answer.body["code"]?.stringValue?.isEmpty == false)
        }
    }

    @Test(
        "lists the allowed methods",
        arguments: [("chat/send", "POST, OPTIONS"), ("admin/leads", "GET, HEAD, OPTIONS")]
    )
    func allow(action: String, allowed: String) async {
        let answer = await TestService().send(LambdaRequest(method: "PUT", rawQuery: "action=\(action)"))
        #expect(answer.status == 405)
        #expect(answer.headers.values(for: "Allow") == [allowed])
    }

    // Large bodies are created inside the tests, because arguments would be printed in full.
    @Test("refuses a body over 6,291,456 bytes", arguments: ["GET", "POST", "PUT"])
    func largeBody(method: String) async {
        let query = method == "GET" ? "action=admin/leads" : ""
        for (count, status) in [(6_291_456, method == "GET" ? 200 : 400), (6_291_457, 413)] {
            let body = [UInt8](repeating: UInt8(ascii: "["), count: count)
            let answer = await TestService().send(LambdaRequest(method: method, rawQuery: query, body: body))
            #expect(answer.status == status)
            #expect(answer.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        }
    }

    @Test("quotes only a short part of the request", arguments: [0, 1, 2])
    func quotation(kind: Int) async {
        let long = "x" + String(repeating: kind == 0 ? "\u{301}" : "/", count: 100_000)
        let body =
            switch kind {
            case 0: #"{"action": "\#(long)"}"#
            case 1: #"{"\#(long)": 1, "\#(long)": 2}"#
            default: #"{"\#(long)": {"a": 1, "a": 2}}"#
            }
        let answer = await TestService().post(text: body)
        #expect((400...499).contains(answer.status))
        #expect(answer.bytes.count < 5_000)
        #expect(answer.body["error"]?.stringValue?.isEmpty == false)
    }

    @Test("refuses a body deeper than 512", arguments: [513, 100_000])
    func tooDeep(depth: Int) async {
        let answer = await TestService().send(LambdaRequest(method: "POST", body: Self.nested(depth)))
        #expect(answer.status == 400)
        #expect(answer.body["error"]?.stringValue?.isEmpty == false)
    }

    @Test("serves any path", arguments: ["", "/", "/anything", "/a/b%20c"])
    func path(path: String) async {
        let answer = await TestService().send(
            LambdaRequest(method: "GET", path: path, rawQuery: "action=admin/leads")
        )
        #expect(answer.status == 200)
    }

    @Test("prefers the query's action to the body's, unless the query's is empty")
    func whichAction() async throws {
        let service = TestService()
        let conversation = try await service.open()
        let body =
            "{\"action\": \"chat/close\", \"conversation_id\": \"\(conversation)\", \"reader_type\": \"user\"}"
        #expect(await service.post(text: body, query: "action=chat/mark-read").status == 200)
        #expect(try await service.conversation(conversation)?["status"] == "open")
        #expect(await service.post(text: body, query: "action=").status == 200)
        #expect(try await service.conversation(conversation)?["status"] == "closed")
    }

    @Test("decodes parameters: percent, plus, unknown and repeated ones")
    func parameters() async throws {
        let service = TestService()
        _ = try await service.open(user: "a b+c&é")
        for query in ["a+b%2Bc%26%C3%A9", "a%20b%2bc%26%c3%a9"] {
            let answer = await service.send(
                LambdaRequest(
                    method: "GET",
                    rawQuery: "action=chat%2Fconversations&x=1&user_id=\(query)&x=2&limit="
                )
            )
            #expect(answer.list("conversations").count == 1)
        }
        let repeated = await service.send(
            LambdaRequest(
                method: "GET",
                rawQuery: "action=chat/conversations&user_id=a&user_id=b&user_id=%FF"
            )
        )
        #expect(repeated.status < 500)
    }

    @Test("ignores a body on a GET whose query has the action")
    func bodyOnGet() async {
        let answer = await TestService().send(
            LambdaRequest(method: "GET", rawQuery: "action=admin/leads", body: [0xFF, 0x7B])
        )
        #expect(answer.status == 200)
    }

    @Test("answers HEAD as GET without the body")
    func head() async {
        let service = TestService()
        let get = await service.send(LambdaRequest(method: "GET", rawQuery: "action=admin/leads"))
        let head = await service.send(LambdaRequest(method: "HEAD", rawQuery: "action=admin/leads"))
        #expect(head.status == 200)
        #expect(head.headers == get.headers)
        #expect(head.bytes.isEmpty)
        #expect(!get.bytes.isEmpty)
    }

    @Test("ignores unknown members up to the limit of depth", arguments: [2, 32, 500])
    func nesting(depth: Int) async throws {
        let service = TestService()
        let body = Self.nested(depth)
        #expect(await service.send(LambdaRequest(method: "POST", body: body)).status == 404)
    }

    @Test("answers a preflight for any action", arguments: ["", "action=chat/send", "action=nope"])
    func preflight(query: String) async {
        let answer = await TestService().send(LambdaRequest(method: "OPTIONS", rawQuery: query))
        #expect(answer.status == 204)
        #expect(answer.bytes.isEmpty)
        #expect(answer.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        #expect(answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS")
        #expect(
            answer.headers["Access-Control-Allow-Headers"] == "Content-Type, Authorization, If-None-Match"
        )
        #expect(answer.headers["Access-Control-Expose-Headers"] == "ETag")
    }

    @Test("never answers 5xx to random bytes", arguments: 1...20)
    func random(seed: UInt64) async {
        let service = TestService()
        var generator = SystemRandomNumberGenerator()
        let names = SupportBackend.actionNames
        for _ in 0..<50 {
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : Array("{}[]\":,\\u0e1-.ntf".utf8).randomElement(using: &generator) ?? 0
            }
            let query =
                "action=\(names[Int(seed) % names.count])&limit=\(String(decoding: bytes, as: UTF8.self))&cursor=%00"
            for method in ["GET", "POST", "HEAD"] {
                let answer = await service.send(LambdaRequest(method: method, rawQuery: query, body: bytes))
                #expect(answer.status < 500)
                let bare = await service.send(LambdaRequest(method: method, body: bytes))
                #expect(bare.status < 500)
            }
        }
    }

    /// Returns a body nested `depth` levels deep.
    private static func nested(_ depth: Int) -> [UInt8] {
        let arrays = depth - 1
        return Array(#"{"action": "chat/close", "conversation_id": "x", "deep": "#.utf8)
            + [UInt8](repeating: UInt8(ascii: "["), count: arrays)
            + [UInt8](repeating: UInt8(ascii: "]"), count: arrays) + [UInt8(ascii: "}")]
    }
}
