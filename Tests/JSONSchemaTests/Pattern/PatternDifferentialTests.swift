import Testing

@testable import JSONSchema

@Suite("The matchers of a pattern")
struct PatternDifferentialTests {
    /// The same expression on every matcher that can run it.
    private struct Matchers {
        let table: TableAutomaton?
        let lazy: LazyAutomaton?
        let simulation: PatternSimulation
        let backtracker: PatternBacktracker

        init(_ source: String) throws(PatternError) {
            var parser = PatternParser(source)
            let node = try parser.parse()
            let automaton = try PatternCompiler.compile(
                node,
                source: source,
                groupCount: parser.groupCount,
                target: .automaton
            )
            simulation = PatternSimulation(program: automaton)
            backtracker = PatternBacktracker(
                program: try PatternCompiler.compile(
                    node,
                    source: source,
                    groupCount: parser.groupCount,
                    target: .backtracking
                )
            )
            let determinizer =
                node.hasLook ? nil : PatternDeterminizer(automaton, isAnchored: node.isAnchoredAtStart)
            table = determinizer.flatMap { TableAutomaton($0) }
            lazy = determinizer.map { LazyAutomaton($0) }
        }

        func answers(on text: String) -> [String: Bool] {
            var text = text
            var answers = ["simulation": simulation.search(text)]
            switch backtracker.search(text) {
            case .found: answers["backtracker"] = true
            case .notFound: answers["backtracker"] = false
            case .gaveUp: break
            }
            answers["table"] = table.map { text.withUTF8($0.search) }
            answers["lazy"] = lazy.map { text.withUTF8($0.search) }
            return answers
        }
    }

    @Test("agree on random expressions and texts", arguments: 0..<40)
    func agreement(seed: Int) throws {
        var random = PatternRandom(seed: UInt64(seed))
        for _ in 0..<25 {
            let source = random.expression(depth: 4)
            let matchers = try Matchers(source)
            for _ in 0..<8 {
                let text = random.text()
                let answers = matchers.answers(on: text)
                #expect(Set(answers.values).count == 1, "\(source) on \(text.debugDescription): \(answers)")
            }
        }
    }

    @Test("agree when an automaton runs out of room")
    func eviction() throws {
        var random = PatternRandom(seed: 7)
        let matchers = try Matchers("(?:a|b)*a(?:a|b){12}c")
        #expect(matchers.table == nil)
        for length in [100, 5_000, 20_000] {
            let text = String((0..<length).map { _ in random.next(2) == 0 ? "a" : "b" })
            #expect(
                matchers.lazy.map { automaton in searched(text, automaton) }
                    == matchers.simulation.search(text)
            )
            let ending = text + "abbbbbbbbbbbbc"
            #expect(matchers.lazy.map { automaton in searched(ending, automaton) } == true)
        }
    }

    private func searched(_ text: String, _ automaton: LazyAutomaton) -> Bool {
        var text = text
        return text.withUTF8(automaton.search)
    }

    @Test(
        "are copied for ASCII texts with the same answers, those of one set of characters as well",
        arguments: [
            ("^[a-z0-9-]{1,64}$", true), ("^[^\\d]$", true), ("^\\w*$", true), ("^.{0,3}$", true),
            ("^[a-é]{2,}$", true),
            ("^\\s?$", true), ("^a$", true), ("^[é]+$", true), ("[a-z]{2,3}$", false), ("^[a-z]{2,3}", false),
            ("^(a|b){2}$", false), ("^[a-z]{1,2}[0-9]?$", false),
        ]
    )
    func streams(source: String, isUniform: Bool) throws {
        let pattern = try Pattern(source)
        var parser = PatternParser(source)
        #expect((try parser.parse().uniform != nil) == isUniform)
        let stream = try #require(pattern.streamAutomaton)
        defer { stream.deallocate() }
        var random = SeededRandom(seed: 1, stream: source)
        let bytes = Array("abz09-_ A~\n".utf8)
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
                bytes.randomElement(using: &random)
            }
            text.withUnsafeBufferPointer { text in
                let isFound = pattern.search(in: text) == .found
                #expect(stream.search(text) == isFound, "\(String(decoding: text, as: UTF8.self))")
            }
        }
    }
}

/// Makes expressions and texts from a seed.
private struct PatternRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &+ 0x9E37_79B9_7F4A_7C15
    }

    /// A number from 0 up to a bound: the splitmix64 generator.
    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[next(choices.count)]
    }

    mutating func text() -> String {
        (0..<next(10)).map { _ in pick(["a", "b", "c", "a", "b", "é", "😀", " ", "\n", "_"]) }.joined()
    }

    mutating func expression(depth: Int) -> String {
        switch next(depth > 0 ? 14 : 5) {
        case 0, 1, 2: pick(["a", "b", "c", "é", "😀"])
        case 3: pick([".", "[ab]", "[^a]", "\\w", "\\W", "\\s", "[é-😀]", "\\p{L}", "[]", ""])
        case 4: pick(["^", "$", "\\b", "\\B"])
        case 5, 6, 7: expression(depth: depth - 1) + expression(depth: depth - 1)
        case 8, 9: "(?:" + expression(depth: depth - 1) + "|" + expression(depth: depth - 1) + ")"
        case 10: "(" + expression(depth: depth - 1) + ")"
        case 11, 12:
            "(?:" + expression(depth: depth - 1) + ")"
                + pick(["*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?", "{2,}"])
        default: pick(["(?=", "(?!", "(?<=", "(?<!"]) + expression(depth: depth - 1) + ")"
        }
    }
}
