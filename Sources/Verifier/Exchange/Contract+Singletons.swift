import Contracts

extension Contract {
    /// The actions that write or read only tables of singletons: records that all callers share.
    var actionsOfSingletons: [Action] {
        let tables = Set(actions.filter(\.isSingleton).flatMap(\.tables.writes))
        return actions.filter { action in
            let used = Set(action.tables.reads + action.tables.writes)
            return action.isSingleton || (!used.isEmpty && used.isSubset(of: tables))
        }
    }
}
