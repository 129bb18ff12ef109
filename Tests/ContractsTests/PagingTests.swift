import Contracts
import JSON
import Lambda
import TestSupport
import Testing

@Suite("The next page of a list")
struct PagingTests {
    private static func contract() throws -> Contract {
        var files = DepotFolder.files(routing: nil)
        files["service.json"] = files["service.json"]?.replacing(
            #""service": "depot","#,
            with: #""service": "depot", "conventions": {"cursor": "from", "link": true},"#
        )
        for (name, path) in [
            ("overview", "/"), ("list_parcels", "/parcels"), ("list_shelf", "/shelves/{shelf}"),
        ] {
            files["actions/\(name).json"] = DepotFolder.action(
                name,
                "GET",
                path: path,
                #""query": {"type": "object", "properties": {"from": {"type": "string"}, "word": {"type": "string"}}}"#
            )
        }
        return try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.load(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    @Test(
        "is found by a Link, whose reference is relative to the request",
        arguments: [
            ("<?from=b>; rel=\"next\"", ["shelf": "x", "word": "w", "from": "b"]),
            ("<?word=v&from=b>; rel=next", ["shelf": "x", "word": "v", "from": "b"]),
            ("</shelves/y?from=b>; rel=\"next\"", ["shelf": "y", "word": "w", "from": "b"]),
            (
                "<https://example.com/shelves/y?from=b>; rel=\"next\"",
                ["shelf": "y", "word": "w", "from": "b"]
            ),
            ("</stage/shelves/x?from=b>; rel=\"next\"", ["shelf": "x", "word": "w", "from": "b"]),
            ("</?from=c>; rel=\"prev\", <?from=b>; rel=\"next\"", ["shelf": "x", "word": "w", "from": "b"]),
            ("<?from=b>; rel=\"prev\"", nil), ("<>; rel=\"next\"", nil), ("<?>; rel=\"next\"", nil),
        ] as [(String, JSONObject?)]
    )
    func link(_ link: String, arguments: JSONObject?) throws {
        let contract = try Self.contract()
        let found = contract.nextPage(
            of: try #require(contract.action(named: "list_shelf")),
            after: ["shelf": "x", "word": "w", "from": "a"],
            status: 200,
            headers: ["Link": link],
            body: []
        )
        #expect(found.map(JSONValue.object) == arguments.map(JSONValue.object))
    }
}
