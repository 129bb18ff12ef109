/// Parses a regular expression by ECMA-262's Pattern grammar with the `u` flag, without Annex B's leniency.
///
/// Named groups may share a name across alternatives. Inline modifiers (`(?i:...)`) are refused: nothing in JSON
/// Schema needs them.
struct PatternParser {
    /// Deeper nesting is refused: the parser and the compiler recurse.
    static let maximumDepth = 100

    let source: String
    let scalars: [Unicode.Scalar]
    var offset = 0
    private var depth = 0
    var groupCount = 0
    var groups = NamedGroups()
    /// Checked at the end, since a group may follow the reference to it.
    var pendingReferences: [(target: ReferenceTarget, offset: Int)] = []

    enum ReferenceTarget {
        case number(Int)
        case name(String)
    }

    init(_ source: String) {
        self.source = source
        scalars = Array(source.unicodeScalars)
    }

    /// Parses the whole pattern.
    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try parseDisjunction()
        if let scalar = peek() {
            // Only a closing parenthesis ends a disjunction early.
            throw failure("'\(scalar)' closes no group; write '\\\(scalar)' for the character itself")
        }
        for (target, offset) in pendingReferences {
            switch target {
            case .number(let number) where number > groupCount:
                throw failure("group \(number) does not exist; the expression has \(groupCount)", at: offset)
            case .name(let name) where groups.numbers(named: name).isEmpty:
                throw failure("no group is named '\(name)'", at: offset)
            case .number, .name: break
            }
        }
        return resolvingNames(node)
    }

    // MARK: Scanning

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        offset + distance < scalars.count ? scalars[offset + distance] : nil
    }

    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == expected else { return false }
        offset += 1
        return true
    }

    mutating func take(_ expected: String) -> Bool {
        let wanted = Array(expected.unicodeScalars)
        guard offset + wanted.count <= scalars.count,
            scalars[offset..<(offset + wanted.count)].elementsEqual(wanted)
        else { return false }
        offset += wanted.count
        return true
    }

    func failure(_ reason: String, at place: Int? = nil) -> PatternError {
        PatternError(source: source, offset: place ?? offset, reason: reason)
    }

    // MARK: Grammar

    mutating func parseDisjunction() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw failure("groups are nested deeper than \(Self.maximumDepth)")
        }
        groups.enterDisjunction()
        defer { groups.leaveDisjunction() }
        var alternatives = [try parseAlternative()]
        while take("|") {
            groups.nextAlternative()
            alternatives.append(try parseAlternative())
        }
        return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
    }

    private mutating func parseAlternative() throws(PatternError) -> PatternNode {
        var terms: [PatternNode] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            terms.append(try parseTerm(scalar))
        }
        return switch terms.count {
        case 0: .empty
        case 1: terms[0]
        default: .sequence(terms)
        }
    }

    private mutating func parseTerm(_ scalar: Unicode.Scalar) throws(PatternError) -> PatternNode {
        let atom: PatternNode
        switch scalar {
        case "^":
            offset += 1
            return .assertion(.start)
        case "$":
            offset += 1
            return .assertion(.end)
        case "(":
            if let look = try parseLook() { return look }
            atom = try parseGroup()
        case ".":
            offset += 1
            atom = .scalar(ScalarSet.lineTerminators.inverted)
        case "[":
            atom = .scalar(try parseClass())
        case "\\":
            if take("\\b") { return .assertion(.wordBoundary) }
            if take("\\B") { return .assertion(.notWordBoundary) }
            atom = try parseAtomEscape()
        case "*", "+", "?", "{":
            throw failure("nothing to repeat; write '\\\(scalar)' for the character itself")
        case "}", "]":
            throw failure("'\(scalar)' opens nothing; write '\\\(scalar)' for the character itself")
        default:
            offset += 1
            atom = .scalar(ScalarSet(scalar.value...scalar.value))
        }
        return try parseQuantifier(of: atom)
    }

    private mutating func parseQuantifier(of atom: PatternNode) throws(PatternError) -> PatternNode {
        let minimum: Int
        let maximum: Int?
        let start = offset
        switch peek() {
        case "*": (minimum, maximum) = (0, nil)
        case "+": (minimum, maximum) = (1, nil)
        case "?": (minimum, maximum) = (0, 1)
        case "{":
            offset += 1
            guard let lower = parseDecimal() else {
                throw failure("expected a count after '{'; write '\\{' for the character itself", at: start)
            }
            minimum = lower
            maximum = take(",") ? parseDecimal() : lower
            guard peek() == "}" else {
                throw failure(
                    "a count must look like {2}, {2,} or {2,5}; write '\\{' for the character",
                    at: start
                )
            }
            if let maximum, maximum < minimum {
                throw failure("the counts are out of order: \(minimum) is more than \(maximum)", at: start)
            }
        default: return atom
        }
        offset += 1
        return .repetition(atom, minimum: minimum, maximum: maximum, lazy: take("?"))
    }

    /// Parses digits; a number too large for the machine becomes the largest there is.
    mutating func parseDecimal() -> Int? {
        var value: Int?
        while let scalar = peek(), let digit = scalar.decimalDigit {
            let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
            value = overflow || product > Int.max - digit ? Int.max : product + digit
            offset += 1
        }
        return value
    }
}

extension Unicode.Scalar {
    /// The value of an ASCII digit.
    var decimalDigit: Int? {
        ("0"..."9").contains(self) ? Int(value) - 0x30 : nil
    }

    /// The value of an ASCII hexadecimal digit.
    var hexadecimalDigit: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x57
        case "A"..."F": value - 0x37
        default: nil
        }
    }
}
