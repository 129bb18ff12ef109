import Contracts
import Gate
import JSON
import JSONSchema
import Lambda

/// One request of a journal and its answer, as a step of a story sees it.
struct RecordedStep {
    /// What a request of a journal is to the story.
    enum Reading {
        /// A step.
        case step(RecordedStep)
        /// Nothing that a story has to tell, such as a preflight.
        case silent
        /// No step, though it was asked; what it may have changed makes later answers uncertain.
        case leftOut(reason: String, effect: RecordedStep?)
    }

    let action: Action
    let form: WireForm?
    let arguments: JSONObject
    let status: Int
    let body: JSONValue
    /// Whether the contract itself refused it.
    let isAgainstContract: Bool

    var isRead: Bool { action.tables.writes.isEmpty }
    var isRefused: Bool { status >= 400 }

    static func reading(_ entry: JournalEntry, _ routing: Routing) -> Reading {
        guard ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(entry.method) else { return .silent }
        // What is not modified brings nothing that an earlier step has not shown.
        guard entry.status != 304 else { return .silent }
        guard let route = route(of: entry, routing), let arguments = route.arguments,
            entry.method == route.action.method
        else { return .leftOut(reason: "a request that is for no action", effect: nil) }
        let exchange = RecordedStep(
            action: route.action,
            form: route.form,
            arguments: route.action.described(arguments),
            status: entry.status,
            body: (try? JSONValue(parsing: entry.responseBody)) ?? .null,
            isAgainstContract: entry.report?.refusal != nil
        )
        // What the function never saw has changed nothing.
        let effect = entry.report == nil || exchange.isRead ? nil : exchange
        if !entry.faults.isEmpty {
            return .leftOut(reason: "a request with a fault on purpose", effect: effect)
        }
        if entry.status >= 500 { return .leftOut(reason: "an answer \(entry.status)", effect: effect) }
        if !entry.isWhole {
            return .leftOut(reason: "a body that the journal keeps in part only", effect: effect)
        }
        return exchange.isRefused ? refused(exchange) : served(exchange)
    }

    /// The action of a request, which its path alone may name.
    private static func route(of entry: JournalEntry, _ routing: Routing) -> Route? {
        var request = LambdaRequest(method: entry.method, rawQuery: entry.query, body: entry.requestBody)
        if let route = routing.route(request).route { return route }
        guard let name = entry.action else { return nil }
        request.path = "/\(name)"
        return routing.route(request, takingPath: true).route
    }

    /// A request that another service may refuse is none to expect an answer to.
    private static func served(_ exchange: RecordedStep) -> Reading {
        let arguments = JSONValue.object(exchange.arguments)
        let effect = exchange.isRead ? nil : exchange
        if let freedom = exchange.action.freedoms.first(where: { !$0.schema.isValid(arguments) }) {
            return .leftOut(reason: freedom.reason, effect: effect)
        }
        return .step(exchange)
    }

    /// A refusal that only a SHOULD asks for is none to build a story on: another service may serve it.
    private static func refused(_ exchange: RecordedStep) -> Reading {
        let arguments = JSONValue.object(exchange.arguments)
        let isFree =
            !exchange.isAgainstContract
            && (exchange.action.advice.contains { !$0.schema.isValid(arguments) }
                || exchange.action.freedoms.contains { !$0.schema.isValid(arguments) })
        if isFree || exchange.action.responses[exchange.status]?.leeway != nil {
            return .leftOut(reason: "a refusal that another service need not give", effect: nil)
        }
        return .step(exchange)
    }
}
