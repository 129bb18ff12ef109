import Causes
import Contracts
import JSON
import Lambda
import Synchronization
import VerifierEvents

/// One attempt of one case, with an empty state: its own prefix for ids, its transcript, its findings.
final class Attempt: Sendable {
    /// The context of the run.
    let context: RunContext
    /// The prefix of every id of this attempt.
    let prefix: String
    /// The case; `nil` for an attempt of none.
    let identity: CaseIdentity?
    /// The least time between two requests; `nil` for none.
    let pace: Duration?
    /// Whether it belongs to no case, but keeps lists small.
    let isHousekeeping: Bool
    /// Whether no other case runs at the same time.
    let isAlone: Bool
    private let ownBytes: [UInt8]
    private let state = Mutex(State())

    private struct State {
        var transcript: [RecordedExchange?] = []
        var batches = 0
        var requests = 0
        var findings: [Finding] = []
        var known: [ExactString: JSONValue] = [:]
        /// The names of which there is more than one id.
        var several: Set<ExactString> = []
        var serverIdentifiers: Set<ExactString> = []
        /// Those that are numbers, by the name of their member: a number alone may be anything.
        var serverNumbers: [ExactString: Set<Int>] = [:]
        var revealed: Set<ExactString> = []
        /// The tokens of users, so that one user has one token.
        var tokens: [ExactString: String] = [:]
        var hasLostConnection = false
        /// The number of response bytes in the transcript.
        var keptBytes = 0

        /// Remembers an id as the last one of its name.
        mutating func remember(_ id: JSONValue, named name: ExactString) {
            if let other = known.updateValue(id, forKey: name), other.identifierText != id.identifierText {
                several.insert(name)
            }
        }

        /// Returns the exchange for the transcript: scripts need what responses reveal, but a run's memory is bounded.
        mutating func kept(_ exchange: RecordedExchange) -> RecordedExchange {
            let size = exchange.response.body.count
            guard size > Attempt.smallAnswer, keptBytes + size > Attempt.mostKeptBytes else {
                keptBytes += size
                return exchange
            }
            return RecordedExchange(withoutBodyOf: exchange)
        }
    }

    /// Responses up to this size are kept whole in the transcript, and larger ones up to a total size.
    private static let smallAnswer = 16 << 10
    private static let mostKeptBytes = 1 << 20

    init(
        context: RunContext,
        prefix: String,
        of identity: CaseIdentity? = nil,
        pace: Duration? = nil,
        isAlone: Bool = false,
        isHousekeeping: Bool = false
    ) {
        self.context = context
        self.identity = identity
        self.pace = pace
        self.isAlone = isAlone
        self.isHousekeeping = isHousekeeping
        self.prefix = prefix
        ownBytes = Array("\(prefix)-".utf8)
    }

    /// The exchanges so far, in the order in which the requests were sent.
    var transcript: [RecordedExchange] { state.withLock { $0.transcript.compactMap(\.self) } }

    /// Returns the actions of the requests after the one of a number, in the order of their first request.
    func actions(after number: Int) -> [String] { transcript.filter { $0.number > number }.actions }

    /// The findings so far.
    var findings: [Finding] { state.withLock(\.findings) }

    /// The number of requests sent.
    var requests: Int { state.withLock(\.requests) }

    /// Whether the endpoint closed a connection before the response.
    ///
    /// A server may do so between two requests (RFC 9112, section 9.6); only by running the case again can the runner know that
    /// no request was executed twice.
    var hasLostConnection: Bool { state.withLock(\.hasLostConnection) }

    /// Records that the endpoint closed a connection before the response.
    func loseConnection() {
        state.withLock { $0.hasLostConnection = true }
    }

    // MARK: Ids

    /// Returns the id to send for one that an example or a check uses.
    func clientIdentifier(_ identifier: String) -> String {
        "\(prefix)-\(identifier)"
    }

    /// Returns the last value of an id by the name of its parameter or member.
    func identifier(named name: String) -> JSONValue? {
        state.withLock { $0.known[ExactString(name)] }
    }

