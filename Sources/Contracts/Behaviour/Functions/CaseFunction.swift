/// `$case`: a choice by a value: `{"$case": "${status}", "of": {"all": ["open", "closed"]}, "else": "${status}"}`.
public struct CaseFunction: Sendable {
    /// The value that decides: a text, number or boolean, compared by its text.
    public var subject: BehaviourValue
    /// The results by the subject's text.
    public var cases: [BehaviourValue.Member]
    /// The result for an absent subject and every other one; absent when `nil`.
    public var otherwise: BehaviourValue?

    init(_ subject: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        self.subject = decoder.value(subject)
        cases = decoder.members(node["of"])
        otherwise = decoder.value(node["else"])
    }
}
