extension PatternParser {
    // MARK: Groups

    /// Parses a lookaround when one begins here.
    mutating func parseLook() throws(PatternError) -> PatternNode? {
        let start = offset
        let (behind, negated): (Bool, Bool)
        if take("(?=") {
            (behind, negated) = (false, false)
        } else if take("(?!") {
            (behind, negated) = (false, true)
        } else if take("(?<=") {
            (behind, negated) = (true, false)
        } else if take("(?<!") {
            (behind, negated) = (true, true)
        } else {
            return nil
        }
        let body = try parseGroupBody(start)
        if let next = peek(), "*+?{".unicodeScalars.contains(next) {
            throw failure("a lookaround cannot be repeated; put it into a group '(?:...)'")
        }
        return .look(body, behind: behind, negated: negated)
    }

    mutating func parseGroup() throws(PatternError) -> PatternNode {
        let start = offset
        offset += 1
        if take("?:") { return try parseGroupBody(start) }
        guard take("?") else {
            groupCount += 1
            let number = groupCount
            return .capture(try parseGroupBody(start), number: number)
        }
        guard peek() == "<" else {
            throw failure(
                "a group begins with '(', '(?:', '(?<name>', '(?=', '(?!', '(?<=' or '(?<!'",
                at: start
            )
        }
        let name = try parseGroupName()
        groupCount += 1
        let number = groupCount
        guard groups.add(name, number: number) else {
            throw failure("two groups of one alternative are named '\(name)'", at: start)
        }
        return .capture(try parseGroupBody(start), number: number)
    }

    private mutating func parseGroupBody(_ start: Int) throws(PatternError) -> PatternNode {
        let body = try parseDisjunction()
        guard take(")") else {
            throw failure(
                "the group is not closed; add ')' or write '\\(' for the character itself",
                at: start
            )
        }
        return body
    }

    /// Parses `<name>`, a RegExpIdentifierName between angle brackets.
    private mutating func parseGroupName() throws(PatternError) -> String {
        let start = offset
        var name = ""
        guard take("<") else { throw failure("expected a group's name such as <name>") }
        while let scalar = peek(), scalar != ">" {
            offset += 1
            var letter = scalar
            if scalar == "\\" {
                guard take("u"), let escaped = Unicode.Scalar(try parseUnicodeEscape()) else {
                    throw failure("only \\u escapes are allowed in a group's name", at: start)
                }
                letter = escaped
            }
            let isFirst = name.isEmpty
            let properties = letter.properties
            guard
                letter == "$" || letter == "_" || properties.isIDStart
                    || (!isFirst && (properties.isIDContinue || letter == "\u{200C}" || letter == "\u{200D}"))
            else { throw failure("'\(letter)' cannot stand there in a group's name", at: start) }
            name.unicodeScalars.append(letter)
        }
        guard !name.isEmpty, take(">") else {
            throw failure("expected a group's name such as <name>", at: start)
        }
        return name
    }

    // MARK: References

    /// Parses `\1` or `\k<name>` when one is there.
    mutating func parseReference() throws(PatternError) -> PatternNode? {
        let start = offset
        if take("\\k") {
            let name = try parseGroupName()
            pendingReferences.append((.name(name), start))
            // A negative number represents a name until all groups are known.
            return .backreference([-pendingReferences.count])
        }
        guard let digit = peek(1)?.decimalDigit, digit > 0 else { return nil }
        offset += 1
        let number = parseDecimal() ?? 0
        pendingReferences.append((.number(number), start))
        return .backreference([number])
    }

    func resolvingNames(_ node: PatternNode) -> PatternNode {
        switch node {
        case .empty, .scalar, .assertion: return node
        case .sequence(let nodes): return .sequence(nodes.map(resolvingNames))
        case .alternation(let nodes): return .alternation(nodes.map(resolvingNames))
        case .capture(let body, let number): return .capture(resolvingNames(body), number: number)
        case .repetition(let body, let minimum, let maximum, let lazy):
            return .repetition(resolvingNames(body), minimum: minimum, maximum: maximum, lazy: lazy)
        case .look(let body, let behind, let negated):
            return .look(resolvingNames(body), behind: behind, negated: negated)
        case .backreference(let numbers):
            guard let number = numbers.first, number < 0,
                case .name(let name) = pendingReferences[-number - 1].target
            else { return node }
            return .backreference(groups.numbers(named: name))
        }
    }
}
