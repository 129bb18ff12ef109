import JSON
import Lambda
import Sessions

/// `journal`: what was asked of the session and answered, newest first; `journal/har`: the same as an HTTP archive.
struct JournalResource: ControlResource {
    static let name = "journal"

    /// How the server is spoken to: `http` or `https`.
    let scheme: String

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        let session = try request.session()
        let journal = session.journal
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
        case ("GET", ["har"]):
            let host = request.headers["Host"] ?? "localhost"
            let export = HARExport(baseURL: "\(scheme)://\(host)/s/\(session.name)")
            var answer = ControlAnswer.json(export.archive(of: journal.newest()))
            // A session's name has no character that a quoted string would have to escape.
            answer.response.headers["Content-Disposition"] = "attachment; filename=\"\(session.name).har\""
            return answer
        case (_, ["har"]):
            throw .method(request, allowed: ["GET"])
        case (_, []):
            throw .method(request, allowed: ["GET", "DELETE"])
        default:
            throw .nothing(at: request, but: "journal")
        }
    }
}
