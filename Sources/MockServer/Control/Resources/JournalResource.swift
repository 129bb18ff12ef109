import JSON
import Lambda
import Sessions
import Tables

/// `journal`: the session's requests and answers, newest first; `journal/har`: the same as an HTTP archive;
/// `journal/scenario`: the same as a scenario file of the contract folder.
struct JournalResource: ControlResource {
    static let name = "journal"
    static let depth = 1

    /// The scheme of the server's URL: `http` or `https`.
    let scheme: String
    let contract: CurrentContract

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
            guard request.query.parameters.isEmpty else {
                throw ControlError(
                    400,
                    "the journal can only be cleared as a whole; use DELETE without a query"
                )
            }
            journal.clear()
            return .success
        case ("GET", ["har"]):
            let host = request.headers["Host"] ?? "localhost"
            let export = HARExport(origin: "\(scheme)://\(host)")
            var answer = ControlAnswer.json(export.archive(of: journal.newest()))
            // A session name contains no character that needs escaping in a quoted string.
            answer.response.headers["Content-Disposition"] = "attachment; filename=\"\(session.name).har\""
            return answer
        case ("GET", ["scenario"]):
            return try scenario(request, session)
        case (_, ["har"]), (_, ["scenario"]):
            throw .method(request, allowed: ["GET"])
        case (_, []):
            throw .method(request, allowed: ["GET", "DELETE"])
        default:
            throw .nothing(at: request, but: "journal")
        }
    }

    private func scenario(_ request: ControlRequest, _ session: Session) throws(ControlError) -> ControlAnswer
    {
        let name = request.parameter("name") ?? "recorded in \(session.name)"
        let file: JSONValue?
        do throws(TableStoreError) {
            file = try session.recording.flatMap { (recording) throws(TableStoreError) in
                try ScenarioExport(contract.contract).file(
                    named: name,
                    of: recording.entries,
                    startingFrom: recording.start
                )
            }
        } catch {
            throw ControlError(503, error.description)
        }
        guard let file else {
            throw ControlError(
                404,
                "the journal has no request that could be a step; send requests first, and do not edit the session's tables afterwards"
            )
        }
        var answer = ControlAnswer.json(file)
        answer.response.body = Array(file.prettyText().utf8)
        let stem = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        answer.response.headers["Content-Disposition"] = "attachment; filename=\"\(stem).json\""
        return answer
    }
}
