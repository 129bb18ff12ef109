/// `$now`: the time of the request: `{"$now": {"after": "${order/changed}"}}`.
///
/// Its unit is that of the attribute that takes it, by the record's schema, or the one that is named.
public struct NowFunction: Sendable {
    /// A time that the result is later than; an absent one is no limit.
    public var after: BehaviourValue?
    /// A time that the result is not before; an absent one is no limit.
    public var notBefore: BehaviourValue?
    /// The unit and form; that of the place where the value is used when `nil`.
    public var unit: TimeUnit?

    init(_ node: Node, _ decoder: inout BehaviourDecoder) {
        after = decoder.value(node["after"])
        notBefore = decoder.value(node["notBefore"])
        unit = node.string("as").flatMap(TimeUnit.init)
        for member in node.members where !["after", "notBefore", "as"].contains(member.name) {
            decoder.report(
                member.node.location,
                "'$now' has no option '\(member.name)'",
                remedy: NearestName.remedy(
                    for: member.name,
                    among: ["after", "notBefore", "as"],
                    what: "option"
                )
            )
        }
        if let name = node["as"], unit == nil {
            decoder.report(
                name.location,
                "there is no such form of time",
                remedy: "use \(TimeUnit.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))"
            )
        }
    }
}
