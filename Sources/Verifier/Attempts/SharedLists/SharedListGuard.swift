import Contracts
import JSON
import Lambda

/// Keeps the first page of every list that other traffic reads as well under 1 MB, at every moment of a run.
///
/// Such a page is read by people at work while a run writes to the same tables, and a Lambda cannot answer one of 6 MB at all.
/// An upper bound of each page's size is kept: the size when it was read last, and all that was written since. One attempt
/// at a time may write large texts. Where one more might not fit, the page is read again; where it does not fit, small
/// records push the large ones down. When the attempt ends, its large records are made small again where an action can.
actor SharedListGuard {
    /// The most that a page may become, in bytes; what is left to 1 MB is for writes that are under way.
    static let largestPage = 950_000
    /// Requests of up to so many bytes are sent at any time.
    static let smallRequest = 4_096
    /// What a small record may take on a page, beside what its request brings.
    private static let recordOverhead = 1_024
    /// How many small records are made at most to push large ones off a page.
    private static let mostNewRecords = 130
    /// After how many small records a page is read again.
    private static let newRecordsAtOnce = 10

    private struct Page {
        let page: SharedPage
        /// The most bytes that it may have.
        var bound = 0
        var isMeasured = false
        /// Whether small records have not made it smaller.
        var isFixed = false
    }

    private var pages: [Page]
    /// The pages that may show what an action writes, by the action's name.
    private let concernedPages: [ExactString: [Int]]
    private var holder: String?
    private var waiting: [(prefix: String, turn: CheckedContinuation<Void, Never>)] = []
    private var isMakingRoom = false
    private var waitingForRoom: [CheckedContinuation<Void, Never>] = []
    private var largeRecords: [LargeRecord] = []

    init(_ contract: Contract) {
        let all = SharedPage.all(of: contract)
        pages = all.map { Page(page: $0) }
        concernedPages = Dictionary(
            contract.actions.map { action in
                (ExactString(action.name), all.indices.filter { all[$0].mayShow(writesOf: action) })
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Waits until a request may be sent.
    ///
    /// - Returns: The request's size, for ``sent(_:of:size:in:)``.
    /// - Throws: ``AttemptEnd/skipped(_:)`` when a page would become too large with it whatever is done.
    func admit(_ request: LambdaRequest, of action: Action, in attempt: Attempt) async throws(AttemptEnd)
        -> Int
    {
        let concerned = concernedPages(action)
        guard !concerned.isEmpty else { return 0 }
        let size = Self.size(of: request, action)
        if size > Self.smallRequest, !attempt.isHousekeeping {
            await enter(attempt.prefix)
            await beginMakingRoom()
            defer { endMakingRoom() }
            for index in concerned { try await makeRoom(for: size, on: index, attempt.context) }
        }
        for index in concerned { pages[index].bound += size + Self.recordOverhead }
        return size
    }

    /// Notes the answer to a request that was admitted.
    func sent(_ exchange: RecordedExchange, of action: Action, size: Int, in attempt: Attempt) {
        guard size > Self.smallRequest, holder == attempt.prefix else { return }
        let concerned = concernedPages(action)
        guard exchange.isSuccess else {
            // What is refused is not there; where the page can be read, it is read before that counts.
            for index in concerned where !pages[index].isMeasured { pages[index].bound -= size }
            return
        }
        guard let page = concerned.first.map({ pages[$0].page }),
            let record = LargeRecord(exchange, of: action, size: size, onto: page, attempt.context.contract)
        else { return }
        largeRecords.removeAll { $0.key == record.key }
        largeRecords.append(record)
    }

    /// Makes an attempt's large records small again, and lets the next one write large texts.
    func end(_ attempt: Attempt) async {
        guard holder == attempt.prefix else { return }
        for record in largeRecords { await makeSmall(record, attempt.context) }
        largeRecords = []
        leave()
    }

    // MARK: Pages

    private func concernedPages(_ action: Action) -> [Int] { concernedPages[ExactString(action.name)] ?? [] }

    private func makeRoom(for size: Int, on index: Int, _ context: RunContext) async throws(AttemptEnd) {
        func fits() -> Bool { pages[index].bound + size <= Self.largestPage }
        if pages[index].isMeasured, fits() { return }
        await measure(index, context)
        guard !fits() else { return }
        if pages[index].isMeasured, !pages[index].isFixed { await pushDown(index, toFit: size, context) }
        guard !fits() else { return }
        throw .skipped(
            "not sent: with \(size) bytes more the first page of \(pages[index].page.description), which others read, might be"
                + " over 1 MB; it has \(pages[index].bound) bytes"
        )
    }

    /// Reads a page; the bound stays as it is where that is not allowed.
    private func measure(_ index: Int, _ context: RunContext) async {
        let before = pages[index].bound
        let page = pages[index].page
        let attempt = context.newHousekeepingAttempt()
        guard let answer = try? await attempt.call(page.action, page.arguments), answer.isSuccess else {
            return
        }
        // What was written meanwhile may not be on the page yet.
        pages[index].bound = answer.response.body.count + max(0, pages[index].bound - before)
        pages[index].isMeasured = true
    }

    /// Makes small records until a page has room.
    private func pushDown(_ index: Int, toFit size: Int, _ context: RunContext) async {
        guard let example = pages[index].page.example else { return }
        for turn in 1...Self.mostNewRecords {
            var runner = ExampleRunner(context.newHousekeepingAttempt())
            do throws(AttemptEnd) { try await runner.prepare(example) } catch { break }
            guard turn.isMultiple(of: Self.newRecordsAtOnce) else { continue }
            await measure(index, context)
            if pages[index].bound + size <= Self.largestPage { return }
        }
        pages[index].isFixed = true
    }

    private func makeSmall(_ record: LargeRecord, _ context: RunContext) async {
        for (action, arguments) in record.replacements(context.contract) {
            let attempt = context.newHousekeepingAttempt()
            guard let answer = try? await attempt.call(action, arguments), answer.isSuccess else { continue }
            for index in concernedPages(action) where !pages[index].isMeasured {
                pages[index].bound -= record.size
            }
            return
        }
    }

    /// How many bytes a request may add to a page.
    ///
    /// A body that no service takes is counted by the members that the action knows alone: the platform refuses it.
    private static func size(of request: LambdaRequest, _ action: Action) -> Int {
        let size = request.body.count + request.rawQuery.utf8.count
        guard size > largestPage, !action.request.names.isEmpty,
            let body = try? JSONValue(parsing: request.body)
        else { return size }
        return action.request.names.reduce(0) { $0 + (body[$1]?.serialized().count ?? 0) }
    }

    // MARK: Turns

    /// Waits until no other attempt may write large texts.
    private func enter(_ prefix: String) async {
        if holder == nil { holder = prefix }
        guard holder != prefix else { return }
        await withCheckedContinuation { waiting.append((prefix, $0)) }
    }

    private func leave() {
        holder = waiting.first?.prefix
        // Requests that one attempt sends at the same time come in together.
        let next = waiting.filter { $0.prefix == holder }
        waiting.removeAll { $0.prefix == holder }
        for entry in next { entry.turn.resume() }
    }

    private func beginMakingRoom() async {
        if isMakingRoom {
            await withCheckedContinuation { waitingForRoom.append($0) }
        }
        isMakingRoom = true
    }

    private func endMakingRoom() {
        isMakingRoom = false
        if !waitingForRoom.isEmpty {
            isMakingRoom = true
            waitingForRoom.removeFirst().resume()
        }
    }
}
