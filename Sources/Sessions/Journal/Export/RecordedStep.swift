import Contracts
import Gate
import JSON
import JSONSchema
import Lambda

/// A request and its answer from a journal, as a scenario step.
struct RecordedStep {
    /// The use of a journal entry in a scenario.
    enum Classification {
        /// A scenario step.
        case step(RecordedStep)
        /// An entry without relevance, such as a preflight.
        case ignored
        /// An entry that cannot be a step; its possible effect makes later answers uncertain.
        case omitted(reason: String, effect: RecordedStep?)
    }

    let action: Action
    let form: WireForm?
    let arguments: JSONObject
    let status: Int
    let body: JSONValue
    /// Whether the gate refused the request as a violation of the contract.
    let isAgainstContract: Bool

    var isRead: Bool { action.tables.writes.isEmpty }
    var isRefused: Bool { status >= 400 }

    static func classify(_ entry: JournalEntry, _ routing: Routing) -> Classification {
        guard ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(entry.method) else { return .ignored }
        // A 304 shows nothing that an earlier step has not shown.
        guard entry.status != 304 else { return .ignored }
        guard let route = route(of: entry, routing), let arguments = route.arguments,
            entry.method == route.action.method
        else { return .omitted(reason: "a request without an action", effect: nil) }
        let exchange = RecordedStep(
            action: route.action,
            form: route.form,
            arguments: route.action.described(arguments),
            status: entry.status,
            body: (try? JSONValue(parsing: entry.responseBody)) ?? .null,
            isAgainstContract: entry.report?.refusal != nil
        )
        // A request that never reached the function has changed nothing.
        let effect = entry.report == nil || exchange.isRead ? nil : exchange
        if !entry.faults.isEmpty {
            return .omitted(reason: "a request with an injected fault", effect: effect)
        }
        if entry.status >= 500 { return .omitted(reason: "an answer \(entry.status)", effect: effect) }
        if !entry.isWhole {
            return .omitted(reason: "a body that the journal truncated", effect: effect)
        }
        return exchange.isRefused ? refused(exchange) : served(exchange)
    }

    /// Returns the route of a request, whose action may be named by its path only.
    private static func route(of entry: JournalEntry, _ routing: Routing) -> Route? {
        var request = LambdaRequest(
            method: entry.method,
            path: entry.path,
            rawQuery: entry.query,
            headers: entry.requestHeaders,
            body: entry.requestBody
        )
        // The path that a session was selected by is not the service's.
        if let selection = try? SessionSelection(request) { request.path = selection.request.path }
        if let route = routing.route(request).route { return route }
        guard let name = entry.action else { return nil }
        request.path = "/\(name)"
        return routing.route(request, takingPath: true).route
    }

    /// A request that another implementation may refuse is not a step: its answer cannot be expected.
    private static func served(_ exchange: RecordedStep) -> Classification {
        let arguments = JSONValue.object(exchange.arguments)
        let effect = exchange.isRead ? nil : exchange
        if let freedom = exchange.action.freedoms.first(where: { !$0.schema.isValid(arguments) }) {
            return .omitted(reason: freedom.reason, effect: effect)
        }
        return .step(exchange)
    }

    /// A refusal under a SHOULD is not a step: another implementation may accept the request.
    private static func refused(_ exchange: RecordedStep) -> Classification {
        let arguments = JSONValue.object(exchange.arguments)
        let isFree =
            !exchange.isAgainstContract
            && (exchange.action.advice.contains { !$0.schema.isValid(arguments) }
                || exchange.action.freedoms.contains { !$0.schema.isValid(arguments) })
        if isFree || exchange.action.responses[exchange.status]?.leeway != nil {
            return .omitted(reason: "a refusal that another implementation need not give", effect: nil)
        }
        return .step(exchange)
    }
}