    /// Returns the only id by a name; `nil` where the attempt has none, or several.
    func onlyIdentifier(named name: String) -> JSONValue? {
        state.withLock { $0.several.contains(ExactString(name)) ? nil : $0.known[ExactString(name)] }
    }

    /// Remembers a value that the endpoint created and that a later request sends back.
    func remember(captured value: JSONValue) {
        guard let text = value.stringValue ?? value.numberValue?.text else { return }
        state.withLock { _ = $0.revealed.insert(ExactString(text)) }
    }

    /// The values that the endpoint created and later requests may send back: ids, cursors, tags, times.
    var revealed: Set<ExactString> {
        state.withLock { $0.revealed.union($0.serverIdentifiers) }
    }

    /// The ids of this attempt so far.
    var ids: OwnIdentifiers {
        state.withLock {
            OwnIdentifiers(ours: ownBytes, texts: $0.serverIdentifiers, numbers: $0.serverNumbers)
        }
    }

    // MARK: Findings

    /// Records a finding, with the known causes that explain it.
    ///
    /// - Returns: Whether the attempt may go on.
    @discardableResult
    func note(_ finding: Finding) -> Bool {
        var finding = explained(finding)
        state.withLock { state in
            finding.exchangesBefore = state.transcript.count
            state.findings.append(finding)
        }
        return finding.letsGoOn
    }

    /// Records a finding and ends the attempt when it breaks a MUST and is news.
    func require(_ finding: Finding) throws(AttemptEnd) {
        if !note(finding) { throw .broken }
    }

    /// Records what one of several requests shows that do not depend on each other, and ends the attempt unless known causes
    /// explain all of it.
    func requireKnown(_ findings: [Finding]) throws(AttemptEnd) {
        let findings = findings.map(explained)
        for finding in findings { note(finding) }
        if !findings.allSatisfy(\.isKnown) { throw .broken }
    }

    /// Returns a finding with the known causes that explain it, which are looked for once.
    func explained(_ finding: Finding) -> Finding {
        guard finding.explainedBy == nil else { return finding }
        var finding = finding
        finding.explainedBy = []
        guard let identity, !context.causes.isEmpty else { return finding }
        finding.explainedBy = context.causes.explaining(
            Failure(finding, in: transcript, script: "", Reproductions(seen: 1, attempts: 1)),
            of: finding.collectedBy ?? identity
        )
        return finding
    }

    // MARK: Requests

    /// Reserves places in the transcript for concurrent requests, and returns them with the number of their batch.
    func reserve(_ count: Int) -> (places: Range<Int>, batch: Int) {
        state.withLock { state in
            let start = state.transcript.count
            state.transcript += Array(repeating: nil, count: count)
            state.batches += 1
            return (start..<state.transcript.count, state.batches)
        }
    }

    /// Sends an action's request and remembers the ids in it and in its response.
    func call(
        _ action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil,
        headers: [HeaderField] = [],
        place: (number: Int, batch: Int)? = nil
    ) async throws(AttemptEnd) -> RecordedExchange {
        let request = context.requests.request(action, arguments, form: form, headers: headers)
        var exchange = try await send(request, for: action, place: place)
        remember(action.annotations(ofRequest: arguments), in: .object(arguments))
        remember(userIn: arguments, of: action)
        exchange = await repaired(exchange, of: action, arguments)
        if let answer = exchange.json { remember(exchange.annotations, in: answer) }
        return exchange
    }

