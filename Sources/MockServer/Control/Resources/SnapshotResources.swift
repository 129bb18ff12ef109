import JSON
import Sessions

/// `reset`: goes back to the world with which the session began.
struct ResetResource: ControlResource {
    static let name = "reset"

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "POST" else { throw .method(request, allowed: ["POST"]) }
        try request.session().reset()
        return .success
    }
}

/// `fixture`: puts a fixture in the place of the session's world, by `?name=` or as the body.
struct FixtureResource: ControlResource {
    static let name = "fixture"

    let worlds: SnapshotReader

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard ["PUT", "POST"].contains(request.method) else {
            throw .method(request, allowed: ["PUT", "POST"])
        }
        let world: SessionSnapshot
        if let name = request.parameter("name") {
            world = try worlds.world(named: name)
        } else {
            world = try worlds.world(try request.json())
        }
        try request.session().load(world)
        return .success
    }
}

/// `state`: the session's world as a fixture.
struct StateResource: ControlResource {
    static let name = "state"

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        return .json(try request.session().world.fixture)
    }
}

/// `snapshots`: remembers worlds under names, and goes back to them.
struct SnapshotResource: ControlResource {
    static let name = "snapshots"
    static let depth = 2

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        let session = try request.session()
        switch (request.method, request.path.count) {
        case ("GET", 0):
            return .json(["snapshots": .array(session.snapshots.map(JSONValue.string))])
        case ("POST", 0):
            let name = try request.required("name", example: "before-checkout")
            try asControl { () throws(SessionError) in try session.takeSnapshot(name) }
        case ("DELETE", 1):
            try asControl { () throws(SessionError) in try session.forget(snapshot: request.path[0]) }
        case ("POST", 2) where request.path[1] == "restore":
            try asControl { () throws(SessionError) in try session.restore(snapshot: request.path[0]) }
        case (_, 0):
            throw .method(request, allowed: ["GET", "POST"])
        case (_, 1):
            throw .method(request, allowed: ["DELETE"])
        case (_, 2) where request.path[1] == "restore":
            throw .method(request, allowed: ["POST"])
        default:
            throw .nothing(at: request, but: "snapshots, snapshots/NAME and snapshots/NAME/restore")
        }
        return .success
    }
}

/// `rewind?before=N`: goes back to the world as it was before a request.
struct RewindResource: ControlResource {
    static let name = "rewind"

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "POST" else { throw .method(request, allowed: ["POST"]) }
        guard let number = try request.number("before", atLeast: 1) else {
            throw ControlError(400, "rewind needs ?before=N, the number of a request in the journal")
        }
        let session = try request.session()
        try asControl { () throws(SessionError) in try session.rewind(toBefore: number) }
        return .success
    }
}
