import Causes
import Contracts
import JSON

/// Puts an answer into the contract's form as far as known causes explain why it has another: a member is read under its new name, a
/// number that is a text as that number, and a list or an object without what it is wrapped in, or within something else.
///
/// What the answer should look like is taken from the action's examples. Only what can be told for certain is changed: a new name where a
/// single member that nobody knows has the type of the one that is missing.
struct AnswerRepair {
    private let missing: Set<String>
    private let isBodyWrong: Bool
    private let mistyped: Set<String>
    private let model: JSONObject
    private let isKnown: (String) -> Bool

    /// Creates a repair; `nil` where no known cause concerns the action's answers, or no example shows one of that status.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - status: The status of the answer.
    ///   - causes: The causes that are known.
    init?(_ action: Action, status: Int, _ causes: KnownCauses) {
        let missing = causes.missingMembers(of: action.name)
        let isBodyWrong = causes.explains(.wrongBody, of: action.name)
        let mistyped = causes.mistypedMembers(of: action.name)
        guard !missing.isEmpty || isBodyWrong || !mistyped.isEmpty,
            let model = action.fullestExample(status: status)?.objectValue
        else { return nil }
        self.missing = missing
        self.isBodyWrong = isBodyWrong
        self.mistyped = mistyped
        self.model = model
        isKnown = { causes.isMember($0) }
    }

    /// Returns an answer in the contract's form.
    ///
    /// - Complexity: O(*n* · *m*) for *n* records in the answer and *m* members of a record.
    func repaired(_ answer: JSONValue) -> JSONValue {
        guard var object = unwrapped(answer) else { return answer }
        for member in model where object[member.name] == nil && (isBodyWrong || missing.contains(member.name))
        {
            rename(to: member, in: &object)
        }
        if !mistyped.isEmpty { retype(&object, by: model) }
        for list in model {
            guard let record = list.value.arrayValue?.first?.objectValue,
                let elements = object[list.name]?.arrayValue,
                !mistyped.isEmpty || record.contains(where: { missing.contains($0.name) })
            else { continue }
            object[list.name] = .array(
                elements.map { element in
                    guard var changed = element.objectValue else { return element }
                    for member in record where changed[member.name] == nil && missing.contains(member.name) {
                        rename(to: member, in: &changed)
                    }
                    if !mistyped.isEmpty { retype(&changed, by: record) }
                    return .object(changed)
                }
            )
        }
        return .object(object)
    }

    /// Gives the members that are known to have another type that of a model, in an object and in objects in it.
    private func retype(_ object: inout JSONObject, by model: JSONObject) {
        for member in model {
            guard let value = object[member.name] else { continue }
            if let inner = member.value.objectValue, var changed = value.objectValue {
                retype(&changed, by: inner)
                object[member.name] = .object(changed)
            } else if mistyped.contains(member.name), let changed = value.read(as: member.value) {
                object[member.name] = changed
            }
        }
    }

    /// The object that the contract describes: the list alone, or what another object holds.
    private func unwrapped(_ answer: JSONValue) -> JSONObject? {
        switch answer {
        case .array:
            let lists = model.filter { $0.value.arrayValue != nil }
            guard isBodyWrong, lists.count == 1, let list = lists.first else { return nil }
            return [list.name: answer]
        case .object(let object):
            guard isBodyWrong, !object.contains(where: { model[$0.name] != nil }) else { return object }
            let inner = object.compactMap { member in
                member.value.objectValue.flatMap { inner in
                    inner.contains { model[$0.name] != nil } ? inner : nil
                }
            }
            return inner.count == 1 ? inner[0] : object
        default: return nil
        }
    }

    /// Gives the one unknown member of a type the name of the member that is missing.
    private func rename(to member: JSONMember, in object: inout JSONObject) {
        let unknown = object.filter { !isKnown($0.name) && $0.value.typeName == member.value.typeName }
        guard unknown.count == 1, let found = unknown.first else { return }
        object[found.name] = nil
        object[member.name] = found.value
    }
}

extension JSONValue {
    /// Returns the value as one of the type and unit of another; `nil` where it is one, or cannot be read as one.
    ///
    /// A text that is a number may have been any text: an id is looked for in the reads that show it.
    fileprivate func read(as model: JSONValue) -> JSONValue? {
        switch (model, self) {
        case (.bool, .number(let number)): number == 0 ? false : number == 1 ? true : nil
        case (.bool, .string("true")): true
        case (.bool, .string("false")): false
        case (.number, .string(let text)): JSONNumber(text).map { .number($0) }
        case (.number(let wanted), .number(let number)): number.read(as: wanted).map { .number($0) }
        default: nil
        }
    }
}

extension JSONNumber {
    /// Returns a time in seconds in milliseconds, and a fraction as an integer, where another number is that.
    fileprivate func read(as model: JSONNumber) -> JSONNumber? {
        guard model.isInteger else { return nil }
        let isInSeconds =
            (model.intValue ?? 0) >= 100_000_000_000
            && (1_000_000_000..<100_000_000_000).contains(doubleValue)
        guard isInSeconds || !isInteger else { return nil }
        return Int(exactly: (doubleValue * (isInSeconds ? 1_000 : 1)).rounded(.down)).map { JSONNumber($0) }
    }
}

extension Action {
    /// The longest body that an example shows for a status: the one with records in its lists, and with optional members.
    func fullestExample(status: Int) -> JSONValue? {
        examples.filter { $0.status == status }.compactMap(\.body)
            .max { $0.compactText.utf8.count < $1.compactText.utf8.count }
    }
}
