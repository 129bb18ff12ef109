import JSON
import Lambda
import Tables
import Testing

@testable import Authorization

@Suite("Authorization")
struct AccessTests {
    /// A request of an action, `${c}` being a conversation of ana's, and the statuses with the tokens of nobody, ana,
    /// ben, and root, who is an admin.
    struct Access: Sendable, CustomTestStringConvertible {
        var name: String
        var query = ""
        var body = ""
        var nobody = 401
        var ana: Int
        var ben: Int
        var root: Int

        var testDescription: String { name }
    }

    static let all = [
        Access(
            name: "own list",
            query: "action=chat/conversations&user_id=ana",
            ana: 200,
            ben: 403,
            root: 403
        ),
        Access(
            name: "messages",
            query: "action=chat/messages&conversation_id=${c}",
            ana: 200,
            ben: 403,
            root: 200
        ),
        Access(
            name: "messages of no conversation",
            query: "action=chat/messages&conversation_id=none",
            ana: 200,
            ben: 200,
            root: 200
        ),
        Access(
            name: "messages of two",
            query: "action=chat/messages&conversation_id=none&conversation_id=${c}",
            ana: 200,
            ben: 403,
            root: 200
        ),
        Access(
            name: "two users",
            query: "action=chat/conversations&user_id=ben&user_id=ana",
            ana: 403,
            ben: 403,
            root: 403
        ),
        Access(name: "no user", query: "action=chat/conversations", ana: 403, ben: 403, root: 403),
        Access(
            name: "send",
            body: #"{"action": "chat/send", "user_id": "ana", "store_url": "s", "message": "m"}"#,
            ana: 200,
            ben: 403,
            root: 403
        ),
        Access(
            name: "send for two",
            body: #"{"action": "chat/send", "user_id": "ben", "user_id": "ana"}"#,
            nobody: 400,
            ana: 400,
            ben: 400,
            root: 400
        ),
        Access(
            name: "send, named in the query",
            query: "action=chat/send",
            body: #"{"user_id": "ana", "store_url": "s", "message": "m"}"#,
            ana: 200,
            ben: 403,
            root: 403
        ),
        Access(
            name: "send for two, named in the query",
            query: "action=chat/send",
            body: #"{"user_id": "ben", "user_id": "ana"}"#,
            ana: 400,
            ben: 400,
            root: 400
        ),
        Access(
            name: "send for a number",
            body: #"{"action": "chat/send", "user_id": 5}"#,
            ana: 403,
            ben: 403,
            root: 403
        ),
        Access(
            name: "mark read",
            body: #"{"action": "chat/mark-read", "conversation_id": "${c}", "reader_type": "user"}"#,
            ana: 200,
            ben: 403,
            root: 200
        ),
        Access(
            name: "mark no conversation read",
            body: #"{"action": "chat/mark-read", "conversation_id": "none", "reader_type": "user"}"#,
            ana: 404,
            ben: 404,
            root: 404
        ),
        Access(
            name: "close",
            body: #"{"action": "chat/close", "conversation_id": "${c}"}"#,
            ana: 200,
            ben: 403,
            root: 200
        ),
        Access(
            name: "reply",
            body: #"{"action": "chat/reply", "conversation_id": "${c}", "admin_id": "root", "message": "m"}"#,
            ana: 403,
            ben: 403,
            root: 200
        ),
        Access(
            name: "reply as a user",
            body: #"{"action": "chat/reply", "conversation_id": "${c}", "admin_id": "ana", "message": "m"}"#,
            ana: 403,
            ben: 403,
            root: 403
        ),
        Access(name: "all conversations", query: "action=admin/conversations", ana: 403, ben: 403, root: 200),
        Access(name: "all leads", query: "action=admin/leads", ana: 403, ben: 403, root: 200),
        Access(
            name: "decide",
            body: #"{"action": "admin/approve-lead", "lead_id": "l", "status": "reject"}"#,
            ana: 403,
            ben: 403,
            root: 404
        ),
        Access(
            name: "decide, the query routes",
            query: "action=admin/approve-lead",
            body: #"{"lead_id": "l", "action": "reject"}"#,
            ana: 403,
            ben: 403,
            root: 404
        ),
        Access(
            name: "decide, the decision as action",
            body: #"{"lead_id": "l", "action": "reject"}"#,
            ana: 403,
            ben: 403,
            root: 404
        ),
        Access(
            name: "link",
            query: "action=affiliate/get-link&affiliate_id=ana",
            ana: 404,
            ben: 403,
            root: 403
        ),
        Access(
            name: "stats",
            query: "action=affiliate/stats&affiliate_id=ana",
            ana: 200,
            ben: 403,
            root: 403
        ),
        Access(
            name: "a form",
            body: #"{"action": "affiliate/submit-lead", "link_id": "none"}"#,
            nobody: 400,
            ana: 400,
            ben: 400,
            root: 400
        ),
        Access(name: "no action", query: "x=1", nobody: 400, ana: 400, ben: 400, root: 400),
        Access(
            name: "an unknown action",
            query: "action=chat/none",
            nobody: 404,
            ana: 404,
            ben: 404,
            root: 404
        ),
        Access(name: "a body that is no JSON", body: "{", nobody: 400, ana: 400, ben: 400, root: 400),
        Access(
            name: "the wrong method",
            query: "action=chat/conversations&user_id=ana",
            body: "{}",
            nobody: 405,
            ana: 405,
            ben: 405,
            root: 405
        ),
    ]

