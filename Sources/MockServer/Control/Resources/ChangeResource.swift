import JSON
import Lambda
import Sessions
import Tables

/// `changes?after=N`: the changes of the session's tables, as a list of records or as an event stream.
struct ChangeResource: ControlResource {
    static let name = "changes"
    static let usesRecords = true

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        if request.headers["Accept"]?.contains("text/event-stream") == true {
            return .events(try Self.events(request))
        }
        let feed = try request.session().feed
        let limit = try request.number("limit", atLeast: 1) ?? 1_000
        let records = try Self.read(feed, after: request.number("after", atLeast: 0) ?? 0, limit: limit)
        return .json([
            "records": .array(records.map(\.json)), "last": .number(JSONNumber(feed.last)),
        ])
    }

    /// Returns the changes from now on, or after the last one that the client has seen.
    ///
    /// - Throws: ``ControlError`` 410 when the following records have been dropped from the feed.
    static func events(_ request: ControlRequest) throws(ControlError) -> ChangeEvents {
        let feed = try request.session().feed
        let asked = try request.number("after", atLeast: 0)
        // A reconnecting page sends the id of the last event by itself.
        let resumed = request.headers["Last-Event-ID"].flatMap { Int($0) }
        let start = resumed ?? asked ?? feed.last
        _ = try read(feed, after: start, limit: 1)
        return ChangeEvents(feed: feed, after: start)
    }

    private static func read(
        _ feed: ChangeFeed,
        after number: Int,
        limit: Int
    ) throws(ControlError) -> [ChangeRecord] {
        do throws(ChangeFeed.ReadError) {
            return try feed.records(after: number, limit: limit)
        } catch {
            throw ControlError(410, error.description)
        }
    }
}
