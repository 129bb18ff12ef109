import Contracts
import JSON
import JSONSchema

/// Reads after the changes of a walk.
extension WalkGenerator {
    /// Reads what a write may have changed, by the reads with required parameters.
    mutating func readBack(_ step: WalkStep, everything: Bool) async {
        guard let action = vocabulary.facts.contract.action(named: step.action), !action.isRead else {
            return
        }
        var context = context(of: step)
        if let made = records.last, case .made(let source, _) = made.origin, source == step.id {
            context.merge(made.context) { old, _ in old }
        }
        for read in vocabulary.reads
        where !Set(read.action.tables.reads).isDisjoint(with: action.tables.writes) {
            let required = read.arguments.filter { !$0.isOptional }
            guard !required.isEmpty else {
                if untold.contains(step.id) {
                    await run(WalkStep(id: freshIdentifier(), action: read.action.name, arguments: []))
                } else if everything || random.happens(percent: 25), let step = candidate(read) {
                    await run(step)
                }
                continue
            }
            await run(read, required.map(\.name), context)
        }
    }

    private mutating func run(_ read: ArgumentModel, _ names: [String], _ context: [String: WalkValue]) async
    {
        let members = names.compactMap { name in context[name].map { WalkMember(name: name, value: $0) } }
        guard members.count == names.count else { return }
        lastReads.insert([WalkMember(name: read.action.name, value: .literal(.null))] + members)
        await run(WalkStep(id: freshIdentifier(), action: read.action.name, arguments: members))
    }

    /// Reads everything that the walk has created, by every read and with every listed value.
    mutating func readEverything() async {
        let known = lastReads
        for read in vocabulary.reads {
            let required = read.arguments.filter { !$0.isOptional }.map(\.name)
            if required.isEmpty {
                await run(WalkStep(id: freshIdentifier(), action: read.action.name, arguments: []))
                for argument in read.arguments {
                    guard case .listed(let values) = argument.kind else { continue }
                    for value in values {
                        let member = WalkMember(name: argument.name, value: .literal(value))
                        await run(
                            WalkStep(id: freshIdentifier(), action: read.action.name, arguments: [member])
                        )
                    }
                }
                continue
            }
            let asked = known.filter { $0.first?.name == read.action.name }.map { Array($0.dropFirst()) }
            for members in asked.sorted(by: { "\($0)" < "\($1)" }) {
                await run(WalkStep(id: freshIdentifier(), action: read.action.name, arguments: members))
            }
        }
    }
}
