extension BehaviourCheck {
    /// Notes the tables of the lists inside a value, which are read as those of steps are.
    mutating func noteReads(of value: BehaviourValue) {
        switch value.kind {
        case .constant, .reference, .text: break
        case .object(let members): for member in members { noteReads(of: member.value) }
        case .array(let elements): for element in elements { noteReads(of: element) }
        case .function(let function):
            if case .list(let list) = function { tables.reads.append(list.table) }
            for value in function.values { noteReads(of: value) }
        }
    }
}

// A case for each kind, and none for the others: the compiler asks for the values of a new one.

extension BehaviourFunction {
    /// The values that the function is of.
    fileprivate var values: [BehaviourValue] {
        switch self {
        case .first(let values), .merge(let values): values
        case .choice(let choice):
            [choice.subject] + choice.cases.map(\.value) + [choice.otherwise].compactMap(\.self)
        case .count(let count): [count.array] + count.conditions.map(\.value)
        case .sum(let sum): [sum.array] + sum.conditions.map(\.value)
        case .negative(let negative): [negative.number]
        case .project(let project): [project.value]
        case .list(let list):
            list.conditions.map(\.value) + [list.limit, list.cursor, list.after].compactMap(\.self)
        case .prefix(let prefix): [prefix.text]
        case .now(let now): [now.after, now.notBefore].compactMap(\.self)
        case .literal: []
        }
    }
}

extension BehaviourStep.Kind {
    /// The values of the step itself, without those of steps inside it.
    var values: [BehaviourValue] {
        switch self {
        case .get(let get): get.key.map(\.value)
        case .query(let query): query.conditions.map(\.value)
        case .require(let require): require.condition.values
        case .put(let put): [put.item]
        case .update(let update): [update.set].compactMap(\.self) + update.add.map(\.value)
        case .delete: []
        case .when(let when): when.condition.values
        case .answer(let answer): [answer.body] + answer.headers.map(\.value)
        }
    }
}

extension BehaviourCondition {
    /// The values that are compared.
    fileprivate var values: [BehaviourValue] {
        switch self {
        case .schema: []
        case .equal(let values): values
        case .bytes(let value, _): [value]
        }
    }
}
