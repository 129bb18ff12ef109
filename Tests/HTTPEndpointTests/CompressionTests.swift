import Foundation
import HTTPEndpoint
import Lambda
import Testing

@Suite("A compressed response", .timeLimit(.minutes(5)))
struct CompressionTests {
    /// The decompressed body of the responses.
    private static let text = #"{"hello": "hello hello hello"}"#
    private static let gzip = "H4sIAAAAAAACA6tWykjNyclXslKAMBSQSKVaAHH6/KUeAAAA"
    private static let deflate = "eJyrVspIzcnJV7JSgDAUkEilWgCdfQpr"
    /// 100,000 zeros in 133 bytes.
    private static let bomb =
        "H4sIAAAAAAACA+3BMQEAAADCoErrn84aHkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwaFwk3FoIYBAA=="

    private func exchange(
        _ encoding: String,
        _ base64: String,
        method: String = "GET",
        kept: Double = 1
    ) async throws -> Result<LambdaResponse, EndpointError> {
        let whole = Array(try #require(Data(base64Encoded: base64)))
        let bytes = Array(whole.prefix(Int(Double(whole.count) * kept)))
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\nContent-Length: \(bytes.count)\r\n\r\n"
        return try await RawServer.run(
            script: { _ in [.send(head)] + (method == "HEAD" ? [] : [.sendBytes(bytes)]) },
            { server in
                let endpoint = HTTPEndpoint(
                    try EndpointURL("http://127.0.0.1:\(server.port)/"),
                    limits: HTTPEndpointLimits(answerBytes: 10_000)
                )
                let result: Result<LambdaResponse, EndpointError>
                do throws(EndpointError) {
                    result = .success(try await endpoint.send(LambdaRequest(method: method)))
                } catch {
                    result = .failure(error)
                }
                await endpoint.shutdown()
                return result
            }
        )
    }

    @Test(
        "is decompressed, and keeps its Content-Encoding header",
        arguments: [("gzip", gzip), ("GZIP", gzip), ("deflate", deflate)]
    )
    func decompressed(encoding: String, base64: String) async throws {
        let response = try await exchange(encoding, base64).get()
        #expect(response.body == Array(Self.text.utf8))
        #expect(response.headers["Content-Encoding"] == encoding)
    }

    @Test("without a body is accepted, as to a HEAD request")
    func head() async throws {
        #expect(try await exchange("gzip", Self.gzip, method: "HEAD").get().body.isEmpty)
    }

    @Test("that decompresses to more than the size limit is an error, and is not read to its end")
    func bomb() async throws {
        let result = try await exchange("gzip", Self.bomb)
        #expect(throws: EndpointError.tooLarge(limit: 10_000)) { try result.get() }
    }

    @Test("that is truncated or invalid is an error", arguments: [(gzip, 0.5), ("aGVsbG8=", 1)])
    func broken(base64: String, kept: Double) async throws {
        let result = try await exchange("gzip", base64, kept: kept)
        let reason = "its body is not compressed as its Content-Encoding says"
        #expect(throws: EndpointError.malformed(reason: reason)) { try result.get() }
    }

    @Test("in an unknown coding is left as it is")
    func unknown() async throws {
        #expect(try await exchange("br", "aGVsbG8=").get().body == Array("hello".utf8))
    }
}
