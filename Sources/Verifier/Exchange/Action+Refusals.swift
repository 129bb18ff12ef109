import Contracts

extension Action {
    /// The statuses with which the action's behaviour refuses requests for what the state is.
    var refusalStatuses: Set<Int> {
        behaviour.map { Self.refusals(in: $0.steps) } ?? []
    }

    private static func refusals(in steps: [BehaviourStep]) -> Set<Int> {
        steps.reduce(into: []) { statuses, step in
            switch step.kind {
            case .get(let get): statuses.formUnion([get.refusal?.status].compactMap(\.self))
            case .query(let query): statuses.formUnion([query.refusal?.status].compactMap(\.self))
            case .require(let require): statuses.insert(require.refusal?.status ?? 400)
            case .put(let put): statuses.insert(put.refusal?.status ?? 409)
            case .when(let when):
                statuses.formUnion(refusals(in: when.then))
                statuses.formUnion(refusals(in: when.otherwise))
            case .update, .delete, .answer: break
            }
        }
    }
}
