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

    private static let lines = ##"{"$list": "Lines", "where": {"order_id": "${order_id}"}}"##

    @Test(
        "finds a table that a list reads, wherever the list is",
        arguments: [
            answering(#"{"$count": \#(lines)}"#),
            answering(#"{"$case": "${note}", "of": {"all": {"$count": \#(lines)}}, "else": 0}"#),
            answering(#"{"$case": "${note}", "of": {"all": 0}, "else": {"$count": \#(lines)}}"#),
            answering(#"{"$negative": {"$count": \#(lines)}}"#),
            answering(#"{"$first": [{"$sum": \#(lines), "of": "/price"}]}"#),
            [
                BehaviourMistake.get, BehaviourMistake.require,
                #"{"update": "order", "set": {"total": {"$count": \#(lines)}}}"#, BehaviourMistake.answer,
            ],
            [
                BehaviourMistake.get,
                #"{"require": {"equal": [{"$count": \#(lines)}, 1]}, "else": {"status": 409, "error": "paid"}}"#,
                #"{"update": "order", "set": {"status": "paid"}}"#, BehaviourMistake.answer,
            ],
        ]
    )
    func lists(steps: [String]) throws {
        var mistake = BehaviourMistake(name: "a list of another table", steps: steps)
        mistake.tables = #"{"writes": ["Orders"]}"#
        let report = try mistake.folder.report()
        let found = report.filter { $0.contains("the behaviour reads Lines, and \"tables\" does not say so") }
        #expect(found.count == 1, "\(report)")
        mistake.tables = #"{"reads": ["Lines"], "writes": ["Orders"]}"#
        #expect(try mistake.folder.report() == [])
    }

    /// A behaviour that is right, with a value as its answer's total.
    private static func answering(_ total: String) -> [String] {
        [
            BehaviourMistake.get, BehaviourMistake.require,
            #"{"update": "order", "set": {"status": "paid"}}"#,
            #"{"answer": {"order_id": "${order_id}", "status": "paid", "total": \#(total)}}"#,
        ]
    }
}
