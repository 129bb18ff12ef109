import JSON
import Sessions

/// `journal`: what was asked of the session and answered, newest first.
struct JournalResource: ControlResource {
    static let name = "journal"

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        let journal = try request.session().journal
        switch (request.method, request.path) {
        case ("GET", []):
            let entries = journal.newest(
                try request.number("limit", atLeast: 1) ?? .max,
                before: try request.number("before", atLeast: 1) ?? .max
            )
            return .json([
                "recorded": .number(JSONNumber(journal.recorded)), "entries": .array(entries.map(\.json)),
            ])
        case ("DELETE", []):
            journal.clear()
            return .success
        case (_, []):
            throw .method(request, allowed: ["GET", "DELETE"])
        default:
            throw .nothing(at: request, but: "journal")
        }
    }
}
