/// Searches a text that some patterns match and others do not: a breadth-first walk through the product of their automata.
///
/// It finds the shortest such text, or that there is none within the budget. Patterns that look around or refer back are
/// no automata, and then there is no conjunction.
struct PatternConjunction {
    /// One pattern on the way through a text.
    private enum Progress: Hashable {
        case on(PatternDeterminizer.State)
        /// A match was seen, whatever follows.
        case matched
        /// No match can be seen any more.
        case dead
    }

    /// A place of the walk: how far each pattern is, and how many scalars of the least length are there.
    private struct Place: Hashable {
        var progress: [Progress]
        var length: Int
    }

    private struct Step {
        var place: Place
        var previous: Int
        var scalar: UInt32
        var length: Int
    }

    private var automata: [PatternDeterminizer]
    /// Whether the text has to match the automaton of the same number, or must not.
    private let wanted: [Bool]
    /// The scalars to choose from, one list for each class of scalars that all patterns treat alike.
    private let choices: [[UInt32]]

    /// The maximum number of states to visit.
    private static let budget = 6_000
    /// A text of more scalars is not searched in this way.
    private static let longest = 300
    private static let mostClasses = 300

    /// Creates a search; `nil` where one of the patterns is no automaton.
    init?(_ patterns: [String], without others: [String]) {
        var automata: [PatternDeterminizer] = []
        for source in patterns + others {
            var parser = PatternParser(source)
            guard let node = try? parser.parse(), !node.hasBackreference, !node.hasLook,
                let program = try? PatternCompiler.compile(
                    node,
                    source: source,
                    groupCount: parser.groupCount,
                    target: .automaton
                )
            else { return nil }
            automata.append(PatternDeterminizer(program, isAnchored: node.isAnchoredAtStart))
        }
        self.automata = automata
        wanted = patterns.map { _ in true } + others.map { _ in false }
        let alphabet = PatternAlphabet(sets: automata.flatMap(\.program.sets), separatesWords: true)
        guard alphabet.count <= Self.mostClasses else { return nil }
        var choices = Array(repeating: [UInt32](), count: alphabet.count)
        for scalar in UInt32(0x20)...0x7E { choices[alphabet.classIndex(of: scalar)].append(scalar) }
        for number in choices.indices where choices[number].isEmpty {
            let representative = alphabet.representatives[number]
            // Control characters are valid, and nothing that a reader would like to see.
            if Unicode.Scalar(representative) != nil { choices[number] = [representative] }
        }
        self.choices = choices.filter { !$0.isEmpty }
    }

    /// Returns a text of a number of scalars within limits; `nil` where none is found.
    ///
    /// - Complexity: O(*b* · *c*) for the budget and the number of classes.
    mutating func text(_ limits: Limits, using random: inout SeededRandom) -> String? {
        guard limits.minimum <= Self.longest else { return nil }
        let start = Place(progress: automata.map { .on($0.initial) }, length: 0)
        var steps = [Step(place: start, previous: -1, scalar: 0, length: 0)]
        var seen: Set<Place> = [start]
        var next = 0
        while next < steps.count, next < Self.budget {
            let step = steps[next]
            if step.length >= limits.minimum, isEnd(step.place) { return text(to: next, in: steps) }
            let length = step.length + 1
            if length <= limits.maximum ?? Self.longest {
                for choice in random.shuffled(choices) {
                    guard let scalar = random.element(of: choice),
                        let place = place(after: scalar, from: step.place, min(length, limits.minimum)),
                        seen.insert(place).inserted
                    else { continue }
                    steps.append(Step(place: place, previous: next, scalar: scalar, length: length))
                }
            }
            next += 1
        }
        return nil
    }

    private func text(to last: Int, in steps: [Step]) -> String {
        var scalars: [Unicode.Scalar] = []
        var number = last
        while steps[number].previous >= 0 {
            if let scalar = Unicode.Scalar(steps[number].scalar) { scalars.append(scalar) }
            number = steps[number].previous
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.reversed())
        return String(view)
    }

    /// The place after one more scalar; `nil` where no text that begins like this will do.
    private mutating func place(after scalar: UInt32, from place: Place, _ length: Int) -> Place? {
        var progress = place.progress
        for number in progress.indices {
            if case .on(let state) = progress[number] {
                progress[number] = advance(number, from: state, by: scalar)
            }
            if progress[number] == (wanted[number] ? .dead : .matched) { return nil }
        }
        return Place(progress: progress, length: length)
    }

    private mutating func advance(
        _ number: Int,
        from state: PatternDeterminizer.State,
        by scalar: UInt32
    ) -> Progress {
        let classIndex = automata[number].alphabet.classIndex(of: scalar)
        let after = automata[number].after(classIndex)
        let closure = automata[number].closure(of: state, after: after)
        if closure.accepts { return .matched }
        return automata[number].state(after: closure, consuming: classIndex).map { .on($0) } ?? .dead
    }

    /// Whether the text may end at a place.
    private mutating func isEnd(_ place: Place) -> Bool {
        for number in place.progress.indices {
            let matches: Bool
            switch place.progress[number] {
            case .matched: matches = true
            case .dead: matches = false
            case .on(let state): matches = automata[number].closure(of: state, after: .end).accepts
            }
            if matches != wanted[number] { return false }
        }
        return true
    }
}
