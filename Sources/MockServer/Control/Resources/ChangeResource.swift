import JSON
import Lambda
import Sessions

/// `changes?after=N`: what has changed in the session's tables, as records or as events that go on.
struct ChangeResource: ControlResource {
    static let name = "changes"

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let session = try request.session()
        // A page that lost its connection says by itself where it was.
        let resumed = request.headers["Last-Event-ID"].flatMap { Int($0) }
        let asked = try request.number("after", atLeast: 0)
        let after = resumed ?? asked
        guard request.headers["Accept"]?.contains("text/event-stream") == true else {
            let limit = try request.number("limit", atLeast: 1) ?? 1_000
            let records = try read(session.feed, after: after ?? 0, limit: limit)
            return .json([
                "records": .array(records.map(\.json)), "last": .number(JSONNumber(session.feed.last)),
            ])
        }
        let start = after ?? session.feed.last
        _ = try read(session.feed, after: start, limit: 1)
        return .events(ChangeEvents(feed: session.feed, after: start))
    }

    private func read(
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
