import JSON

extension StreamEvaluation {
    /// Holds the next value against a schema that applies others to the same value, each of which reads it again.
    ///
    /// A part that holds has read the whole value, and so the text is known to be JSON up to there. Where none has, the value is
    /// read once more.
    mutating func checkInPlace(_ node: UnsafePointer<StreamNode>) -> Bool {
        let start = index
        var end: Int?
        if node.pointee.hasOwn {
            guard checkOwn(node) else { return false }
            end = index
        }
        for place in node.pointee.all.range {
            index = start
            guard check(Int(program.pointee.children[place])) else { return false }
            end = index
        }
        for place in node.pointee.applicators.range {
            guard apply(program.pointee.applicators[place], from: start, &end) else { return false }
        }
        if let end {
            index = end
            return true
        }
        index = start
        return check(StreamNode.any)
    }

    private mutating func apply(_ applicator: StreamNode.Applicator, from start: Int, _ end: inout Int?)
        -> Bool
    {
        switch applicator.kind {
        case .anyOf:
            for place in applicator.schemas.range where holds(place, from: start, &end) { return true }
            return false
        case .oneOf:
            var count = 0
            for place in applicator.schemas.range where holds(place, from: start, &end) {
                count += 1
                if count > 1 { return false }
            }
            return count == 1 && !isUndecided
        case .not:
            return !holds(applicator.schemas.range.lowerBound, from: start, &end) && !isUndecided
        case .condition:
            let condition = applicator.schemas.range.lowerBound
            let branch = condition + (holds(condition, from: start, &end) ? 1 : 2)
            guard !isUndecided else { return false }
            return program.pointee.children[branch] == StreamNode.any || holds(branch, from: start, &end)
        }
    }

    /// Whether a schema holds for the value at a place; if it does, the value's end is known.
    private mutating func holds(_ child: Int, from start: Int, _ end: inout Int?) -> Bool {
        guard !isUndecided else { return false }
        index = start
        let others = otherCount
        attempts &+= 1
        defer { attempts &-= 1 }
        guard check(Int(program.pointee.children[child])) else {
            otherCount = others
            return false
        }
        end = index
        return true
    }

    /// Parses the next value and holds it against a schema.
    mutating func checkValue(_ number: Int) -> Bool {
        // Nesting counts from here, so this is stricter than the whole would be: what it refuses is not decided.
        let parser = JSONParser(maximumDepth: JSONParser().maximumDepth - StreamProgram.greatestDepth)
        guard let (value, end) = try? parser.parsePrefix(of: bytes, from: index) else { return giveUp() }
        index = end
        guard let isValid = Evaluation.verdict(of: number - StreamNode.first, on: value, in: source)
        else {
            return giveUp()
        }
        return isValid
    }
}
