/// Matches any pattern by trying alternatives in order, as ECMA-262 describes, within a budget of steps.
///
/// Only patterns with back-references need it: no automaton can match those. It keeps its own stack, so that long
/// texts cannot exhaust the thread's.
struct PatternBacktracker: Sendable {
    let program: PatternProgram

    /// An untried way to go on.
    private struct Choice {
        let instruction: Int
        let place: Int
        /// The registers as they were; an array shares its storage until it is written to.
        let registers: [Int]
        let lookCount: Int
    }

    /// A lookaround in progress.
    private struct OpenLook {
        let place: Int
        /// The height of the stack of choices when it began.
        let choiceCount: Int
    }

    /// The maximum number of untried paths; this bounds the memory.
    private static let maximumChoiceCount = 1_000_000

    /// Returns the maximum number of steps of a search in a text of a given length.
    static func budget(length: Int) -> Int {
        1_000_000 + 64 * length
    }

    /// Searches for a match from every place in turn.
    func search(_ text: String) -> PatternMatch {
        let text = text.unicodeScalars.map(\.value)
        let budget = Self.budget(length: text.count)
        var steps = 0
        for start in 0...text.count {
            switch match(text, from: start, steps: &steps, budget: budget) {
            case .found: return .found
            case .gaveUp(let steps): return .gaveUp(steps: steps)
            case .notFound: continue
            }
        }
        return .notFound
    }

    private func match(_ text: [UInt32], from start: Int, steps: inout Int, budget: Int) -> PatternMatch {
        var instruction = 0
        var place = start
        var registers = Array(repeating: -1, count: program.registerCount)
        var choices: [Choice] = []
        var looks: [OpenLook] = []
        while true {
            steps += 1
            guard steps <= budget, choices.count <= Self.maximumChoiceCount else {
                return .gaveUp(steps: steps)
            }
            var succeeded = true
            let current = instruction
            instruction += 1
            switch program.instructions[current] {
            case .accept: return .found
            case .scalar(let set, let backward):
                let index = backward ? place - 1 : place
                if text.indices.contains(index), program.sets[set].contains(text[index]) {
                    place = backward ? index : index + 1
                } else {
                    succeeded = false
                }
            case .split(let first, let second):
                choices.append(
                    Choice(instruction: second, place: place, registers: registers, lookCount: looks.count)
                )
                instruction = first
            case .jump(let target): instruction = target
            case .assertion(let assertion): succeeded = assertion.holds(in: text, at: place)
            case .save(let register): registers[register] = place
            case .clear(let range):
                for register in range { registers[register] = -1 }
            case .requireProgress(let register): succeeded = registers[register] != place
            case .backreference(let reference, let backward):
                let groups = program.references[reference]
                let end = placeAfterReference(to: groups, registers, in: text, at: place, backward, &steps)
                if let end { place = end } else { succeeded = false }
            case .beginLook(let negated, let next):
                looks.append(OpenLook(place: place, choiceCount: choices.count))
                // When the body fails on every path, a negated lookaround continues after it.
                if negated {
                    choices.append(
                        Choice(
                            instruction: next,
                            place: place,
                            registers: registers,
                            lookCount: looks.count - 1
                        )
                    )
                }
            case .endLook(let negated):
                guard let look = looks.popLast() else { return .notFound }
                choices.removeLast(choices.count - look.choiceCount)
                place = look.place
                succeeded = !negated
            case .look: succeeded = false
            }
            guard !succeeded else { continue }
            guard let choice = choices.popLast() else { return .notFound }
            instruction = choice.instruction
            place = choice.place
            registers = choice.registers
            looks.removeLast(max(0, looks.count - choice.lookCount))
        }
    }

    /// Returns the place after the text when it equals what one of the groups captured.
    ///
    /// A group that took no part matches the empty string.
    private func placeAfterReference(
        to groups: [Int],
        _ registers: [Int],
        in text: [UInt32],
        at place: Int,
        _ backward: Bool,
        _ steps: inout Int
    ) -> Int? {
        for group in groups {
            let (start, end) = (registers[2 * group], registers[2 * group + 1])
            guard start >= 0, end >= start else { continue }
            let length = end - start
            let from = backward ? place - length : place
            guard from >= 0, from + length <= text.count else { return nil }
            steps += length
            guard text[start..<end].elementsEqual(text[from..<(from + length)]) else { return nil }
            return backward ? from : from + length
        }
        return place
    }
}
