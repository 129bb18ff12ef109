import Gate
import JSON
import Lambda

/// What the mock keeps for itself under `/__understudy/`: its health, its state and its journal.
struct ControlAPI: Sendable {
    /// The path under which everything is.
    static let prefix = "/__understudy"

    let state: (any StatefulEndpoint)?
    let journal: Journal
    let hostGuard: HostGuard
    let fixture: @Sendable (String) throws(StateError) -> JSONValue

    /// What a path asks of the control API, such as `health`; `nil` for a path that is the function's.
    ///
    /// A base URL that ends in a slash and a path that begins with one make two, which count as one.
    static func name(in path: String) -> String? {
        let path = "/" + path.drop { $0 == "/" }
        guard path != prefix else { return "" }
        return path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count + 1)) : nil
    }

    /// The answer to a request that may not use the control API, whatever its body is; `nil` for others.
    func refusal(of request: LambdaRequest) -> LambdaResponse? {
        let hosts = request.headers.values(for: "Host")
        guard hostGuard.allows(hosts: hosts) else {
            let host = hosts.isEmpty ? "none" : hosts.joined(separator: ", ")
            return refusal("the control API does not answer to the host '\(host)'", isHost: true)
        }
        guard
            let origin = request.headers.values(for: "Origin").first(where: { !hostGuard.allows(origin: $0) })
        else { return nil }
        return refusal("the control API does not answer to pages of \(origin)", isHost: false)
    }

    /// Answers a request, with what a page of a local origin needs to read it.
    func respond(to request: LambdaRequest) async -> LambdaResponse {
        if let refusal = refusal(of: request) { return refusal }
        var response = await answer(request)
        if let origin = request.headers["Origin"] {
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
        }
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    private func answer(_ request: LambdaRequest) async -> LambdaResponse {
        let query = QueryString(parsing: request.rawQuery)
        let name = Self.name(in: request.path) ?? ""
        switch (request.method, name) {
        case ("OPTIONS", _): return preflight
        case ("GET", "health"), ("HEAD", "health"): return .json(200, ["status": "ok"])
        case ("POST", "reset"): return await change { (state) throws(StateError) in try await state.reset() }
        case ("PUT", "fixture"), ("POST", "fixture"): return await load(request, name: query["name"])
        case ("GET", "state"): return await dump()
        case ("GET", "journal"): return journal(limit: query["limit"])
        case ("DELETE", "journal"):
            journal.clear()
            return .json(200, ["success": true])
        default: return unknown(request, name: name)
        }
    }

    private func load(_ request: LambdaRequest, name: String?) async -> LambdaResponse {
        await change { (state) throws(StateError) in
            if let name, !name.isEmpty {
                try await state.load(try fixture(name))
                return
            }
            do {
                try await state.load(try JSONValue(parsing: request.body))
            } catch let error as StateError {
                throw error
            } catch {
                throw StateError("the body is not JSON: \(error); send a fixture, or name one by ?name=demo")
            }
        }
    }

    private func change(
        _ change: (any StatefulEndpoint) async throws(StateError) -> Void
    ) async -> LambdaResponse {
        guard let state else { return stateless }
        do throws(StateError) {
            try await change(state)
            return .json(200, ["success": true])
        } catch {
            return .json(400, ["success": false, "error": .string(error.description)])
        }
    }

    private func dump() async -> LambdaResponse {
        guard let state else { return stateless }
        do throws(StateError) {
            return .json(200, try await state.dump())
        } catch {
            return .json(500, ["success": false, "error": .string(error.description)])
        }
    }

    private func journal(limit: String?) -> LambdaResponse {
        let entries: [JournalEntry]
        if let limit, !limit.isEmpty {
            guard let limit = Int(limit), limit > 0 else {
                return .json(
                    400,
                    ["success": false, "error": "limit is not a whole number of at least 1; use ?limit=20"]
                )
            }
            entries = journal.newest(limit)
        } else {
            entries = journal.newest()
        }
        return .json(
            200,
            [
                "recorded": .number(JSONNumber(journal.recorded)),
                "entries": .array(entries.map(\.json)),
            ]
        )
    }

    private var stateless: LambdaResponse {
        .json(
            501,
            ["success": false, "error": "this endpoint keeps no state that could be read or replaced"]
        )
    }

    private var preflight: LambdaResponse {
        LambdaResponse(
            status: 204,
            headers: [
                "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
                "Access-Control-Allow-Headers": "Content-Type",
            ]
        )
    }

    private func refusal(_ text: String, isHost: Bool) -> LambdaResponse {
        let remedy =
            isHost ? "call it as localhost, or allow the name by --control-host" : "call it from this machine"
        return .json(403, ["success": false, "error": .string("\(text); \(remedy)")])
    }

    private func unknown(_ request: LambdaRequest, name: String) -> LambdaResponse {
        let methods = ["health": "GET", "reset": "POST", "fixture": "PUT, POST", "state": "GET"]
        let allowed = methods[name] ?? (name == "journal" ? "GET, DELETE" : nil)
        if let allowed {
            return .json(
                405,
                ["success": false, "error": .string("\(name) takes \(allowed), not \(request.method)")],
                headers: ["Allow": allowed]
            )
        }
        let text =
            "the control API has no '\(name)'; it has GET health, POST reset, PUT fixture, GET state, GET journal "
            + "and DELETE journal under \(Self.prefix)/"
        return .json(404, ["success": false, "error": .string(text)])
    }
}
