import Contracts
import Faults
import Foundation
import JSON
import Testing
import TestSupport

@testable import understudy_score

@Suite("The score of the verifier", .serialized)
struct ScoreBoardTests {
    private static let folder = ProjectFolder.contracts

    private static func board(_ names: [String], falseAlarmRuns: Int = 0) async throws -> ScoreBoard {
        let faults = names.compactMap { name in Catalogue.faults.first { $0.description == name } }
        try #require(faults.count == names.count)
        return await ScoreBoard(
            seeds: [3],
            faults: faults,
            falseAlarmRuns: falseAlarmRuns,
            jobs: 2,
            runner: FaultRunner(
                contract: try ContractFolder.load(folder),
                cases: 0,
                steps: 0,
                isFailFast: false
            )
        )
    }

    @Test("is the same for the same seed: the case, the rule and the requests until the first failure")
    func repeats() async throws {
        let names = ["chat/close: the status is resolved", "affiliate/stats: counts are strings"]
        let first = try await Self.board(names).scores.flatMap(\.self).map { $0.run.first }
        let second = try await Self.board(names).scores.flatMap(\.self).map { $0.run.first }
        #expect(first.count == 2)
        #expect(first.allSatisfy { ($0?.requests ?? 0) > 0 })
        #expect(first.map { $0?.requests } == second.map { $0?.requests })
        #expect(first.map { $0?.identity } == second.map { $0?.identity })
        #expect(first.map { $0?.rule } == second.map { $0?.rule })
    }

    @Test("counts what was found and what was said against the reference, in the table and in JSON")
    func figures() async throws {
        let name = "affiliate/stats: counts are strings"
        let board = try await Self.board([name], falseAlarmRuns: 1)
        #expect(board.isGood)
        #expect(board.falseAlarms == [])
        #expect(board.table.contains("1/1"))
        #expect(board.table.contains(name))
        #expect(board.table.contains("1 of 1 runs found one, 100.00 %"))
        #expect(board.json["kill_rate"]?["deterministic"] == 1)
        #expect(board.json["kill_rate"]?["one_in_fifty"]?.isNull == true)
        let first = board.json["faults"]?.arrayValue?.first?["runs"]?.arrayValue?.first?["first"]
        #expect(first?["rule"]?.stringValue?.isEmpty == false)
        #expect(first?["requests"]?.intValue == board.scores.first?.first?.run.first?.requests)
    }
}
