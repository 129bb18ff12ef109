import JSON

/// The response that a step's expectations apply to: one response, or the pages of a list joined.
struct StepAnswer: Sendable {
    /// The exchange to report with a violation.
    let exchange: RecordedExchange
    /// The body to check.
    let body: JSONValue?
    /// Whether a record of the attempt may be missing only because the list ends before it.
    let mayHideRecords: Bool

    /// Creates it from one response.
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
