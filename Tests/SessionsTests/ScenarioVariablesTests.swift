import Contracts
import Foundation
import JSON
import Tables
import TestSupport
import Testing

@testable import Sessions

@Suite("The ids of a recorded scenario")
struct ScenarioVariablesTests {
    @Test("are unknown where a record of the start has them, whose other numbers are no ids")
    func numbers() throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path
        let contract = try ContractFolder.load(folder)
        var tables = TableState(contract.tables.map(\.definition))
        let project: JSONObject = [
            "project_id": 41, "owner": "ana", "name": "Move", "labels": ["office"], "open_tasks": 7,
            "created_at": "2026-01-01T00:00:00.000Z",
        ]
        let task: JSONObject = [
            "task_id": 42, "project_id": 40, "priority": 3, "created_at": "2026-01-01T00:00:00.000Z",
        ]
        try tables.transact([.put(project, in: "Projects"), .put(task, in: "Tasks")])
        let snapshot = SessionSnapshot(description: "start", clock: 0, tables: tables)
        let variables = try ScenarioVariables(startingFrom: snapshot, of: contract)
        for identifier in ["41", "42", "40", "ana", "office"] { #expect(!variables.isOwn(identifier)) }
        for number in ["7", "3"] { #expect(variables.isOwn(number)) }
    }
}