    /// Sends any request, waits where the endpoint asks for it, and runs the checks on every response.
    func send(
        _ request: LambdaRequest,
        for action: Action?,
        place: (number: Int, batch: Int)? = nil
    ) async throws(AttemptEnd) -> RecordedExchange {
        // A broken service may write even when it gets a GET.
        let isKnownRead = action.map { $0.isSafe && request.method == $0.method } ?? false
        let mayWrite =
            action?.isSafe == false || (!Self.safeMethods.contains(request.method) && !isKnownRead)
        if mayWrite, !context.options.allowsWrites {
            throw .skipped(
                "needs to write, which is not allowed on this endpoint; allow it with --allow-writes"
            )
        }
        if let action, let proof = context.missing.proof(of: action.name), proof != identity {
            throw .blocked(by: proof, "needs \(action.name), which does not exist")
        }
        if let pace, place == nil { await pause(pace) }
        let number = place?.number ?? reserve(1).places.lowerBound
        var request = request
        let sender = try await sign(&request, for: action)
        for header in context.options.headers { request.headers[header.name] = nil }
        var sent = context.key?.added(to: request) ?? request
        for header in context.options.headers { sent.headers.append(header.name, header.value) }
        let size = mayWrite ? try await admitted(request, for: action) : 0
        let (response, seconds) = try await answer(to: sent, for: action)
        let exchange = RecordedExchange(
            number: number,
            request: request,
            response: response,
            action: action,
            seconds: seconds,
            batch: place?.batch,
            sender: sender
        )
        if mayWrite { context.datesAhead.noteWrite() }
        context.latencies.note(seconds, of: action?.name)
        context.coverage.note(exchange, of: action)
        context.successes.note(exchange, of: action)
        context.written.note(exchange, of: action)
        if let action, size > 0 { await context.sharedLists.sent(exchange, of: action, size: size, in: self) }
        let findings = context.answers.findings(in: exchange, of: action)
        state.withLock { $0.transcript[number] = $0.kept(exchange) }
        for finding in findings { note(finding) }
        return exchange
    }

    /// Waits until a write may be sent; returns its size where it may show in a list that others read.
    private func admitted(_ request: LambdaRequest, for action: Action?) async throws(AttemptEnd) -> Int {
        guard let action else { return 0 }
        return try await context.sharedLists.admit(request, of: action, in: self)
    }

    /// Returns the token of a user, the same one each time.
    func token(of user: String, _ make: () async -> String?) async -> String? {
        if let known = state.withLock({ $0.tokens[ExactString(user)] }) { return known }
        guard let token = await make() else { return nil }
        // Of requests that are sent at once, the first one's counts.
        return state.withLock { state in
            let first = state.tokens[ExactString(user)] ?? token
            state.tokens[ExactString(user)] = first
            return first
        }
    }

    /// Returns the user for whom the attempt made the token of an `Authorization` header; `nil` for any other.
    func user(of authorization: String) -> String? {
        state.withLock { state in
            state.tokens.first { authorization == "Bearer \($0.value)" }?.key.string
        }
    }

    /// Remembers the user of a request, so that reads are sent in the same name.
    private func remember(userIn arguments: JSONObject, of action: Action) {
        for name in action.userArguments {
            let user = arguments[name] ?? .string(self.user(context.userOfExamples))
            state.withLock { $0.remember(user, named: ExactString(name)) }
        }
    }

    private static let safeMethods = ["GET", "HEAD", "OPTIONS"]

    /// Counts a request that is about to be sent.
    func countRequest() {
        state.withLock { $0.requests += 1 }
    }

    /// Sleeps.
    func pause(_ duration: Duration) async {
        // Only a cancelled task wakes up early, and then the next request ends the attempt.
        try? await Task.sleep(for: duration)
    }

    /// Remembers ids, except those in shared lists, which are others'.
    private func remember(_ annotations: AnnotationIndex, in value: JSONValue) {
        let shared = annotations.entries.filter { $0.annotation.list?.scope == .shared }.map(\.pointer)
        for entry in annotations.entries {
            guard let maker = entry.annotation.identity, let id = value[entry.pointer],
                let text = id.identifierText, let name = entry.pointer.tokens.last,
                !shared.contains(where: { entry.pointer.tokens.starts(with: $0.tokens) })
            else { continue }
            state.withLock { state in
                state.remember(id, named: ExactString(name))
                guard maker == .server else { return }
                state.serverIdentifiers.insert(ExactString(text))
                if let number = id.intValue {
                    state.serverNumbers[ExactString(name), default: []].insert(number)
                }
            }
        }
    }
}

extension Duration {
    /// The length in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
