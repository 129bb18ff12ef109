import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

/// A service that `init` makes of an OpenAPI document, and the life of one of its records.
struct ImportedService: Sendable, CustomTestStringConvertible {
    /// The folder of the document in `Tests/OpenAPITests/Documents`.
    let name: String
    /// The path of a collection; `nil` where the document has none.
    var collection: String?
    /// The body that creates a record, by `POST` to the collection, or by `PUT` to its place where it has one.
    var body: JSONValue = .null
    /// The path that a `PUT` creates a record at.
    var place: String?
    /// Where an answer shows the record, and the name of its key.
    var record = JSONPointer()
    var key = "id"
    /// The method and body of a change, and the member that it changes.
    var change: (method: String, body: JSONValue, member: String)?
    /// Where the list's answer shows the records.
    var list = JSONPointer()

    static let all = [
        ImportedService(
            name: "petshop",
            collection: "/pets",
            body: ["name": "Rex", "kind": "dog", "age": 3, "status": "available"],
            change: ("PATCH", ["age": 4], "age"),
            list: JSONPointer(tokens: ["items"])
        ),
        ImportedService(
            name: "shelf",
            collection: "/books",
            body: ["isbn": "978-3", "title": "Ships", "pages": 120],
            key: "isbn",
            change: ("PUT", ["title": "Ships", "pages": 121], "pages")
        ),
        ImportedService(
            name: "projects",
            collection: "/api/projects",
            body: ["name": "Move"],
            record: JSONPointer(tokens: ["data"]),
            list: JSONPointer(tokens: ["data"])
        ),
        ImportedService(
            name: "tickets",
            collection: "/v2/tickets",
            body: ["subject": "The printer burns", "contact": ["email": "ana@example.com"]],
            key: "ticket_id",
            change: ("PATCH", ["state": "closed"], "state"),
            list: JSONPointer(tokens: ["tickets"])
        ),
        ImportedService(
            name: "devices",
            collection: "/devices",
            body: ["name": "Oven"],
            place: "/devices/oven-1",
            key: "serial",
            change: ("PUT", ["name": "Stove"], "name"),
            list: JSONPointer(tokens: ["devices"])
        ),
        ImportedService(name: "newsletter"),
        ImportedService(name: "rpc"),
        ImportedService(
            name: "things",
            collection: "/things7",
            body: ["name": "Seven", "rank": 1],
            change: ("PUT", ["name": "Seven", "rank": 2], "rank")
        ),
    ]

    var testDescription: String { name }

    /// Writes the service's folder into another one.
    ///
    /// - Returns: Its path, and what `init` said.
    func made(in scratch: TemporaryFolder) async throws -> (folder: URL, output: String) {
        let documents = ProjectFolder.root.appending(path: "Tests/OpenAPITests/Documents/\(name)")
        var document = documents.appending(path: "openapi.json")
        if !FileManager.default.fileExists(atPath: document.path) {
            document = documents.appending(path: "openapi.yaml")
        }
        if name == "things" {
            document = scratch.url.appending(path: "things.json")
            try Data(LargeDocument.text.utf8).write(to: document)
        }
        let made = try await Program.run(["init", "--from", document.path, name], in: scratch.url)
        #expect(made.exitCode == 0, "\(made.output)\(made.error)")
        return (scratch.url.appending(path: name), made.output)
    }

    /// Creates a record, reads, lists, changes and deletes it, and reads it again.
    func live(at url: String) async throws {
        guard let collection else { return }
        try await HTTPEndpoint.whileOpen(HTTPEndpoint(try EndpointURL(url))) { endpoint in
            func send(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> (
                status: Int, body: JSONValue
            ) {
                var request = LambdaRequest(method: method, path: path)
                // Keys as 'init' writes them; services without keys ignore them.
                request.headers["X-Api-Key"] = "test-key-one"
                request.rawQuery = "api_key=test-key-one"
                if let body {
                    let type =
                        method == "PATCH" && name == "tickets"
                        ? "application/merge-patch+json" : "application/json"
                    request.headers["Content-Type"] = type
                    request.body = body.serialized()
                }
                let response = try await endpoint.send(request)
                return (response.status, (try? JSONValue(parsing: response.body)) ?? .null)
            }
            let created = try await send(place == nil ? "POST" : "PUT", place ?? collection, body)
            #expect([200, 201].contains(created.status), "\(created.body.compactText)")
            let id = try #require(created.body[record]?[key], "\(created.body.compactText)")
            let item = "\(collection)/\(id.stringValue ?? id.compactText)"
            let read = try await send("GET", item)
            #expect(read.status == 200)
            #expect(read.body[record] == created.body[record])
            let listed = try await send("GET", collection)
            #expect(
                listed.body[list]?.arrayValue?.contains { $0[key] == id } == true,
                "\(listed.body.compactText)"
            )
            if let change {
                let changed = try await send(change.method, item, change.body)
                #expect(changed.status == 200, "\(changed.body.compactText)")
                let seen = try await send("GET", item)
                #expect(seen.body[record]?[change.member] == change.body[change.member])
                #expect(seen.body[record]?[key] == id)
            }
            #expect([200, 204].contains(try await send("DELETE", item).status))
            #expect(try await send("GET", item).status == 404)
        }
    }
}
