import Causes
import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda

/// The texts that were added to requests which were refused without them, by the names of their members.
typealias AddedTexts = [String: JSONValue]

/// A request with the optional texts that an example has and it lacks.
///
/// An endpoint that asks for one of them refuses every request without it: once that is known, what such a request should have made is
/// made by this one, and the rest of the case shows what else is wrong.
struct CompletedRequest {
    /// All arguments.
    let arguments: JSONObject
    /// The texts that were added, which answers may show now.
    let added: AddedTexts

    /// Completes a request; `nil` where the examples have nothing to add that makes a valid one.
    ///
    /// - Parameters:
    ///   - arguments: The arguments of the request.
    ///   - action: Its action.
    init?(_ arguments: JSONObject, of action: Action) {
        let examples = action.examples.filter { action.succeeds(with: $0.status) }
        guard
            let fullest = examples.max(by: {
                JSONValue.object($0.request).compactText.utf8.count
                    < JSONValue.object($1.request).compactText.utf8.count
            })
        else { return nil }
        let identifiers = action.annotations(ofRequest: fullest.request).entries.filter {
            $0.annotation.identity != nil
        }
        var added: AddedTexts = [:]
        let completed = arguments.completed(by: fullest.request, at: JSONPointer(), &added) { place in
            identifiers.contains { $0.pointer == place }
        }
        guard !added.isEmpty, action.request.schema.isValid(.object(completed)) else { return nil }
        self.arguments = completed
        self.added = added
    }
}

extension JSONObject {
    /// Returns the object with the texts that another one has at places where it has nothing, except ids.
    fileprivate func completed(
        by other: JSONObject,
        at place: JSONPointer,
        _ added: inout AddedTexts,
        isIdentifier: (JSONPointer) -> Bool
    ) -> JSONObject {
        var object = self
        for member in other {
            let inner = place.appending(member.name)
            switch (object[member.name], member.value) {
            case (.object(let own)?, .object(let more)):
                object[member.name] = .object(
                    own.completed(by: more, at: inner, &added, isIdentifier: isIdentifier)
                )
            case (nil, .string) where !isIdentifier(inner):
                object[member.name] = member.value
                added[member.name] = member.value
            default: break
            }
        }
        return object
    }
}

extension Attempt {
    /// The exchange that a case goes on with.
    struct ServedExchange: Sendable {
        let exchange: RecordedExchange
        /// The one before it, without the texts that were added, which was refused; `nil` where there was none.
        var refused: RecordedExchange?
        /// The texts that were added to the request.
        var added: AddedTexts = [:]

        init(_ exchange: RecordedExchange) { self.exchange = exchange }
    }

    /// Sends an action's request, and once more with all optional texts where it is refused and the action is known to refuse what it has
    /// to serve.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - arguments: Its arguments.
    ///   - form: The wire form.
    ///   - headers: More header fields.
    ///   - isExpected: Whether an answer of a status is one that the request should get, so that it is not sent again.
    /// - Returns: The exchange to go on with.
    /// - Throws: ``AttemptEnd`` as ``Attempt/call(_:_:form:headers:place:)`` does.
    func served(
        _ action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil,
        headers: [HeaderField] = [],
        unless isExpected: (Int) -> Bool
    ) async throws(AttemptEnd) -> ServedExchange {
        let first = try await call(action, arguments, form: form, headers: headers)
        let status = first.response.status
        guard !action.isSafe, (400..<500).contains(status), !isExpected(status),
            context.causes.refuses(action.name),
            let request = CompletedRequest(arguments, of: action)
        else { return ServedExchange(first) }
        let second = try await call(action, request.arguments, form: form, headers: headers)
        guard action.succeeds(with: second.response.status) else { return ServedExchange(first) }
        var served = ServedExchange(second)
        served.refused = first
        served.added = request.added
        return served
    }
}

extension Deviation {
    /// Whether what is seen is a text that was added to a request.
    func shows(_ added: AddedTexts) -> Bool {
        seen.value.map(added.values.contains) ?? false
    }
}
