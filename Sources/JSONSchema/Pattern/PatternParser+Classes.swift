/// The meaning of one member of a class.
///
/// Only a single code point can be the end of a range.
enum ClassMember {
    case scalar(UInt32)
    case set(ScalarSet)

    var set: ScalarSet {
        switch self {
        case .scalar(let value): ScalarSet(value...value)
        case .set(let set): set
        }
    }
}

extension PatternParser {
    /// Parses `[...]` at its opening bracket.
    mutating func parseClass() throws(PatternError) -> ScalarSet {
        let start = offset
        offset += 1
        let negated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !take("]") {
            let memberStart = offset
            let member = try parseClassMember(start)
            guard peek() == "-", peek(1) != "]", peek(1) != nil else {
                ranges += member.set.ranges
                continue
            }
            offset += 1
            let last = try parseClassMember(start)
            guard case .scalar(let lower) = member, case .scalar(let upper) = last else {
                throw failure(
                    "a range needs single characters at both ends; write '\\-' for the character",
                    at: memberStart
                )
            }
            guard lower <= upper else { throw failure("the range is out of order", at: memberStart) }
            ranges.append(lower...upper)
        }
        let set = ScalarSet(ranges)
        return negated ? set.inverted : set
    }

    private mutating func parseClassMember(_ start: Int) throws(PatternError) -> ClassMember {
        guard let scalar = peek() else {
            throw failure(
                "the class is not closed; add ']' or write '\\[' for the character itself",
                at: start
            )
        }
        if scalar == "\\" { return try parseSetEscape(inClass: true) }
        offset += 1
        return .scalar(scalar.value)
    }
}
