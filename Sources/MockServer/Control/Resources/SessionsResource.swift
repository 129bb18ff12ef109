import FaultInjection
import JSON
import Sessions
import Tables

/// `sessions`: lists the sessions; `sessions/NAME`: creates, returns or deletes one.
struct SessionsResource: ControlResource {
    static let name = "sessions"
    static let depth = 1
    static let isOfSession = false

    let registry: SessionRegistry
    let snapshots: SnapshotReader

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard let text = request.path.first else {
            guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
            return .json([
                "limit": .number(JSONNumber(registry.options.limit)),
                "sessions": .array(registry.sessions.map(\.json)),
            ])
        }
        let name = try asControl { () throws(SessionError) in try SessionName(text) }
        switch request.method {
        case "GET":
            return .json(try asControl { () throws(SessionError) in try registry.existing(name) }.json)
        case "PUT":
            let snapshot = try initialSnapshot(for: request)
            let session = try asControl { () throws(SessionError) in try registry.make(name, from: snapshot) }
            return .json(session.json, status: 201)
        case "DELETE":
            try asControl { () throws(SessionError) in try registry.delete(name) }
            return .success
        default:
            throw .method(request, allowed: ["GET", "PUT", "DELETE"])
        }
    }

    /// Returns the initial state of a new session: a named fixture, the one in the body, or `nil` for the default.
    private func initialSnapshot(for request: ControlRequest) throws(ControlError) -> SessionSnapshot? {
        guard !request.body.isEmpty else { return nil }
        let body = try request.json()
        if body["tables"] != nil { return try snapshots.snapshot(body) }
        guard let object = body.objectValue, object.count <= 1,
            let name = object.isEmpty ? "" : body["fixture"]?.stringValue
        else {
            throw ControlError(
                400,
                #"send {"fixture": "demo"}, a whole fixture, or no body for the default fixture"#
            )
        }
        return object.isEmpty ? nil : try snapshots.snapshot(named: name)
    }
}

/// `fork?to=NAME`: creates a session from the current state of this one.
struct ForkResource: ControlResource {
    static let name = "fork"
    static let usesRecords = true

    let registry: SessionRegistry

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "POST" else { throw .method(request, allowed: ["POST"]) }
        let text = try request.required("to", example: "copy")
        let origin = try request.session()
        let snapshot = origin.snapshot
        let fork = try asControl { () throws(SessionError) in
            try registry.make(SessionName(text), from: snapshot)
        }
        // A change of the motion alone cannot fail, because it does not change the time.
        try? fork.clock.change(motion: origin.clock.motion)
        return .json(fork.json, status: 201)
    }
}

extension Session {
    /// The session as the control API returns it.
    var json: JSONValue {
        let tables = snapshot.tables
        var counts = JSONObject()
        for definition in tables.definitions {
            counts[definition.name] = .number(JSONNumber((try? tables.count(of: definition.name)) ?? 0))
        }
        return [
            "name": .string(name.description),
            "fixture": .string(origin),
            "requests": .number(JSONNumber(requests)),
            "idleSeconds": .number(JSONNumber(idleSeconds)),
            "clock": clock.json,
            "snapshots": .array(snapshots.map(JSONValue.string)),
            "faults": .number(JSONNumber(faults.rules.count)),
            "changes": .number(JSONNumber(feed.last)),
            "tables": .object(counts),
        ]
    }
}
