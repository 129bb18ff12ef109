import JSON
import Sessions
import Tables

/// `sessions`: all of them, and `sessions/NAME`: makes one, shows it, takes it away.
struct SessionsResource: ControlResource {
    static let name = "sessions"
    static let depth = 1
    static let isOfSession = false

    let registry: SessionRegistry
    let worlds: SnapshotReader

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
            let world = try world(for: request)
            let session = try asControl { () throws(SessionError) in try registry.make(name, from: world) }
            return .json(session.json, status: 201)
        case "DELETE":
            try asControl { () throws(SessionError) in try registry.delete(name) }
            return .success
        default:
            throw .method(request, allowed: ["GET", "PUT", "DELETE"])
        }
    }

    /// What a new session begins with: a fixture of a name, one that is sent, or what all others began with.
    private func world(for request: ControlRequest) throws(ControlError) -> SessionSnapshot? {
        guard !request.body.isEmpty else { return nil }
        let body = try request.json()
        if body["tables"] != nil { return try worlds.world(body) }
        guard let object = body.objectValue, object.count <= 1,
            let name = object.isEmpty ? "" : body["fixture"]?.stringValue
        else {
            throw ControlError(
                400,
                #"send {"fixture": "demo"}, a whole fixture, or no body for what all sessions begin with"#
            )
        }
        return object.isEmpty ? nil : try worlds.world(named: name)
    }
}

/// `fork?to=NAME`: makes a session that goes on from where this one is.
struct ForkResource: ControlResource {
    static let name = "fork"

    let registry: SessionRegistry

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "POST" else { throw .method(request, allowed: ["POST"]) }
        let text = try request.required("to", example: "copy")
        let origin = try request.session()
        let world = origin.world
        let fork = try asControl { () throws(SessionError) in
            try registry.make(SessionName(text), from: world)
        }
        // A motion alone is no time that there could not be.
        try? fork.clock.change(motion: origin.clock.motion)
        return .json(fork.json, status: 201)
    }
}

extension Session {
    /// The session as the control API shows it.
    var json: JSONValue {
        let tables = world.tables
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
