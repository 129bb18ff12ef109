import JSON

/// The lists of a ``StreamProgram`` while they grow.
struct StreamLists {
    /// The node that stands for each schema.
    var targets: [Int] = []
    private(set) var children: [Int32] = []
    private(set) var applicators: [StreamNode.Applicator] = []
    private(set) var tables: [ByteTable] = []
    private(set) var dependents: [StreamDependents] = []
    private(set) var patternMembers: [StreamPatternMembers] = []
    private(set) var automata: [StreamAutomaton] = []
    private(set) var patterns: [Pattern] = []
    private(set) var formats: [ByteCheck] = []
    private(set) var numbers: [JSONNumber] = []
    private(set) var numberRules: [NumberRule] = []

    /// Frees what will not be used after all.
    func deallocate() {
        for table in tables { table.deallocate() }
        for automaton in automata { automaton.deallocate() }
    }

    /// The node that stands for a schema.
    func place(of schema: Subschema) -> Int {
        switch schema.verdict {
        case true?: StreamNode.any
        case false?: StreamNode.never
        case nil: targets[schema.index]
        }
    }

    /// Makes the record of a schema.
    mutating func node(_ own: StreamConstraints) -> StreamNode {
        var node = StreamNode()
        let names = own.knownNames
        guard !own.needsValue, StreamProgram.canHold(names: names.count),
            own.items == nil || own.items?.from == own.leadingItems.count
        else {
            node.way = .value
            return node
        }
        node.hasOwn = own.hasOwn
        if !own.all.isEmpty || !own.applicators.isEmpty { node.way = .inPlace }
        node.types = own.types
        addTextRules(own, to: &node)
        addNumberRules(own, to: &node)
        if let choice = own.choice { addChoice(choice, to: &node) }
        node.itemCount = own.itemCount
        node.leadingItems = add(own.leadingItems)
        if let items = own.items { node.items = Int32(place(of: items.schema)) }
        addMemberRules(own, names, to: &node)
        node.all = add(own.all)
        addApplicators(own, to: &node)
        return node
    }

    private mutating func add(_ schemas: [Subschema]) -> StreamNode.Part {
        Self.append(schemas.map { Int32(place(of: $0)) }, to: &children)
    }

    private static func append<Element>(_ part: [Element], to list: inout [Element]) -> StreamNode.Part {
        defer { list += part }
        return StreamNode.Part(start: Int32(list.count), count: Int32(part.count))
    }
}

// MARK: - Scalars

extension StreamLists {
    private mutating func addTextRules(_ own: StreamConstraints, to node: inout StreamNode) {
        node.hasTextRules = own.hasTextRules
        node.length = own.length
        let automata = own.patterns.map(\.streamAutomaton)
        // An automaton serves ASCII texts only; the pattern itself is there for the others.
        node.automata = Self.append(
            automata.allSatisfy { $0 != nil } ? automata.compactMap { $0 } : [],
            to: &self.automata
        )
        if node.automata.isEmpty { for automaton in automata { automaton?.deallocate() } }
        node.patterns = Self.append(own.patterns, to: &patterns)
        node.formats = Self.append(own.formats, to: &formats)
    }

    private mutating func addNumberRules(_ own: StreamConstraints, to node: inout StreamNode) {
        node.hasNumberRules = !own.numberRules.isEmpty || own.choice != nil
        node.numberRules = Self.append(own.numberRules, to: &numberRules)
        for rule in own.numberRules {
            switch rule {
            case .least(let limit):
                guard let limit = limit.intValue else { break }
                node.least = max(node.least, limit)
                continue
            case .greatest(let limit):
                guard let limit = limit.intValue else { break }
                node.greatest = min(node.greatest, limit)
                continue
            case .above(let limit):
                guard let limit = limit.intValue, limit < Int.max else { break }
                node.least = max(node.least, limit + 1)
                continue
            case .below(let limit):
                guard let limit = limit.intValue, limit > Int.min else { break }
                node.greatest = min(node.greatest, limit - 1)
                continue
            case .multiple(let divisor):
                guard let divisor = divisor.intValue, node.divisor == 0 else { break }
                node.divisor = divisor
                continue
            }
            node.isExact = true
        }
    }

