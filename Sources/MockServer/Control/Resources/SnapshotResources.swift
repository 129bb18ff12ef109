import Contracts
import JSON
import Sessions
import Tables

/// `reset`: restores the session's initial state.
struct ResetResource: ControlResource {
    static let name = "reset"
    static let usesRecords = true

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "POST" else { throw .method(request, allowed: ["POST"]) }
        let session = try request.session()
        try asControl { () throws(SessionError) in try session.reset() }
        return .success
    }
}

/// `fixture`: replaces the session's state by a fixture, from `?name=` or the body.
struct FixtureResource: ControlResource {
    static let name = "fixture"
    static let usesRecords = true

    let snapshots: SnapshotReader

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard ["PUT", "POST"].contains(request.method) else {
            throw .method(request, allowed: ["PUT", "POST"])
        }
        let snapshot: SessionSnapshot
        if let name = request.parameter("name") {
            snapshot = try snapshots.snapshot(named: name)
        } else {
            snapshot = try snapshots.snapshot(try request.json())
        }
        let session = try request.session()
        try asControl { () throws(SessionError) in try session.load(snapshot) }
        return .success
    }
}

/// `state`: the session's state as a fixture.
struct StateResource: ControlResource {
    static let name = "state"
    static let usesRecords = true

    let contract: CurrentContract

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let snapshot = try request.session().snapshot
        do throws(TableStoreError) {
            return .json(try snapshot.fixture(of: contract.contract.tables))
        } catch {
            throw ControlError(503, error.description)
        }
    }
}

/// `snapshots`: saves the state under a name, and restores it.
struct SnapshotResource: ControlResource {
    static let name = "snapshots"
    static let usesRecords = true
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

/// `rewind?before=N`: restores the state before a request.
struct RewindResource: ControlResource {
    static let name = "rewind"
    static let usesRecords = true

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
