import Gate
import JSON
import Lambda
import Sessions
import Telemetry

/// The control API under `/__understudy/`: sessions and their resources, the journal, the page.
struct ControlAPI: Sendable {
    /// The path prefix of the control API.
    static let prefix = "/__understudy"

    private let registry: SessionRegistry
    private let hostGuard: HostGuard
    private let resources: [String: any ControlResource]
    private let names: [String]
    private let recordsElsewhere: String?

    /// Creates the control API of a server.
    init(
        registry: SessionRegistry,
        contract: CurrentContract,
        fixtures: any FixtureSource,
        exchanges: LiveExchanges,
        metrics: ServiceMetrics,
        scheme: String,
        hostGuard: HostGuard,
        recordsElsewhere: String? = nil
    ) {
        let snapshots = SnapshotReader(contract: contract, fixtures: fixtures)
        let all: [any ControlResource] = [
            PageResource(), HealthResource(), ContractResource(contract: contract),
            FixturesResource(fixtures: fixtures),
            SessionsResource(registry: registry, snapshots: snapshots), ForkResource(registry: registry),
            ResetResource(), FixtureResource(snapshots: snapshots), StateResource(contract: contract),
            SnapshotResource(),
            RewindResource(),
            ClockResource(), FaultResource(), JournalResource(scheme: scheme, contract: contract),
            TableResource(contract: contract),
            ChangeResource(), StreamResource(), EventResource(exchanges: exchanges),
            MetricsResource(metrics: metrics, registry: registry, contract: contract),
        ]
        self.registry = registry
        self.hostGuard = hostGuard
        self.recordsElsewhere = recordsElsewhere
        names = all.map { type(of: $0).name }
        resources = Dictionary(all.map { (type(of: $0).name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the part of a path after the prefix, such as `health`; `nil` when the path belongs to the function.
    ///
    /// A base URL that ends in a slash, followed by a path that begins with one, gives two slashes; they count as
    /// one.
    static func name(in path: String) -> String? {
        let path = "/" + path.drop { $0 == "/" }
        guard path != prefix else { return "" }
        return path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count + 1)) : nil
    }

    /// Returns the response to a request that may not use the control API, whatever its body is; `nil` for others.
    func refusal(of request: LambdaRequest) -> LambdaResponse? {
        let hosts = request.headers.values(for: "Host")
        guard hostGuard.allows(hosts: hosts) else {
            let host = hosts.isEmpty ? "none" : hosts.joined(separator: ", ")
            return refusal("the control API does not answer to the host '\(host)'", isHost: true)
        }
        guard
            let origin = request.headers.values(for: "Origin").first(where: { !hostGuard.allows(origin: $0) })
        else { return nil }
        return refusal("the control API does not answer to pages of \(origin)", isHost: false)
    }

    /// Answers a request, with the CORS headers that a page of a local origin needs.
    ///
    /// - Parameters:
    ///   - request: The request, without the parts that select a session.
    ///   - session: The selected session.
    /// - Returns: The answer; 403 when the request is not allowed.
    func respond(to request: LambdaRequest, in session: SessionName) async -> ControlAnswer {
        if let refusal = refusal(of: request) { return ControlAnswer(response: refusal) }
        var answer: ControlAnswer
        do throws(ControlError) {
            answer = try await route(request, in: session)
        } catch {
            answer = ControlAnswer(response: error.response)
        }
        if let origin = request.headers["Origin"] {
            answer.response.headers["Access-Control-Allow-Origin"] = origin
            answer.response.headers["Vary"] = "Origin"
        }
        answer.response.headers["Cache-Control"] = "no-store"
        return answer
    }

    /// Returns the change events for a WebSocket; `nil` when the request is not allowed or is for another resource.
    func changes(for request: LambdaRequest) -> ChangeEvents? {
        guard let selection = try? SessionSelection(request), refusal(of: selection.request) == nil,
            selection.request.method == "GET"
        else { return nil }
        let (call, _) = call(selection.request, in: selection.name)
        return call.name == ChangeResource.name && call.path.isEmpty ? try? ChangeResource.events(call) : nil
    }

    private func route(
        _ request: LambdaRequest,
        in session: SessionName
    ) async throws(ControlError) -> ControlAnswer {
        if request.method == "OPTIONS" { return preflight }
        let (call, isInSession) = call(request, in: session)
        guard let resource = resources[call.name], !isInSession || type(of: resource).isOfSession else {
            let (location, names) =
                isInSession
                ? ("a session has", names(isOfSession: true))
                : ("under \(Self.prefix)/ it has", names(isOfSession: nil))
            throw ControlError(404, "the control API has no '\(call.fullName)'; \(location) \(names)")
        }
        if let place = recordsElsewhere, type(of: resource).usesRecords {
            throw ControlError(
                409,
                "'\(call.name)' is about records that the mock keeps, but they are in \(place); use its own tools"
            )
        }
        guard call.path.count <= type(of: resource).depth else {
            throw ControlError(
                404,
                "the control API has no '\(call.fullName)'; nothing is below '\(call.name)'"
            )
        }
        return try await resource.answer(call)
    }

    /// Parses a request's path; the flag says whether the path names a session.
    private func call(
        _ request: LambdaRequest,
        in session: SessionName
    ) -> (call: ControlRequest, isInSession: Bool) {
        let path = (Self.name(in: request.path) ?? "").split(separator: "/").map { part in
            QueryString(parsing: "x=" + part.replacing("+", with: "%2B"))["x"] ?? String(part)
        }
        let registry = registry
        // sessions/NAME/clock addresses an existing session; every other way to select a session creates it.
        if path.count > 2, path[0] == SessionsResource.name {
            let call = call(request, Array(path.dropFirst(2))) { () throws(SessionError) in
                try registry.existing(SessionName(path[1]))
            }
            return (call, true)
        }
        return (call(request, path) { () throws(SessionError) in try registry.session(session) }, false)
    }

    private func call(
        _ request: LambdaRequest,
        _ path: [String],
        _ session: @escaping @Sendable () throws(SessionError) -> Session
    ) -> ControlRequest {
        ControlRequest(
            method: request.method == "HEAD" ? "GET" : request.method,
            name: path.first ?? "",
            path: Array(path.dropFirst()),
            query: QueryString(parsing: request.rawQuery),
            headers: request.headers,
            body: request.body,
            findSession: session
        )
    }

    private func names(isOfSession: Bool?) -> String {
        names.filter { name in
            guard let isOfSession, let resource = resources[name] else { return !name.isEmpty }
            return type(of: resource).isOfSession == isOfSession
        }
        .sorted().joined(separator: ", ")
    }

    private var preflight: ControlAnswer {
        ControlAnswer(
            response: LambdaResponse(
                status: 204,
                headers: [
                    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
                    "Access-Control-Allow-Headers": "Content-Type, Last-Event-ID, \(SessionSelection.header)",
                ]
            )
        )
    }

    private func refusal(_ text: String, isHost: Bool) -> LambdaResponse {
        let remedy =
            isHost ? "call it as localhost, or allow the name by --control-host" : "call it from this machine"
        return .json(403, ["success": false, "error": .string("\(text); \(remedy)")])
    }
}
