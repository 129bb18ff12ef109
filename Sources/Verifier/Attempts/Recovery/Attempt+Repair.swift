import Causes
import Contracts
import JSON
import Lambda

extension Attempt {
    /// Returns an exchange whose answer is in the contract's form, as far as known causes explain why it is not; an id that an answer does
    /// not tell is looked for in the reads that show the record.
    ///
    /// What is wrong in the answer itself has been noted before, and stays in the transcript.
    /// - Parameters:
    ///   - exchange: The exchange as it was.
    ///   - action: Its action.
    ///   - arguments: The arguments of its request.
    /// - Returns: The exchange to judge the rest of the case by.
    func repaired(
        _ exchange: RecordedExchange,
        of action: Action,
        _ arguments: JSONObject
    ) async -> RecordedExchange {
        guard exchange.isSuccess, let body = exchange.json, !context.causes.isEmpty else { return exchange }
        var changed = body
        if let repair = AnswerRepair(action, status: exchange.response.status, context.causes) {
            changed = repair.repaired(body)
        }
        if let object = changed.objectValue, exchange.batch == nil {
            for (name, id) in await identifiers(missingIn: object, exchange, of: action, arguments) {
                changed = .object(object.setting(name, to: id))
            }
        }
        changed = naming(changed, exchange.response.status, of: action)
        guard changed != body else { return exchange }
        return RecordedExchange(exchange, answering: changed, action)
    }

    /// Gives the one record of a list that lacks an id by a known cause, and has another one of this attempt, the id of the attempt.
    ///
    /// Without it a scenario that looks for its record by that id would not find it. An id that the record has under another name is another
    /// record's.
    ///
    /// - Complexity: O(*n*) for *n* records, where a member is missing.
    private func naming(_ body: JSONValue, _ status: Int, of action: Action) -> JSONValue {
        let missing = context.causes.missingMembers(of: action.name)
        guard !missing.isEmpty, var object = body.objectValue,
            let model = action.fullestExample(status: status)
        else { return body }
        let ids = ids
        for entry in action.annotations(ofResponse: model, status: status).entries
        where entry.annotation.identity != nil && entry.pointer.tokens.count == 3 {
            let (list, name) = (entry.pointer.tokens[0], entry.pointer.tokens[2])
            guard missing.contains(name), let id = onlyIdentifier(named: name),
                var records = object[list]?.arrayValue
            else { continue }
            let lacking = records.indices.filter { place in
                records[place].objectValue.map { $0[name] == nil } == true && records[place].mentions(ids)
            }
            guard lacking.count == 1, let record = records[lacking[0]].objectValue,
                !record.contains(where: { $0.value == id })
            else { continue }
            records[lacking[0]] = .object(record.setting(name, to: id))
            object[list] = .array(records)
        }
        return .object(object)
    }

    /// The ids of the server that an answer should tell and does not, or as something else, as reads show them.
    private func identifiers(
        missingIn body: JSONObject,
        _ exchange: RecordedExchange,
        of action: Action,
        _ arguments: JSONObject
    ) async -> [(String, JSONValue)] {
        let missing = context.causes.missingMembers(of: action.name)
        let isMistyped = context.causes.explains(.memberType, of: action.name)
        guard !missing.isEmpty || isMistyped,
            let model = action.fullestExample(status: exchange.response.status)
        else { return [] }
        var found: [(String, JSONValue)] = []
        for entry in action.annotations(ofResponse: model, status: exchange.response.status).entries
        where entry.annotation.identity == .server && entry.pointer.tokens.count == 1 {
            let name = entry.pointer.tokens[0]
            if let value = body[name] {
                guard isMistyped, value.typeName != model[name]?.typeName else { continue }
            } else if !missing.contains(name) {
                continue
            }
            if let sent = arguments[name], sent.identifierText != nil {
                found.append((name, sent))
            } else if let shown = await identifier(shownAs: name) {
                found.append((name, shown))
            }
        }
        return found
    }

    /// Returns the one id of a name that a read shows and that was not known before.
    private func identifier(shownAs name: String) async -> JSONValue? {
        for read in context.contract.actions where read.isSafe {
            guard let example = read.examples.first(where: { read.succeeds(with: $0.status) }),
                example.body?.names(name) == true, let arguments = ownArguments(of: example, read),
                let answer = try? await send(context.requests.request(read, arguments), for: read),
                answer.isSuccess, let body = answer.json
            else { continue }
            let ids = ids
            let isOwn = arguments.contains { $0.value.mentions(ids) }
            let shown = body.values(named: name, isOwn: isOwn, ids).filter { !ids.contains($0, named: name) }
            if Set(shown).count == 1 { return shown[0] }
        }
        return nil
    }

    /// The arguments of an example with this attempt's ids; `nil` where one of them is not known.
    private func ownArguments(of example: Example, _ action: Action) -> JSONObject? {
        var arguments = example.request
        for entry in action.annotations(ofRequest: example.request).entries
        where entry.annotation.identity != nil {
            guard entry.pointer.tokens.count == 1, let known = identifier(named: entry.pointer.tokens[0])
            else {
                return nil
            }
            arguments[entry.pointer.tokens[0]] = known
        }
        for name in action.userArguments where arguments[name] == nil {
            arguments[name] = identifier(named: name)
        }
        return arguments
    }
}

extension RecordedExchange {
    /// Creates an exchange with another answer.
    fileprivate init(_ other: RecordedExchange, answering body: JSONValue, _ action: Action) {
        var response = other.response
        response.body = body.serialized()
        self.init(
            number: other.number,
            request: other.request,
            response: response,
            action: action,
            seconds: other.seconds,
            batch: other.batch,
            sender: other.sender
        )
    }
}

extension JSONObject {
    /// Returns the object with a member of another value.
    fileprivate func setting(_ name: String, to value: JSONValue) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}

extension JSONValue {
    /// Whether there is a member of a name at any depth.
    func names(_ name: String) -> Bool {
        switch self {
        case .object(let object): object[name] != nil || object.contains { $0.value.names(name) }
        case .array(let elements): elements.contains { $0.names(name) }
        default: false
        }
    }

    /// Returns the values of the members of a name in all objects, or in those that ids of an attempt are in.
    fileprivate func values(named name: String, isOwn: Bool, _ ids: OwnIdentifiers) -> [JSONValue] {
        switch self {
        case .object(let object):
            var found = object.flatMap { $0.value.values(named: name, isOwn: isOwn, ids) }
            if let value = object[name], value.identifierText != nil, isOwn || mentions(ids) {
                found.append(value)
            }
            return found
        case .array(let elements): return elements.flatMap { $0.values(named: name, isOwn: isOwn, ids) }
        default: return []
        }
    }
}
