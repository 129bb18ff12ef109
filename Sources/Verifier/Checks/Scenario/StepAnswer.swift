import JSON

/// What a step's expectations look at: an answer, or the pages of a list joined into one.
struct StepAnswer: Sendable {
    /// The exchange that is shown when something is wrong.
    let exchange: RecordedExchange
    /// The body to look at.
    let body: JSONValue?
    /// Whether a record of the attempt may be missing only because the list ends before it.
    let mayHideRecords: Bool

    /// Takes one answer.
    init(_ exchange: RecordedExchange, _ watermark: ListWatermark?) {
        self.exchange = exchange
        body = exchange.json
        mayHideRecords = watermark?.mayHide(recordsIn: exchange) ?? false
    }

    /// Joins the lists of several pages into the first of them; the pages must not be empty.
    init(_ pages: [RecordedExchange], joinedAt list: JSONPointer, isCut: Bool) {
        exchange = pages[pages.count - 1]
        let elements = pages.flatMap { $0.json?[list]?.arrayValue ?? [] }
        body = pages[0].json?.replacing(at: list, with: .array(elements))
        mayHideRecords = isCut
    }
}

extension RecordedExchange {
    /// Where the next page begins, when there is one.
    var nextCursor: JSONValue? {
        guard let cursor = json?["next_cursor"], cursor.stringValue?.isEmpty == false else { return nil }
        return cursor
    }
}
