/// An error of the session registry or of a session.
public enum SessionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name is invalid.
    case invalidName(String)
    /// There is no session with that name.
    case unknown(SessionName)
    /// There is a session with that name already.
    case exists(SessionName)
    /// The session limit is reached, and all sessions are in use.
    case tooMany(limit: Int)
    /// The default session cannot be deleted.
    case standardStays
    /// There is no snapshot with that name.
    case unknownSnapshot(String, known: [String])
    /// The snapshot limit is reached.
    case tooManySnapshots(limit: Int)
    /// There is no checkpoint for that request.
    case unknownRequest(Int, oldest: Int, newest: Int)
    /// The fixture cannot be loaded.
    case fixture(String)
    /// The state cannot be kept beyond the end of the process; the session is as it was.
    case notKept(String)

    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .invalidName(let name):
            "'\(name.prefix(80))' is not a valid session name: use 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.', not starting "
                + "with a dot"
        case .unknown(let name):
            "there is no session '\(name)'; it is created by its first request, or by PUT sessions/\(name)"
        case .exists(let name):
            "there is a session '\(name)' already; reset it, delete it, or choose another name"
        case .tooMany(1):
            "there is only the default session; send the request without a session's name"
        case .tooMany(let limit):
            "there are \(limit) sessions, which is the limit; delete one, or raise --sessions"
        case .standardStays:
            "the default session cannot be deleted; reset it instead"
        case .unknownSnapshot(let name, let known):
            "there is no snapshot '\(name)'; "
                + (known.isEmpty ? "create one first" : "use one of \(known.joined(separator: ", "))")
        case .tooManySnapshots(let limit):
            "there are \(limit) snapshots, which is the limit; delete one first"
        case .unknownRequest(let number, let oldest, let newest):
            newest == 0
                ? "there was no request \(number): the session has answered none yet"
                : "request \(number) has no checkpoint any more; use one from \(oldest) to \(newest)"
        case .fixture(let reason), .notKept(let reason):
            reason
        }
    }
}
