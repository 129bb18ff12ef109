import Commands
import Foundation
import JSON
import Lambda
import Tables

/// Two actions over one table: a note is added, and read by its id.
struct NotebookBackend: Endpoint {
    private enum Failure: Error {
        case refused(Int, String)
    }

    let environment: ReferenceEnvironment

    func send(_ request: LambdaRequest) async -> LambdaResponse {
        var response = await answer(request)
        response.headers.append("Access-Control-Allow-Origin", "*")
        if request.method == "OPTIONS" {
            response.headers.append("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
            response.headers.append("Access-Control-Allow-Headers", "Content-Type")
        }
        if request.method == "HEAD" { response.body = [] }
        return response
    }

    private func answer(_ request: LambdaRequest) async -> LambdaResponse {
        do {
            if request.method == "OPTIONS" { return Self.response(200, [:]) }
            let body = try Self.body(of: request)
            let query = QueryString(parsing: request.rawQuery)
            switch query["action"] ?? body["action"]?.stringValue {
            case "note/add": return try await add(body)
            case "note/get": return try await get(query["note_id"] ?? "")
            default: throw Failure.refused(400, "there is no such action")
            }
        } catch Failure.refused(let status, let reason) {
            return Self.response(status, ["error": .string(reason)])
        } catch {
            return Self.response(500, ["error": .string("\(error)")])
        }
    }

    private func add(_ body: JSONValue) async throws -> LambdaResponse {
        guard let text = body["text"]?.stringValue, !text.isEmpty else {
            throw Failure.refused(400, "text must be a string that is not empty")
        }
        let identifier = environment.idSeed().map { "note-\($0)" } ?? UUID().uuidString
        let item: Item = [
            "note_id": .string(identifier), "text": .string(text),
            "created_at": .number(JSONNumber(environment.now())),
        ]
        do throws(TableStoreError) {
            try await environment.store.write(.put(item, in: "Notes"))
        } catch {
            guard case .itemTooLarge = error else { throw error }
            throw Failure.refused(400, "text is too long")
        }
        return Self.response(200, ["note_id": .string(identifier)])
    }

    private func get(_ identifier: String) async throws -> LambdaResponse {
        guard !identifier.isEmpty else { throw Failure.refused(400, "note_id is required") }
        guard identifier.utf8.count <= 2_048 else { throw Failure.refused(404, "there is no such note") }
        guard let note = try await environment.store.item(for: Key(.string(identifier)), in: "Notes") else {
            throw Failure.refused(404, "there is no such note")
        }
        return Self.response(200, ["note": .object(note)])
    }

    private static func body(of request: LambdaRequest) throws -> JSONValue {
        guard !request.body.isEmpty else { return [:] }
        guard let body = try? JSONValue(parsing: request.body), body.objectValue != nil else {
            throw Failure.refused(400, "the body must be a JSON object")
        }
        return body
    }

    private static func response(_ status: Int, _ body: JSONValue) -> LambdaResponse {
        LambdaResponse(
            status: status,
            headers: ["Content-Type": "application/json"],
            body: Array(body.compactText.utf8)
        )
    }
}
