import JSON

/// One pass over a JSON text that reads it strictly and holds it against a schema at the same time, without making values.
///
/// Schemas that apply to the same value each read it again. Where a schema needs parsed values, that part of the text is parsed
/// and given to ``Evaluation``. What is rare in another way (deep nesting, names with escapes, very many names that no schema
/// knows) is left undecided, and the whole text has to be parsed.
struct StreamEvaluation: ~Copyable {
    /// The result of a pass.
    enum Verdict {
        case valid
        /// The text is not JSON, or the schema does not hold; some items of arrays are valid all the same.
        case invalid([PassedItems])
        case undecided
    }

    let bytes: UnsafeBufferPointer<UInt8>
    /// What the schemas ask for; its owner has to stay there.
    let program: UnsafePointer<StreamView>
    /// It owns the program, and whoever asks holds it meanwhile.
    unowned(unsafe) let source: SchemaProgram
    /// The names of open objects that their schemas do not know.
    let others: UnsafeMutableBufferPointer<OtherName>
    var otherCount = 0
    var index = 0
    var depth = 0
    var isUndecided = false
    /// The number of schemas around this place that need not hold.
    var attempts = 0
    var trail = FailureTrail()

    /// A name in the text, without its quotes.
    struct OtherName {
        let hash: Int
        let start: Int32
        let count: Int32
    }

    /// The number of names that the schemas do not know, in all objects that are open at a time.
    ///
    /// They fit the kilobyte that is surely taken from the stack.
    private static let mostOthers = 64

    /// Decides about a text.
    static func run(_ program: StreamProgram, on bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
        // Places are kept as numbers of 32 bits.
        guard bytes.count < Int32.max else { return .undecided }
        return withUnsafeTemporaryAllocation(of: OtherName.self, capacity: mostOthers) { others in
            withExtendedLifetime(program) {
                var evaluation = StreamEvaluation(program, bytes, others)
                let isValid = evaluation.check(program.root) && evaluation.isAtEnd()
                if evaluation.isUndecided { return .undecided }
                return isValid ? .valid : .invalid(evaluation.trail.passedItems(in: bytes))
            }
        }
    }

    private init(
        _ program: StreamProgram,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ others: UnsafeMutableBufferPointer<OtherName>
    ) {
        self.program = program.view
        source = program.source
        self.bytes = bytes
        self.others = others
    }

    private mutating func isAtEnd() -> Bool {
        _ = skipWhitespace()
        return index == bytes.count
    }

    /// Gives up; always false, to be returned.
    mutating func giveUp() -> Bool {
        isUndecided = true
        return false
    }

    /// Moves to the next byte that is not white space and gives it; 0 at the end, where no grammar rule takes a 0.
    @inline(__always)
    mutating func skipWhitespace() -> UInt8 {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                return byte
            }
            index &+= 1
        }
        return 0
    }

    /// Reads the next value, and holds it against a schema.
    mutating func check(_ number: Int) -> Bool {
        guard depth < StreamProgram.greatestDepth else { return giveUp() }
        depth &+= 1
        defer { depth &-= 1 }
        let node = program.pointee.nodes + number
        switch node.pointee.way {
        case .own: return checkOwn(node)
        case .inPlace: return checkInPlace(node)
        case .value: return checkValue(number)
        }
    }

    /// Holds the next value against what a schema itself asks for.
    mutating func checkOwn(_ node: UnsafePointer<StreamNode>) -> Bool {
        switch skipWhitespace() {
        case UInt8(ascii: "\""):
            guard node.pointee.types.contains(.string), let text = readText() else { return false }
            return !node.pointee.hasTextRules || allows(text, node)
        case UInt8(ascii: "{"):
            return node.pointee.types.contains(.object) && !node.pointee.hasChoice && checkObject(node)
        case UInt8(ascii: "["):
            return node.pointee.types.contains(.array) && !node.pointee.hasChoice && checkArray(node)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return checkNumber(node)
        case UInt8(ascii: "t"):
            return checkLiteral("true", node, .boolean, StreamLists.trueBit)
        case UInt8(ascii: "f"):
            return checkLiteral("false", node, .boolean, StreamLists.falseBit)
        case UInt8(ascii: "n"):
            return checkLiteral("null", node, .null, StreamLists.nullBit)
        default:
            return false
        }
    }

    @inline(__always)
    private mutating func checkLiteral(
        _ literal: StaticString,
        _ node: UnsafePointer<StreamNode>,
        _ type: TypeSet,
        _ bit: UInt8
    ) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard node.pointee.types.contains(type), !node.pointee.hasChoice || node.pointee.literals & bit != 0,
            bytes.count &- index >= count
        else { return false }
        for place in 0..<count where bytes[index &+ place] != literal.utf8Start[place] { return false }
        index &+= count
        return true
    }

    private mutating func checkArray(_ node: UnsafePointer<StreamNode>) -> Bool {
        index &+= 1
        var count = 0
        if skipWhitespace() == UInt8(ascii: "]") {
            index &+= 1
            return node.pointee.itemCount.allow(0)
        }
        let leading = Int(node.pointee.leadingItems.count)
        while true {
            let schema =
                count < leading
                ? program.pointee.children[Int(node.pointee.leadingItems.start) &+ count] : node.pointee.items
            guard check(Int(schema)) else {
                if attempts == 0 { trail.append(item: count, schema: count < leading ? nil : Int(schema)) }
                return false
            }
            count &+= 1
            switch skipWhitespace() {
            case UInt8(ascii: ","): index &+= 1
            case UInt8(ascii: "]"):
                index &+= 1
                return node.pointee.itemCount.allow(count)
            default: return false
            }
        }
    }
}
