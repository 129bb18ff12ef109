import Contracts
import JSON

extension BehaviourCompiler {
    /// Compiles a value; `unit` is the unit and form of times at its place.
    mutating func expression(_ value: BehaviourValue, unit: TimeUnit = .milliseconds) -> Expression {
        switch value.kind {
        case .constant(let constant):
            return .constant(constant)
        case .reference(let reference):
            return self.reference(reference, unit: unit, at: value.location)
        case .text(let parts):
            var compiled: [Expression.Part] = []
            for part in parts {
                switch part {
                case .text(let text): compiled.append(.text(text))
                case .reference(let reference):
                    compiled.append(.value(self.reference(reference, unit: unit, at: value.location)))
                }
            }
            return .text(compiled, value.location)
        case .object(let members):
            let compiled = self.members(members)
            guard compiled.allSatisfy({ $0.value.constant != nil }) else { return .object(compiled) }
            return .constant(
                .object(
                    JSONObject(
                        compiled.compactMap { member in
                            member.value.constant.map { JSONMember(name: member.name, value: $0) }
                        }
                    )
                )
            )
        case .array(let elements):
            let compiled = elements.map { expression($0) }
            let constants = compiled.compactMap(\.constant)
            return constants.count == compiled.count ? .constant(.array(constants)) : .array(compiled)
        case .function(let function):
            return self.function(function, unit: unit, at: value.location)
        }
    }

    /// Compiles the members of an object.
    mutating func members(
        _ members: [BehaviourValue.Member],
        units: (String) -> TimeUnit = { _ in .milliseconds }
    ) -> [(name: String, value: Expression)] {
        members.map { ($0.name, expression($0.value, unit: units($0.name))) }
    }

    private mutating func function(
        _ function: BehaviourFunction,
        unit: TimeUnit,
        at location: SourceLocation
    ) -> Expression {
        switch function {
        case .first(let values):
            return .function(First(values: values.map { expression($0, unit: unit) }))
        case .merge(let values):
            return .function(Merge(values: values.map { expression($0) }, location: location))
        case .choice(let choice):
            return .function(
                Choice(
                    subject: expression(choice.subject),
                    cases: Dictionary(
                        choice.cases.map { (ExactString($0.name), expression($0.value, unit: unit)) },
                        uniquingKeysWith: { _, last in last }
                    ),
                    otherwise: choice.otherwise.map { expression($0, unit: unit) }
                )
            )
        case .count(let count):
            return .function(
                Count(
                    array: expression(count.array),
                    conditions: members(count.conditions),
                    location: location
                )
            )
        case .negative(let negative):
            return .function(Negative(number: expression(negative.number), location: location))
        case .sum(let sum):
            return .function(
                Sum(
                    array: expression(sum.array),
                    member: sum.member,
                    conditions: members(sum.conditions),
                    location: location
                )
            )
        case .project(let project):
            return .function(
                Project(
                    value: expression(project.value),
                    members: project.members,
                    without: project.without,
                    location: location
                )
            )
        case .prefix(let prefix):
            return .function(
                Prefix(
                    text: expression(prefix.text),
                    bytes: prefix.bytes ?? .max,
                    characters: prefix.characters ?? .max,
                    location: location
                )
            )
        case .now(let now):
            readsTime = true
            return .function(
                Now(
                    after: now.after.map { expression($0, unit: now.unit ?? unit) },
                    notBefore: now.notBefore.map { expression($0, unit: now.unit ?? unit) },
                    unit: now.unit ?? unit,
                    location: location
                )
            )
        case .literal(let value):
            return .constant(value)
        case .list(let list):
            guard let instruction = ListInstruction(list, location, &self) else { return .constant([]) }
            reads.append(instruction)
            return .slot(instruction.slot, JSONPointer())
        }
    }
}
