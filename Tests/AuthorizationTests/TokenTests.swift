import Contracts
import Foundation
import JSON
import Lambda
import Testing

@testable import Authorization

@Suite("A bearer token")
struct TokenTests {
    @Test("is taken or refused for what it is", arguments: TokenCase.all)
    func token(_ token: TokenCase) async throws {
        let guarded = try await Guarded(token.issuer)
        var request = LambdaRequest(method: "GET", rawQuery: "action=chat/conversations&user_id=ana")
        let lines = try await token.lines()
        for line in lines { request.headers.append("authorization", line) }
        let answer = try await guarded.endpoint.send(request)
        #expect(answer.status == token.status)
        #expect(answer.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        guard token.status != 200 else { return }
        let body = try JSONValue(parsing: answer.body)
        #expect(body["success"]?.boolValue == false)
        #expect(body["error"]?.stringValue?.isEmpty == false)
        #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer realm=") == true)
        let headers = answer.headers.fields.map(\.value).joined()
        let shown = String(decoding: answer.body, as: UTF8.self) + headers
        let words: [Substring] = lines.flatMap { line in line.split { " .,".contains($0) } }
        for word in words where word.utf8.count > 8 { #expect(!shown.contains(word)) }
    }

    @Test("comes in enough variety")
    func variety() {
        #expect(Set(TokenCase.all.map(\.name)).count == TokenCase.all.count)
        #expect(TokenCase.all.count >= 25)
    }

    @Test("is for the audience that is asked for")
    func audience() async throws {
        let guarded = try await Guarded(audience: "shop")
        let own = TokenCase.signed(TokenCase.header, #"{"sub":"ana","aud":"shop","exp":1800000060}"#)
        let query = "action=chat/conversations&user_id=ana"
        #expect(try await guarded.get(query, token: own).status == 200)
        #expect(try await guarded.get(query, token: TokenCase.signed()).status == 401)
    }

    @Test("names its user where the contract says that it does, and never elsewhere")
    func subject() async throws {
        let place = JSONPointer(tokens: ["app_metadata", "user"])
        let signer = try await TokenSigner(secret: TestKeys.secret)
        let check = TokenCheck(
            try await TokenKeys(secret: TestKeys.secret),
            claims: TokenClaims(subject: place)
        ) { TokenCase.now }
        func identity(of token: String) throws(TokenRefusal) -> Identity {
            var request = LambdaRequest(method: "GET")
            request.headers["Authorization"] = "Bearer \(token)"
            return try check.identity(of: request)
        }
        let made = try await signer.token(
            TokenDescription(
                subject: "ana",
                subjectPlace: place,
                role: "admin",
                seconds: 60,
                issued: TokenCase.now
            )
        )
        #expect(try identity(of: made) == Identity(subject: "ana", roles: ["admin", "authenticated"]))
        let payload = #"{"sub":"ben","aud":"authenticated","exp":1800000060,"app_metadata":{"user":"ana"}}"#
        #expect(try identity(of: TokenCase.signed(TokenCase.header, payload)).subject == "ana")
        #expect(throws: TokenRefusal.incomplete) { try identity(of: TokenCase.signed()) }
    }

    @Test("names its scheme in any case")
    func scheme() async throws {
        let guarded = try await Guarded()
        var request = LambdaRequest(method: "GET", rawQuery: "action=chat/conversations&user_id=ana")
        request.headers["Authorization"] = "bEARER \(TokenCase.signed())"
        #expect(try await guarded.endpoint.send(request).status == 200)
    }
}