    private mutating func addChoice(_ values: [JSONValue], to node: inout StreamNode) {
        node.hasChoice = true
        node.isExact = true
        var texts: [String] = []
        var known: Set<ExactString> = []
        var numbers: [JSONNumber] = []
        for value in values {
            switch value {
            case .null: node.literals |= StreamLists.nullBit
            case .bool(let flag): node.literals |= flag ? StreamLists.trueBit : StreamLists.falseBit
            case .number(let number): numbers.append(number)
            case .string(let text): if known.insert(ExactString(text)).inserted { texts.append(text) }
            case .array, .object: break
            }
        }
        node.numbers = Self.append(numbers, to: &self.numbers)
        if !texts.isEmpty { node.texts = add(texts) }
    }

    static let nullBit: UInt8 = 1
    static let falseBit: UInt8 = 2
    static let trueBit: UInt8 = 4

    private mutating func add(_ texts: [String]) -> Int32 {
        tables.append(ByteTable(texts))
        return Int32(tables.count - 1)
    }
}

// MARK: - Containers and applicators

extension StreamLists {
    private mutating func addMemberRules(
        _ own: StreamConstraints,
        _ names: [String],
        to node: inout StreamNode
    ) {
        node.memberCount = own.memberCount
        if let schema = own.otherMembers { node.otherMembers = Int32(place(of: schema)) }
        if let schema = own.names { node.nameSchema = Int32(place(of: schema)) }
        if !names.isEmpty {
            node.names = add(names)
            // Names that only `required` and the like speak of are other members to the schemas of members.
            let others = Array(repeating: node.otherMembers, count: names.count - own.members.count)
            node.members = Self.append(
                own.members.map { Int32(place(of: $0.schema)) } + others,
                to: &children
            )
        }
        let places = Dictionary(names.enumerated().map { (ExactString($0.element), $0.offset) }) { first, _ in
            first
        }
        func bits(_ names: [String]) -> UInt64 {
            names.reduce(0) { bits, name in bits | (places[ExactString(name)].map { 1 << UInt64($0) } ?? 0) }
        }
        node.required = bits(own.required)
        node.dependents = Self.append(
            own.dependents.map { StreamDependents(present: bits([$0.name]), required: bits($0.required)) },
            to: &dependents
        )
        let matched = own.patternMembers.map { member in
            patterns.append(member.pattern)
            return StreamPatternMembers(pattern: patterns.count - 1, schema: place(of: member.schema))
        }
        node.patternMembers = Self.append(matched, to: &patternMembers)
        node.predictsNames = node.names >= 0 && matched.isEmpty && own.names == nil
        // A known name without a schema of its own is an other member only if no pattern matches: too rare to tell apart.
        if !matched.isEmpty, names.count > own.members.count { node.way = .value }
    }

    private mutating func addApplicators(_ own: StreamConstraints, to node: inout StreamNode) {
        let list = own.applicators.map { applicator in
            switch applicator {
            case .anyOf(let schemas): StreamNode.Applicator(kind: .anyOf, schemas: add(schemas))
            case .oneOf(let schemas): StreamNode.Applicator(kind: .oneOf, schemas: add(schemas))
            case .not(let schema): StreamNode.Applicator(kind: .not, schemas: add([schema]))
            case .condition(let condition, let then, let otherwise):
                StreamNode.Applicator(
                    kind: .condition,
                    schemas: Self.append(
                        [condition, then, otherwise].map { Int32($0.map(place) ?? StreamNode.any) },
                        to: &children
                    )
                )
            }
        }
        node.applicators = Self.append(list, to: &applicators)
    }
}
