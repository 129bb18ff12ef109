import JSON
import Sessions
import Tables

/// `streams`: the tables with a change stream; `streams/TABLE?after=N`: the records of the last 24 hours.
struct StreamResource: ControlResource {
    static let name = "streams"
    static let usesRecords = true
    static let depth = 1

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let session = try request.session()
        // What has expired by now belongs to the changes.
        let definitions = session.store.snapshot().definitions.filter { $0.stream != nil }
        guard let name = request.path.first else {
            return .json([
                "streams": .array(
                    definitions.map { definition in
                        [
                            "table": .string(definition.name),
                            "viewType": .string(definition.stream?.rawValue ?? ""),
                        ]
                    }
                )
            ])
        }
        guard definitions.contains(where: { $0.name == name }) else {
            let known = definitions.isEmpty ? "none" : definitions.map(\.name).joined(separator: ", ")
            throw ControlError(404, "there is no stream of a table '\(name)'; tables with a stream: \(known)")
        }
        let limit = try request.number("limit", atLeast: 1) ?? 1_000
        let after = try request.number("after", atLeast: 0) ?? 0
        let records: [ChangeRecord]
        do throws(StreamError) {
            records = try session.feed.stream(of: name, after: after, limit: limit)
        } catch {
            throw ControlError(410, error.description)
        }
        return .json([
            "records": .array(records.map(\.json)),
            "last": .number(JSONNumber(records.last?.sequence ?? after)),
        ])
    }
}
