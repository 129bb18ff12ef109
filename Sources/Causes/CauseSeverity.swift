/// The severity of a cause, the worst first.
public enum CauseSeverity: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Data is lost, or shown to the wrong person.
    case dataLost
    /// Data is wrong.
    case wrongData
    /// The shape of answers is not the promised one.
    case shape
    /// A request is refused that should not be, or the reverse.
    case refusal
    /// Only a recommendation is broken.
    case recommendation

    /// The severity in words.
    public var words: String {
        switch self {
        case .dataLost: "data lost or shown to the wrong person"
        case .wrongData: "wrong data"
        case .shape: "broken shape"
        case .refusal: "wrong refusal"
        case .recommendation: "recommendation"
        }
    }

    /// The order of reports: the worst first.
    public static func < (left: CauseSeverity, right: CauseSeverity) -> Bool {
        left.rawValue < right.rawValue
    }
}
