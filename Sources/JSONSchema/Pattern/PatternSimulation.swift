/// Matches patterns with lookarounds, in O(n) times the size of the program.
///
/// A lookaround without captures is a condition on a place. Its truth at every place is found first, innermost
/// lookarounds before outer ones: the body runs from the far end of the text towards the place where the
/// lookaround stands, beginning anew at every step. Then the program runs with those tables at hand.
struct PatternSimulation: Sendable {
    let program: PatternProgram

    /// Whether a match is anywhere in the text.
    func search(_ text: String) -> Bool {
        let text = text.unicodeScalars.map(\.value)
        var found = false
        Self.run(program, on: text, backward: false) { _ in
            found = true
            return false
        }
        return found
    }

    /// The places, from 0 to the text's length, where a lookaround holds.
    private static func table(of look: PatternProgram.Look, on text: [UInt32]) -> [Bool] {
        var table = Array(repeating: look.negated, count: text.count + 1)
        run(look.program, on: text, backward: !look.behind) { place in
            table[place] = !look.negated
            return true
        }
        return table
    }

    /// Runs a program from every place at once and reports the places where it accepts.
    ///
    /// `accept` is given the place and returns whether to go on.
    private static func run(
        _ program: PatternProgram,
        on text: [UInt32],
        backward: Bool,
        accept: (Int) -> Bool
    ) {
        let tables = program.looks.map { table(of: $0, on: text) }
        let (instructions, alphabet) = (program.instructions, program.alphabet)
        var seen = Array(repeating: -1, count: program.instructions.count)
        var current: [Int] = []
        var next: [Int] = []
        for step in 0...text.count {
            let place = backward ? text.count - step : step
            let consumed: UInt32? =
                backward
                ? (place > 0 ? text[place - 1] : nil)
                : (place < text.count ? text[place] : nil)
            let classIndex = consumed.map { alphabet.classIndex(of: $0) }
            current.append(0)
            while let index = current.popLast() {
                guard seen[index] != step else { continue }
                seen[index] = step
                switch instructions[index] {
                case .accept:
                    guard accept(place) else { return }
                case .scalar(let set, _):
                    if let classIndex, alphabet.contains(classIndex, inSet: set) {
                        next.append(index + 1)
                    }
                case .split(let first, let second):
                    current.append(second)
                    current.append(first)
                case .jump(let target): current.append(target)
                case .assertion(let assertion):
                    if assertion.holds(in: text, at: place) { current.append(index + 1) }
                case .look(let look):
                    if tables[look][place] { current.append(index + 1) }
                case .save, .clear, .requireProgress, .backreference, .beginLook, .endLook:
                    // Only programs for the backtracking matcher hold these.
                    break
                }
            }
            swap(&current, &next)
        }
    }
}

extension PatternAssertion {
    /// Whether the condition holds at a place from 0 to the text's length.
    func holds(in text: [UInt32], at place: Int) -> Bool {
        switch self {
        case .start: place == 0
        case .end: place == text.count
        case .wordBoundary: Self.isWord(text, place - 1) != Self.isWord(text, place)
        case .notWordBoundary: Self.isWord(text, place - 1) == Self.isWord(text, place)
        }
    }

    private static func isWord(_ text: [UInt32], _ index: Int) -> Bool {
        text.indices.contains(index) && ScalarSet.wordCharacters.contains(text[index])
    }
}
