/// Why there is no such session, or no new one.
public enum SessionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name has characters that a session's name cannot have, or too many.
    case invalidName(String)
    /// There is no session of the name.
    case unknown(SessionName)
    /// There is one already.
    case exists(SessionName)
    /// There are as many as there may be, and all of them are in use.
    case tooMany(limit: Int)
    /// The session everyone else uses cannot be taken away.
    case standardStays
    /// There is no snapshot of the name.
    case unknownSnapshot(String, known: [String])
    /// There are as many snapshots as there may be.
    case tooManySnapshots(limit: Int)
    /// The request is none that the session remembers.
    case unknownRequest(Int, oldest: Int, newest: Int)
    /// The fixture cannot be played.
    case fixture(String)

    /// What is wrong and what to do, on one line.
    public var description: String {
        switch self {
        case .invalidName(let name):
            "'\(name.prefix(80))' cannot be a session's name: use 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.', the first "
                + "one no dot"
        case .unknown(let name):
            "there is no session '\(name)'; it is made by its first request, or by PUT sessions/\(name)"
        case .exists(let name):
            "there is a session '\(name)' already; reset it, delete it, or choose another name"
        case .tooMany(let limit):
            "there are \(limit) sessions, the most there may be; delete one, or raise --sessions"
        case .standardStays:
            "the default session cannot be deleted; reset it instead"
        case .unknownSnapshot(let name, let known):
            "there is no snapshot '\(name)'; "
                + (known.isEmpty ? "make one first" : "use one of \(known.joined(separator: ", "))")
        case .tooManySnapshots(let limit):
            "there are \(limit) snapshots, the most there may be; forget one first"
        case .unknownRequest(let number, let oldest, let newest):
            newest == 0
                ? "there was no request \(number): the session has answered none yet"
                : "request \(number) is not remembered; use one from \(oldest) to \(newest)"
        case .fixture(let reason):
            reason
        }
    }
}
