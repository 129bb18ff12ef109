import Contracts
import JSON
import Lambda
import OpenAPI
import Synchronization
import Testing
import Verifier
import VerifierEvents

@Suite("A body that is described elsewhere")
struct ReferencedBodyTests {
    /// The members of a pet and of its owner, as a document without references has them.
    private static let members = """
        name: {type: string, minLength: 1, maxLength: 30}, kind: {type: string, enum: [cat, dog]},
        weight: {type: integer, minimum: 1, maximum: 90}, owner: \(owner)
        """
    private static let owner = """
        {type: object, required: [mail], properties: {mail: {type: string, maxLength: 50}, note: {type: string, maxLength: 9}}}
        """

    /// A document whose only operation has a body.
    private static func document(_ body: String, components: String = "", path: String = "/pets") -> String {
        let parameters =
            path.contains("{")
            ? "parameters: [{name: shop, in: path, required: true, schema: {type: string}}], " : ""
        return """
            openapi: 3.1.0
            info: {title: Pets, version: '1'}
            paths: {'\(path)': {post: {operationId: keep, \(parameters)
              requestBody: {required: true, content: {application/json: {schema: \(body), example: {name: Mia, kind: cat, owner: {mail: ana@example.com}}}}},
              responses: {'200': {description: x, content: {application/json: {schema: {type: object}}}}, '400': {description: x}}}}}
            components: {schemas: {\(components)}}
            """
    }

    /// The same body in other words.
    static let others: [(what: String, body: String, components: String)] = [
        (
            "a reference", "{$ref: '#/components/schemas/Pet'}",
            "Pet: {type: object, required: [name, kind], properties: {\(members)}}"
        ),
        (
            "a reference whose members are references", "{$ref: '#/components/schemas/Pet'}",
            """
            Owner: \(owner), Kind: {type: string, enum: [cat, dog]},
            Pet: {type: object, required: [name, kind], properties: {name: {type: string, minLength: 1, maxLength: 30},
              kind: {$ref: '#/components/schemas/Kind'}, weight: {type: integer, minimum: 1, maximum: 90},
              owner: {$ref: '#/components/schemas/Owner'}}}
            """
        ),
        (
            "an allOf of references",
            "{allOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Pet'}]}",
            """
            Named: {type: object, required: [name], properties: {name: {type: string, minLength: 1, maxLength: 30}}},
            Pet: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat, dog]},
              weight: {type: integer, minimum: 1, maximum: 90}, owner: \(owner)}}
            """
        ),
        (
            "a reference to an allOf", "{$ref: '#/components/schemas/Pet'}",
            """
            Named: {type: object, required: [name], properties: {name: {type: string, minLength: 1, maxLength: 30}}},
            Pet: {allOf: [{$ref: '#/components/schemas/Named'}, {type: object, required: [kind], properties: {
              kind: {type: string, enum: [cat, dog]}, weight: {type: integer, minimum: 1, maximum: 90}, owner: \(owner)}}]}
            """
        ),
    ]

    @Test(
        "gets the cases of one that is described in its place, of every member, and as many requests",
        arguments: others.indices,
        ["/pets", "/shops/{shop}/pets"]
    )
    func cases(other: Int, path: String) async throws {
        let other = Self.others[other]
        let body = "{type: object, required: [name, kind], properties: {\(Self.members)}}"
        let plain = try await contract(Self.document(body, path: path))
        let referring = try await contract(
            Self.document(other.body, components: other.components, path: path)
        )
        let expected = cases(of: plain)
        #expect(expected.contains("negative: owner.mail is a number"), "\(expected)")
        #expect(expected.contains("generated: weight at its edges"), "\(expected)")
        #expect(cases(of: referring) == expected, "\(other.what)")
        let action = try #require(referring.action(named: "keep"))
        #expect(Set(action.request.requiredNames).isSuperset(of: ["name", "kind"]))
        let sent = await requests(of: plain)
        #expect(sent > 10)
        #expect(await requests(of: referring) == sent, "\(other.what)")
    }

    @Test("and contains itself is read once")
    func circle() async throws {
        let tree =
            "{type: object, required: [name], properties: {name: {type: string}, left: {$ref: '#/components/schemas/Tree'}}}"
        let contract = try await contract(
            Self.document("{$ref: '#/components/schemas/Tree'}", components: "Tree: \(tree)")
        )
        let request = try #require(contract.action(named: "keep")?.request)
        #expect(request.names == ["name", "left"])
        #expect(request.requiredNames == ["name"])
        #expect(request.schema(of: "left")?["$ref"] != nil)
    }

    private func contract(_ document: String) async throws -> Contract {
        let bytes = Array(document.utf8)
        let conversion = try await OpenAPIConverter { $0 == "api.yaml" ? bytes : nil }.convert("api.yaml")
        return try ContractFolder.load(
            conversion.files.map { ($0.path, Array($0.text.utf8)) },
            in: "Contracts"
        )
    }

    private func cases(of contract: Contract) -> Set<String> {
        Set(
            Verifier(contract: contract, endpoint: CountingEndpoint()).cases.filter { $0.suite == "keep" }
                .map { "\($0.kind.rawValue): \($0.name)" }
        )
    }

    /// How many requests the cases of the members' edges send.
    private func requests(of contract: Contract) async -> Int {
        let endpoint = CountingEndpoint()
        let options = VerifierOptions(only: ["edges"])
        _ = await Verifier(contract: contract, endpoint: endpoint, options: options).run { _ in }
        return endpoint.count.withLock { $0 }
    }
}

/// Answers everything with an empty object, and counts.
private final class CountingEndpoint: Endpoint {
    let count = Mutex(0)

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        count.withLock { $0 += 1 }
        return LambdaResponse(
            status: 200,
            headers: ["Content-Type": "application/json"],
            body: Array("{}".utf8)
        )
    }
}
