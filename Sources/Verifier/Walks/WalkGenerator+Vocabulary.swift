import Contracts
import JSON

extension WalkGenerator {
    /// The contract's actions with the models of their arguments.
    struct Vocabulary: Sendable {
        let facts: ModelFacts
        let models: [ArgumentModel]
        /// The names of members that distinguish states: those with listed values in the records.
        let stateMembers: Set<String>

        init(_ facts: ModelFacts) {
            self.facts = facts
            // What all callers share is not the walk's own: nobody knows what it was before, or who changes it meanwhile.
            let shared = facts.contract.actionsOfSingletons.map(\.name)
            models = facts.contract.actions.map { ArgumentModel($0) }.filter { model in
                guard !shared.contains(model.action.name) else { return false }
                return !model.arguments.isEmpty || ArgumentModel.isJudged(JSONObject(), model.action)
            }
            stateMembers = facts.contract.records.reduce(into: []) { names, record in
                for property in record.source["properties"]?.objectValue?.members ?? []
                where property.value["enum"] != nil {
                    names.insert(property.name)
                }
            }
        }

        var reads: [ArgumentModel] { models.filter { $0.action.isRead } }
        var writes: [ArgumentModel] { models.filter { !$0.action.isRead } }
    }
}
