import JSON

/// The lists of a ``StreamProgram`` in memory that stays where it is: to use them counts no references.
struct StreamView {
    /// Records without references, which need no destruction.
    let nodes: UnsafePointer<StreamNode>
    /// The places of nodes that nodes name by ``StreamNode/Part``.
    let children: UnsafeBufferPointer<Int32>
    let applicators: UnsafeBufferPointer<StreamNode.Applicator>
    let tables: UnsafeBufferPointer<ByteTable>
    let dependents: UnsafeBufferPointer<StreamDependents>
    let patternMembers: UnsafeBufferPointer<StreamPatternMembers>
    let automata: UnsafeBufferPointer<StreamAutomaton>
    let patterns: UnsafeBufferPointer<Pattern>
    let formats: UnsafeBufferPointer<ByteCheck>
    let numbers: UnsafeBufferPointer<JSONNumber>
    let numberRules: UnsafeBufferPointer<NumberRule>

    /// Copies the lists; ``deallocate()`` frees the copies, and what the lists own.
    init(_ nodes: [StreamNode], _ lists: StreamLists) {
        func copy<Element>(_ list: [Element]) -> UnsafeBufferPointer<Element> {
            // One more than there are, so that there always is an address.
            let memory = UnsafeMutablePointer<Element>.allocate(capacity: list.count + 1)
            list.withUnsafeBufferPointer { buffer in
                if let start = buffer.baseAddress { memory.initialize(from: start, count: buffer.count) }
            }
            return UnsafeBufferPointer(start: memory, count: list.count)
        }
        let nodeMemory = UnsafeMutablePointer<StreamNode>.allocate(capacity: nodes.count)
        for (place, node) in nodes.enumerated() { (nodeMemory + place).initialize(to: node) }
        self.nodes = UnsafePointer(nodeMemory)
        children = copy(lists.children)
        applicators = copy(lists.applicators)
        tables = copy(lists.tables)
        dependents = copy(lists.dependents)
        patternMembers = copy(lists.patternMembers)
        automata = copy(lists.automata)
        patterns = copy(lists.patterns)
        formats = copy(lists.formats)
        numbers = copy(lists.numbers)
        numberRules = copy(lists.numberRules)
    }

    /// Frees the memory.
    func deallocate() {
        func free<Element>(_ list: UnsafeBufferPointer<Element>) {
            UnsafeMutableBufferPointer(mutating: list).deinitialize()
            list.deallocate()
        }
        for table in tables { table.deallocate() }
        for automaton in automata { automaton.deallocate() }
        nodes.deallocate()
        free(children)
        free(applicators)
        free(tables)
        free(dependents)
        free(patternMembers)
        free(automata)
        free(patterns)
        free(formats)
        free(numbers)
        free(numberRules)
    }
}

extension StreamView {
    /// Returns whether a member of that name makes no difference to whether a schema holds for an object.
    ///
    /// - Parameters:
    ///   - name: The name's UTF-8 bytes.
    ///   - place: The node.
    ///   - budget: The number of nodes that are still looked at.
    /// - Returns: `false` also where the budget is used up.
    func disregards(_ name: UnsafeRawBufferPointer, at place: Int, budget: inout Int) -> Bool {
        guard place != StreamNode.any else { return true }
        budget -= 1
        let node = nodes + place
        guard budget >= 0, node.pointee.way != .value, node.pointee.otherMembers == StreamNode.any,
            node.pointee.nameSchema == StreamNode.any, node.pointee.patternMembers.isEmpty,
            node.pointee.memberCount == CountLimits(),
            node.pointee.names < 0 || tables[Int(node.pointee.names)].place(of: name, guess: 0) < 0
        else { return false }
        for child in node.pointee.all.range
        where !disregards(name, at: Int(children[child]), budget: &budget) { return false }
        for applicator in node.pointee.applicators.range {
            for child in applicators[applicator].schemas.range
            where !disregards(name, at: Int(children[child]), budget: &budget) { return false }
        }
        return true
    }
}
