import Behaviour
import Contracts
import Foundation
import JSON
import JSONSchema
import Lambda
import Tables
import TestSupport
import Testing

@Suite("A behaviour of a service that takes its users from tokens or keys")
struct SenderTests {
    private static func contract(
        _ service: String,
        _ changed: (inout Service) -> Void = { _ in },
        action changedAction: (inout Action) -> Void = { _ in }
    ) throws -> Contract {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/\(service)/contract").path
        return try ContractFolder.load(folder).with(service: changed, action: changedAction)
    }

    private static func endpoint(_ contract: Contract) -> BehaviourEndpoint {
        let store = InMemoryStore(contract.tables.map(\.definition))
        return BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
    }

    /// A request for an account, with a member that claims to be somebody else.
    private static func opening(
        _ headers: [HeaderField],
        body: String = #"{"name": "Household", "currency": "EUR", "user_id": "eve"}"#
    ) -> LambdaRequest {
        LambdaRequest(
            method: "POST",
            path: "/",
            headers: HeaderFields([HeaderField("X-Amz-Target", "Purse_20260101.CreateAccount")] + headers),
            body: Array(body.utf8)
        )
    }

    private static func token(_ payload: String) -> HeaderField {
        let text = Data(payload.utf8).base64EncodedString().replacing("=", with: "")
        return HeaderField("Authorization", "Bearer e30.\(text).signature")
    }

    @Test("sees the claim that the contract names, and never a member of that name")
    func claims() async throws {
        let endpoint = Self.endpoint(try Self.contract("purse"))
        let response = await endpoint.send(Self.opening([Self.token(#"{"sub": "ana"}"#)]))
        #expect(response.status == 200)
        #expect(try JSONValue(parsing: response.body)["owner"] == "ana")
        let other = await endpoint.send(Self.opening([Self.token(#"{"sub": "ben"}"#)]))
        #expect(try JSONValue(parsing: other.body)["owner"] == "ben")
    }

    @Test(
        "refuses what names no sender with 401, in the contract's error shape",
        arguments: [
            [], [HeaderField("Authorization", "Basic YW5h")], [HeaderField("Authorization", "Bearer a.b")],
            [HeaderField("Authorization", "Bearer a.!.c")], [token("{}")], [token("no JSON")],
        ]
    )
    func nobody(headers: [HeaderField]) async throws {
        let contract = try Self.contract("purse")
        let response = await Self.endpoint(contract).send(Self.opening(headers))
        #expect(response.status == 401)
        #expect(contract.service.error.isValid(try JSONValue(parsing: response.body)))
    }

    @Test("sees whose a key is where the service knows keys instead")
    func keys() async throws {
        let contract = try Self.contract("purse") { service in
            service.authorization = nil
            let key = APIKeys.Key(value: "k1", subject: "ana")
            service.apiKeys = APIKeys(place: .header("X-Api-Key"), keys: [key])
        }
        let endpoint = Self.endpoint(contract)
        let response = await endpoint.send(Self.opening([HeaderField("X-Api-Key", "k1")]))
        #expect(try JSONValue(parsing: response.body)["owner"] == "ana")
        let unknown = await endpoint.send(Self.opening([HeaderField("X-Api-Key", "k2")]))
        #expect(unknown.status == 401)
        let several = [HeaderField("X-Api-Key", "k1"), HeaderField("X-Api-Key", "k2")]
        #expect(await endpoint.send(Self.opening(several)).status == 401)
    }

    @Test("knows whose a key is by the key itself where the contract lists none")
    func anyKey() async throws {
        let contract = try Self.contract("purse") { service in
            service.authorization = nil
            service.apiKeys = APIKeys(place: .header("X-Api-Key"))
        }
        let endpoint = Self.endpoint(contract)
        for key in ["k1", "k2"] {
            let response = await endpoint.send(Self.opening([HeaderField("X-Api-Key", key)]))
            #expect(try JSONValue(parsing: response.body)["owner"] == .string(key))
        }
        #expect(await endpoint.send(Self.opening([HeaderField("X-Api-Key", "")])).status == 401)
    }

    @Test("refuses a token that lacks the claim which the service says is the user")
    func subject() async throws {
        let place = JSONPointer(tokens: ["user", "id"])
        let contract = try Self.contract("purse") {
            $0.authorization?.subject = place
        } action: {
            $0.authorization?.claims["user_id"] = place
        }
        let endpoint = Self.endpoint(contract)
        let token = Self.token(#"{"sub": "eve", "user": {"id": "ana"}}"#)
        let response = await endpoint.send(Self.opening([token]))
        #expect(try JSONValue(parsing: response.body)["owner"] == "ana")
        #expect(await endpoint.send(Self.opening([Self.token(#"{"sub": "eve"}"#)])).status == 401)
    }

    @Test(
        "answers and refuses with the headers that the contract requires with any value, another one each time"
    )
    func opaqueHeaders() async throws {
        let endpoint = Self.endpoint(try Self.contract("purse"))
        let responses = [
            await endpoint.send(Self.opening([Self.token(#"{"sub": "ana"}"#)])),
            await endpoint.send(Self.opening([Self.token(#"{"sub": "ana"}"#)])),
            await endpoint.send(Self.opening([])), await endpoint.send(Self.opening([])),
            await endpoint.send(Self.opening([], body: "[]")),
            await endpoint.send(Self.opening([], body: "[]")),
        ]
        #expect(responses.map(\.status) == [200, 409, 401, 401, 400, 400])
        let values = responses.compactMap { $0.headers["X-Request-Id"].flatMap(UUID.init(uuidString:)) }
        #expect(Set(values).count == 6)
    }

    @Test(
        "names the next page in Link, without the key of the request",
        arguments: [APIKeys.Place.header("X-Api-Key"), .query("key")]
    )
    func link(place: APIKeys.Place) async throws {
        let contract = try Self.contract("planner") { $0.apiKeys?.place = place }
        let endpoint = Self.endpoint(contract)
        for number in 1...5 {
            let response = await endpoint.send(
                LambdaRequest(
                    method: "POST",
                    path: "/projects",
                    body: Array(#"{"owner": "ana & ben", "name": "Project \#(number)"}"#.utf8)
                )
            )
            #expect(response.status == 201)
        }
        let action = try #require(contract.action(named: "list_projects"))
        var arguments: JSONObject? = ["owner": "ana & ben", "limit": 2, "status": "active"]
        var query = "owner=ana%20%26%20ben&limit=2&status=active&key=secret-1"
        var names: [[String]] = []
        while arguments != nil, names.count < 9 {
            let request = LambdaRequest(method: "GET", path: "/projects", rawQuery: query)
            let response = await endpoint.send(request)
            let body = try JSONValue(parsing: response.body)
            names.append((body.arrayValue ?? []).compactMap { $0["name"]?.stringValue })
            let link = response.headers["Link"]
            if case .query = place { #expect(link?.contains("secret-1") != true) }
            arguments = contract.nextPage(
                of: action,
                after: arguments ?? JSONObject(),
                status: response.status,
                headers: response.headers,
                body: body
            )
            #expect((arguments == nil) == (link == nil))
            if let next = arguments {
                #expect(next["owner"] == "ana & ben" && next["limit"] == 2 && next["status"] == "active")
                // Without a path it stays in the session and behind the prefix of its request.
                #expect(link?.hasPrefix("<?") == true)
                let target = try #require(link?.split(separator: ">").first?.split(separator: "?").last)
                query = String(target)
            }
        }
        #expect(names.map(\.count) == [2, 2, 1])
        #expect(names.flatMap(\.self) == (1...5).map { "Project \($0)" })
    }
}
