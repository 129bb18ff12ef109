import JSON

/// `$first`: the first value that is present and not null.
struct First: Function {
    let values: [Expression]

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        for expression in values {
            if let value = try execution.value(of: expression), !value.isNull { return value }
        }
        return nil
    }
}
