import Contracts
import JSON
import JSONSchema
import VerifierEvents

/// The knowledge of a walk about the two sides: the mapping of ids, the times seen, the writes.
struct WalkState: Sendable {
    /// A write of the walk that the oracle has served.
    struct Write: Sendable {
        let action: Action
        let arguments: JSONObject
        /// The service's ids in the arguments, as the oracle has them.
        let identifiers: Set<ExactString>
    }

    /// A time of a record, as the two sides returned it last.
    struct TimeKey: Sendable, Hashable {
        let record: ExactString
        let member: JSONPointer
    }

    /// A record as the two sides returned it.
    struct Pair: Sendable, Equatable {
        let oracle: JSONValue
        let endpoint: JSONValue
    }

    /// A record in a list of an action's responses.
    struct PairKey: Sendable, Hashable {
        let action: String
        let list: JSONPointer
        let record: ExactString
    }

    /// The facts of the contract.
    let facts: ModelFacts
    private var actual: [String: [ExactString: String]] = [:]
    private var original: [String: [ExactString: String]] = [:]
    private var writes: [Write] = []
    private var created: [ExactString: Int] = [:]
    private var times: [TimeKey: (oracle: JSONNumber, endpoint: JSONNumber)] = [:]
    private var texts: Set<ExactString> = []
    private var agreed: [PairKey: Pair] = [:]
    /// The records that were compared, by the oracle's ids.
    var compared = ComparedPlaces()

    init(_ facts: ModelFacts) {
        self.facts = facts
    }

    // MARK: Ids

    /// The result of comparing two ids.
    enum Binding {
        /// They are mapped to each other, now or before.
        case same
        /// The oracle's is mapped to another one.
        case another(String)
        /// The endpoint's is mapped to another one.
        case taken
    }

    /// Maps the oracle's id to the endpoint's, both of a kind: the name of their member.
    mutating func bind(_ identifier: String, to other: String, kind: String) -> Binding {
        if let known = actual[kind]?[ExactString(identifier)] {
            return ExactString(known) == ExactString(other) ? .same : .another(known)
        }
        // An id that no request uses alone, such as an order line's, may be unique among its siblings only.
        if facts.argumentIdentifiers.contains(kind), original[kind]?[ExactString(other)] != nil {
            return .taken
        }
        actual[kind, default: [:]][ExactString(identifier)] = other
        original[kind, default: [:]][ExactString(other)] = identifier
        return .same
    }

    /// Returns the endpoint's id for an id of the oracle; `nil` while no response has contained it.
    func actual(of identifier: String, kind: String) -> String? {
        actual[kind]?[ExactString(identifier)]
    }

    /// Returns the oracle's id for an id of the endpoint.
    func original(of identifier: String, kind: String) -> String? {
        original[kind]?[ExactString(identifier)]
    }

    /// Returns a text with every id of the oracle in it replaced by the endpoint's.
    ///
    /// - Complexity: O(*n* · *m*) for *n* bytes and *m* ids.
    func replacingIdentifiers(in text: String) -> String {
        actual.values.joined().reduce(text) { text, pair in
            text.utf8.count >= pair.key.string.utf8.count
                ? text.replacing(pair.key.string, with: pair.value) : text
        }
    }

    // MARK: Records

    /// Returns the record as the two sides returned it last, if nothing differed then: unchanged records need not be compared
    /// again, and of a long list hardly any change from read to read.
    func agreed(_ key: PairKey) -> Pair? { agreed[key] }

    /// Records a record without differences; `nil` for one with some.
    mutating func note(_ pair: Pair?, for key: PairKey) {
        agreed[key] = pair
    }

    // MARK: Writes

    /// Records a write that the oracle has served, and what it created.
    mutating func note(_ action: Action, _ answer: OracleTrace.Answer) {
        for text in answer.arguments.texts { texts.insert(ExactString(text)) }
        guard !action.isRead, (200..<300).contains(answer.status) else { return }
        let annotations = action.annotations(ofRequest: answer.arguments)
        let identifiers = annotations.entries.compactMap { entry -> ExactString? in
            guard entry.annotation.identity == .server else { return nil }
            return JSONValue.object(answer.arguments)[entry.pointer]?.identifierText.map { ExactString($0) }
        }
        for entry in answer.annotations.single where entry.annotation.identity == .server {
            guard let identifier = answer.body?[entry.pointer]?.identifierText,
                created[ExactString(identifier)] == nil
            else { continue }
            created[ExactString(identifier)] = writes.count
        }
        writes.append(
            Write(action: action, arguments: answer.arguments, identifiers: Set(identifiers))
        )
    }

    /// Returns whether a text, or a text that it is a prefix of, was sent in this walk.
    ///
    /// - Complexity: O(*n*) in the number of texts.
    func wasSent(_ text: String) -> Bool {
        texts.contains { $0.string.utf8.starts(with: text.utf8) }
    }

    /// Returns whether a value of the oracle's record is required by a SHOULD only, after all writes.
    func isUncertain(_ member: JSONPointer, of record: JSONValue, key: String?) -> Bool {
        let born = key.flatMap { created[ExactString($0)] } ?? -1
        let identifiers = Set(record.texts.map { ExactString($0) })
        var isUncertain = false
        var times: [String: Int] = [:]
        for (place, write) in writes.enumerated()
        where place > born && !write.identifiers.isDisjoint(with: identifiers) {
            let leeway = write.action.leeway.filter {
                $0.members.contains(member) && $0.record.isValid(record)
            }
            let count = times[write.action.name, default: 0]
            times[write.action.name] = count + 1
            if leeway.isEmpty { continue }
            isUncertain = leeway.contains { entry in
                (!entry.isRepeated || count > 0)
                    && entry.request?.isValid(.object(write.arguments)) ?? true
            }
        }
        return isUncertain
    }

    /// Returns the number of writes about a record, including the one that created it.
    ///
    /// - Complexity: O(*n*) in the number of writes.
    func writes(to record: JSONValue) -> Int {
        let identifiers = Set(record.texts.map { ExactString($0) })
        return 1 + writes.count { !$0.identifiers.isDisjoint(with: identifiers) }
    }

    // MARK: Times

    /// Returns what a time of the endpoint must be, by what the oracle's did since it was seen last; `nil` when it is right.
    mutating func complaint(about key: TimeKey, oracle: JSONNumber, endpoint: JSONNumber) -> String? {
        let known = times.updateValue((oracle, endpoint), forKey: key)
        guard let known else { return nil }
        if known.oracle == oracle, known.endpoint != endpoint { return "\(known.endpoint), as before" }
        if known.oracle < oracle, endpoint < known.endpoint { return "at least \(known.endpoint)" }
        return nil
    }

    /// Forgets a time that is no longer certain.
    mutating func forget(_ key: TimeKey) {
        times[key] = nil
    }

    /// Returns the time of a record as the endpoint returned it last, unless the oracle's has changed since.
    func endpointTime(of key: TimeKey, oracle: JSONNumber) -> JSONNumber? {
        guard let known = times[key], known.oracle == oracle else { return nil }
        return known.endpoint
    }
}

extension JSONObject {
    /// Every string in the object, at any depth.
    var texts: [String] { JSONValue.object(self).texts }
}

extension JSONValue {
    /// Every string in the value, at any depth.
    var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let object): object.flatMap { $0.value.texts }
        default: []
        }
    }
}
