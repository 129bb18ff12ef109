import JSON

extension StreamEvaluation {
    mutating func checkObject(_ node: UnsafePointer<StreamNode>) -> Bool {
        index &+= 1
        let firstOther = otherCount
        var seen: UInt64 = 0
        var count = 0
        var guess = 0
        if skipWhitespace() == UInt8(ascii: "}") {
            index &+= 1
        } else {
            members: while true {
                guard skipWhitespace() == UInt8(ascii: "\"") else { return false }
                let start = index &+ 1
                if node.pointee.predictsNames, readMember(node, &guess, &seen) {
                    let schema = program.pointee.children[Int(node.pointee.members.start) &+ guess &- 1]
                    guard check(Int(schema)) else { return fail(at: start) }
                } else {
                    guard checkMember(node, at: start, since: firstOther, &guess, &seen) else { return false }
                }
                count &+= 1
                switch skipWhitespace() {
                case UInt8(ascii: ","): index &+= 1
                case UInt8(ascii: "}"):
                    index &+= 1
                    break members
                default: return false
                }
            }
        }
        otherCount = firstOther
        guard node.pointee.required & ~seen == 0, node.pointee.memberCount.allow(count) else { return false }
        for place in node.pointee.dependents.range {
            let dependents = program.pointee.dependents[place]
            if seen & dependents.present != 0, dependents.required & ~seen != 0 { return false }
        }
        return true
    }

    /// Reads a member whose name is not the expected one, and holds its value against the schemas for it.
    private mutating func checkMember(
        _ node: UnsafePointer<StreamNode>,
        at start: Int,
        since firstOther: Int,
        _ guess: inout Int,
        _ seen: inout UInt64
    ) -> Bool {
        guard let name = readText() else { return false }
        // Its bytes are not those of the name.
        guard !name.hasEscapes else { return giveUp() }
        guard skipWhitespace() == UInt8(ascii: ":") else { return false }
        index &+= 1
        let content = bytes(of: name)
        var place = -1
        if node.pointee.names >= 0 {
            place = program.pointee.tables[Int(node.pointee.names)].place(
                of: UnsafeRawBufferPointer(content),
                guess: guess
            )
        }
        if place >= 0 {
            // A duplicate makes the text no JSON, as it does for the parser.
            guard seen & (1 &<< UInt64(place)) == 0 else { return false }
            seen |= 1 &<< UInt64(place)
            guess = place &+ 1
        } else {
            guard enter(content, at: name.start, since: firstOther) else { return false }
        }
        if node.pointee.nameSchema != StreamNode.any {
            guard checkName(name, Int(node.pointee.nameSchema)) else { return false }
        }
        if node.pointee.patternMembers.isEmpty {
            let schema =
                place >= 0
                ? program.pointee.children[Int(node.pointee.members.start) &+ place]
                : node.pointee.otherMembers
            guard check(Int(schema)) else { return fail(at: start) }
        } else {
            guard checkMatched(content, place, node) else { return fail(at: start) }
        }
        return true
    }

    /// Notes the member whose value is not valid; always false, to be returned.
    @inline(never)
    private mutating func fail(at name: Int) -> Bool {
        if attempts == 0, let end = StringScanner.stringEnd(in: bytes, from: name)?.end {
            trail.append(member: name..<end)
        }
        return false
    }

    /// Reads a member's name and colon where it is the one that is expected next, or does nothing.
    @inline(__always)
    private mutating func readMember(
        _ node: UnsafePointer<StreamNode>,
        _ guess: inout Int,
        _ seen: inout UInt64
    ) -> Bool {
        let length = program.pointee.tables[Int(node.pointee.names)]
            .length(ofGuess: guess, in: bytes, at: index &+ 1)
        let bit = 1 &<< UInt64(guess)
        guard length >= 0, seen & bit == 0 else { return false }
        let start = index
        index &+= length &+ 2
        guard skipWhitespace() == UInt8(ascii: ":") else {
            index = start
            return false
        }
        index &+= 1
        seen |= bit
        guess &+= 1
        return true
    }

    /// Notes a name that the schema does not know, unless the object has it already.
    private mutating func enter(_ name: UnsafeBufferPointer<UInt8>, at start: Int, since first: Int) -> Bool {
        let hash = TextKey(UnsafeRawBufferPointer(name)).hash
        for other in others[first..<otherCount] where other.hash == hash && Int(other.count) == name.count {
            let earlier = bytes[Int(other.start)..<(Int(other.start) &+ name.count)]
            if earlier.elementsEqual(name) { return false }
        }
        guard otherCount < others.count else { return giveUp() }
        others.initializeElement(
            at: otherCount,
            to: OtherName(hash: hash, start: Int32(start), count: Int32(name.count))
        )
        otherCount &+= 1
        return true
    }

    /// Holds a name against a schema for names, which is a text like any other.
    private mutating func checkName(_ name: Text, _ schema: Int) -> Bool {
        let behind = index
        index = name.start &- 1
        guard check(schema) else { return false }
        index = behind
        return true
    }

    /// Holds a member against all schemas whose pattern its name matches, and that of its name.
    private mutating func checkMatched(
        _ name: UnsafeBufferPointer<UInt8>,
        _ place: Int,
        _ node: UnsafePointer<StreamNode>
    ) -> Bool {
        let start = index
        var isMatched = false
        if place >= 0 {
            isMatched = true
            guard check(Int(program.pointee.children[Int(node.pointee.members.start) &+ place])) else {
                return false
            }
        }
        for place in node.pointee.patternMembers.range {
            let member = program.pointee.patternMembers[place]
            switch program.pointee.patterns[member.pattern].search(in: name) {
            case .notFound: continue
            case .gaveUp: return false
            case .found: break
            }
            isMatched = true
            index = start
            guard check(member.schema) else { return false }
        }
        return isMatched || check(Int(node.pointee.otherMembers))
    }
}