    @Test("is as the contract says for every action and wire form", arguments: all)
    func access(_ access: Access) async throws {
        let tokens: [(String?, Int)] = [
            (nil, access.nobody), (try await Guarded.token("ana"), access.ana),
            (try await Guarded.token("ben"), access.ben),
            (try await Guarded.token("root", role: "admin"), access.root),
        ]
        for (token, status) in tokens {
            let guarded = try await Guarded()
            let conversation = try await guarded.conversation(of: "ana")
            let query = access.query.replacing("${c}", with: conversation)
            let body = access.body.replacing("${c}", with: conversation)
            let answer =
                body.isEmpty
                ? try await guarded.get(query, token: token)
                : try await guarded.post(body, query: query, token: token)
            #expect(answer.status == status, "\(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    @Test("takes the role from app_metadata or the top of a token, never from what users write themselves")
    func roles() async throws {
        let guarded = try await Guarded()
        for (member, status) in [
            (#""app_metadata":{"role":"admin"}"#, 200), (#""role":"admin""#, 200),
            (#""user_metadata":{"role":"admin"}"#, 403), (#""app_metadata":{"role":"Admin"}"#, 403),
            (#""app_metadata":{"role":["admin"]}"#, 403), (#""app_metadata":"admin""#, 403),
        ] {
            let token = TokenCase.signed(
                TokenCase.header,
                #"{"sub":"x","aud":"authenticated","exp":1800000060,\#(member)}"#
            )
            #expect(try await guarded.get("action=admin/leads", token: token).status == status, "\(member)")
        }
    }

    @Test("compares ids by their bytes")
    func bytes() async throws {
        let guarded = try await Guarded()
        let token = try await Guarded.token("é")
        let query = "action=chat/conversations&user_id="
        #expect(try await guarded.get(query + "%C3%A9", token: token).status == 200)
        #expect(try await guarded.get(query + "e%CC%81", token: token).status == 403)
    }

    @Test("leaves what it refuses undone")
    func nothingDone() async throws {
        let guarded = try await Guarded()
        let conversation = try await guarded.conversation(of: "ana")
        let before = try guarded.store.snapshot().fixture
        for body in [
            #"{"action": "chat/close", "conversation_id": "\#(conversation)"}"#,
            #"{"action": "chat/send", "user_id": "ana", "store_url": "s", "message": "m"}"#,
        ] {
            #expect(try await guarded.post(body, token: try await Guarded.token("ben")).status == 403)
        }
        #expect(try guarded.store.snapshot().fixture == before)
    }

    @Test("lets preflights pass, and answers HEAD without a body")
    func methods() async throws {
        let guarded = try await Guarded()
        let preflight = try await guarded.get("action=admin/leads", method: "OPTIONS")
        #expect(preflight.status == 204)
        let head = try await guarded.get("action=admin/leads", method: "HEAD")
        #expect(head.status == 401)
        #expect(head.body.isEmpty)
        let wrong = try await guarded.get("action=chat/close", method: "GET")
        #expect(wrong.headers["Allow"] == "POST, OPTIONS")
    }
}
