import Contracts

extension Action {
    /// The tables from which it deletes records, by its behaviour; without one, those that a `DELETE` writes.
    var deletedTables: Set<String> {
        guard let behaviour else { return method == "DELETE" ? Set(tables.writes) : [] }
        var bound: [String: String] = [:]
        var deleted: Set<String> = []
        Self.collect(behaviour.steps, &bound, &deleted)
        return deleted
    }

    /// Collects the tables of deleted records; `bound` holds the tables of the records that have a name.
    private static func collect(
        _ steps: [BehaviourStep],
        _ bound: inout [String: String],
        _ deleted: inout Set<String>
    ) {
        for step in steps {
            switch step.kind {
            case .get(let get): if let name = get.name { bound[name] = get.table }
            case .query(let query): if let name = query.name { bound[name] = query.table }
            case .put(let put): if let name = put.name { bound[name] = put.table }
            case .delete(let delete): if let table = bound[delete.name] { deleted.insert(table) }
            case .when(let when):
                collect(when.then, &bound, &deleted)
                collect(when.otherwise, &bound, &deleted)
            case .require, .update, .answer: break
            }
        }
    }
}
