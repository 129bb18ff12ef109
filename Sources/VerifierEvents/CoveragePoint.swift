/// A part of a contract that a run can exercise.
public struct CoveragePoint: Sendable, Hashable {
    /// The aspect of a point.
    public enum Aspect: String, Sendable, Hashable, CaseIterable {
        /// A response with a status that the contract lists.
        case status
        /// A request whose value fits a keyword of the request's schema.
        case keywordKept = "keyword kept"
        /// A request whose value breaks a keyword of the request's schema.
        case keywordBroken = "keyword broken"
        /// A request with a value that the schema lists: of an `enum`, or of a list of types.
        case requestValue = "request value"
        /// A request with an optional member.
        case memberSent = "member sent"
        /// A request without an optional member.
        case memberLeftOut = "member left out"
        /// A request in a wire form.
        case form
        /// A successful response with a value that the schema lists in an `enum`.
        case answerValue = "answer value"
        /// A successful response with an optional member.
        case answerMember = "answer member"
        /// A case about a rule was judged.
        case rule
    }

    /// The aspect of the point.
    public var aspect: Aspect
    /// The member of the request or response: its JSON Pointer, with `*` for any element; empty for the whole, and where it
    /// does not apply.
    public var place: String
    /// The status, the keyword with its value, the listed value, the form or the rule.
    public var subject: String
    /// The number of exchanges that reached it; for a rule, the number of cases.
    public var count: Int

    /// Creates a point.
    public init(aspect: Aspect, place: String = "", subject: String = "", count: Int = 0) {
        self.aspect = aspect
        self.place = place
        self.subject = subject
        self.count = count
    }

    /// Whether anything reached it.
    public var isReached: Bool { count > 0 }

    /// A sentence about what did not happen, without its full stop.
    public var missingSentence: String {
        let member = place.isEmpty ? "the whole" : place
        switch aspect {
        case .status: return "no answer had status \(subject)"
        case .keywordKept: return "no request had a value at \(member) that fits \(subject)"
        case .keywordBroken: return "no request had a value at \(member) that breaks \(subject)"
        case .requestValue: return "no request had \(subject) at \(member)"
        case .memberSent: return "no request had \(member)"
        case .memberLeftOut: return "no request left \(member) out"
        case .form: return "no request was in the form '\(subject)'"
        case .answerValue: return "no answer had \(subject) at \(member)"
        case .answerMember: return "no answer had \(member)"
        case .rule: return "no case about the rule \(subject) was judged"
        }
    }
}
