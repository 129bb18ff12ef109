import TestSupport
import Testing

@Suite("The lint of behaviours")
struct BehaviourLintTests {
    private static let golden = GoldenFolder()

    @Test("finds nothing wrong with a behaviour that is right")
    func right() throws {
        #expect(try BehaviourMistake.right.folder.report() == [])
    }

    @Test("finds every mistake", arguments: BehaviourMistake.all)
    func found(_ mistake: BehaviourMistake) throws {
        let report = try mistake.folder.report()
        #expect(report.contains { $0.hasPrefix("actions/pay.json:") }, "\(report)")
    }

    @Test("says where each mistake is, what it is, and what to do")
    func texts() throws {
        let text = try BehaviourMistake.all.map { mistake in
            "\(mistake.name)\n" + (try mistake.folder.report().map { "    \($0)\n" }.joined())
        }
        let seen = text.joined(separator: "\n")
        #expect(try Self.golden.text(named: "mistakes.txt", insteadOf: seen) == seen)
    }

    @Test("is tried with many different mistakes")
    func many() {
        #expect(Set(BehaviourMistake.all.map(\.name)).count == BehaviourMistake.all.count)
        #expect(BehaviourMistake.all.count >= 60)
    }
}
