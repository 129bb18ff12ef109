import JSON
import Tables

/// A condition without constants inside: DynamoDB's expressions have none.
indirect enum SimplifiedCondition {
    /// It holds for every item.
    case always
    /// It holds for no item.
    case never
    /// A comparison or function.
    case test(Condition)
    case not(SimplifiedCondition)
    /// Two or more.
    case all([SimplifiedCondition])
    /// Two or more.
    case any([SimplifiedCondition])

    /// Simplifies a condition.
    ///
    /// - Complexity: O(*n*) in the number of conditions inside.
    init(_ condition: Condition) {
        switch condition {
        case .exists, .absent, .equals, .beginsWith, .contains:
            self = .test(condition)
        case .compare(_, _, let value):
            // DynamoDB refuses to compare values without an order; here, such a comparison does not hold.
            switch value {
            case .string, .number: self = .test(condition)
            default: self = .never
            }
        case .not(let inner):
            switch SimplifiedCondition(inner) {
            case .always: self = .never
            case .never: self = .always
            case .not(let inner): self = inner
            case let inner: self = .not(inner)
            }
        case .all(let conditions):
            var parts: [SimplifiedCondition] = []
            for condition in conditions.map(SimplifiedCondition.init) {
                switch condition {
                case .always: continue
                case .never: self = .never; return
                default: parts.append(condition)
                }
            }
            self = parts.count > 1 ? .all(parts) : parts.first ?? .always
        case .any(let conditions):
            var parts: [SimplifiedCondition] = []
            for condition in conditions.map(SimplifiedCondition.init) {
                switch condition {
                case .never: continue
                case .always: self = .always; return
                default: parts.append(condition)
                }
            }
            self = parts.count > 1 ? .any(parts) : parts.first ?? .never
        }
    }
}
