import Contracts
import Foundation
import JSON
import JSONSchema
import Testing

@Suite("The project's contract")
struct ProjectContractTests {
    @Test("lints clean, its fixtures too")
    func clean() throws {
        let found = try Linter.lint(
            folder: Project.root.appending(path: "Contracts").path(),
            fixtures: Project.root.appending(path: "Fixtures").path()
        )
        #expect(found.map(\.description) == [])
    }

    @Test("has an action for each of its files, and its tables")
    func actions() throws {
        let contract = try Project.contract()
        let folder = Project.root.appending(path: "Contracts/actions")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
        #expect(Set(contract.actions.map { "\($0.name).json" }) == Set(files))
        #expect(
            Set(contract.tables.map(\.name)) == ["Conversations", "Messages", "Leads", "AffiliateLinks"]
        )
    }

    @Test("names a rule as soon as the only thing that checks it is gone")
    func coverage() throws {
        let contract = try Project.contract()
        let coverage = RuleCoverage(contract)
        let lonely = contract.rules.filter { coverage.uses(of: $0.id).count == 1 }
        try #require(!lonely.isEmpty)
        for rule in lonely {
            let use = try #require(coverage.uses(of: rule.id).first)
            let poorer = contract.without(use, for: rule.id)
            #expect(RuleCoverage(poorer).unreached.map(\.id) == [rule.id], "\(use)")
        }
    }

    @Test("offers every built-in check to the editors of rules, and no other")
    func checks() throws {
        let file = Project.root.appending(path: "Contracts/meta/rule.schema.json")
        let schema = try JSONValue(parsing: Array(Data(contentsOf: file)))
        let offered = schema["properties"]?["check"]?["enum"]?.arrayValue?.compactMap(\.stringValue)
        #expect(offered == BuiltInCheck.allCases.map(\.rawValue))
    }

    @Test("plays what an example needs before it, each once and in order")
    func prerequisites() throws {
        let contract = try Project.contract()
        for action in contract.actions {
            for example in action.examples {
                let before = contract.exchanges(before: example).map {
                    Example.Reference(action: $0.action.name, example: $0.example.name)
                }
                #expect(Set(before).count == before.count)
                for (index, exchange) in contract.exchanges(before: example).enumerated() {
                    #expect(Set(before[..<index]).isSuperset(of: exchange.example.after))
                }
            }
        }
    }

    @Test("tells what the values of an answer are: ids, times, lists")
    func annotations() throws {
        let contract = try Project.contract()
        let action = try #require(contract.action(named: "chat/conversations"))
        let example = try #require(
            action.examples.first {
                $0.status == 200 && $0.body?["conversations"]?.arrayValue?.isEmpty == false
            }
        )
        let index = action.annotations(ofResponse: try #require(example.body), status: 200)
        #expect(index[try JSONPointer("/conversations")]?.list?.rule == "conversations-newest-first")
        #expect(index[try JSONPointer("/conversations/0/conversation_id")]?.identity == .server)
        #expect(index[try JSONPointer("/conversations/0/user_id")]?.identity == .client)
        #expect(index[try JSONPointer("/conversations/0/updated_at")]?.isTime == true)
        #expect(index[try JSONPointer("/conversations/0/last_message")]?.isPrefix == true)
        #expect(index[try JSONPointer("/conversations/0/status")] == nil)
    }

    @Test("gives every scenario its variables", arguments: ["run-1"])
    func variables(run: String) throws {
        for scenario in try Project.contract().scenarios {
            for each in scenario.cases.isEmpty ? [nil] : scenario.cases.map(Optional.some) {
                let variables = try scenario.variables(run: run, case: each)
                #expect(variables["run"] == .string(run))
                #expect(Set(scenario.variables.names.map { ExactString($0) }).isSubset(of: variables.keys))
            }
        }
    }
}

extension Contract {
    /// This contract without one of the things that check a rule.
    fileprivate func without(_ use: RuleCoverage.Use, for rule: String) -> Contract {
        var service = service
        var actions = actions
        var scenarios = scenarios
        switch use {
        case .builtIn:
            service.rules = service.rules.map { $0.id == rule ? $0.unchecked : $0 }
            for index in actions.indices {
                actions[index].rules = actions[index].rules.map { $0.id == rule ? $0.unchecked : $0 }
            }
        case .example(let reference):
            for index in actions.indices where actions[index].name == reference.action {
                actions[index].examples.removeAll { $0.name == reference.example }
            }
        case .expectation(let name):
            for index in scenarios.indices where scenarios[index].name == name {
                scenarios[index].probe = scenarios[index].probe.map { $0.without(rule) }
                scenarios[index].steps = scenarios[index].steps.map { $0.without(rule) }
            }
        case .responseShape(let name, let status):
            for index in actions.indices where actions[index].name == name {
                actions[index].responses[status]?.rule = nil
            }
        case .listOrder(let place):
            for index in actions.indices where actions[index].location.file == place.file {
                for status in actions[index].responses.keys { actions[index].responses[status]?.source = nil }
            }
        }
        return Contract(
            service: service,
            actions: actions,
            tables: tables,
            scenarios: scenarios,
            records: records,
            registry: registry,
            sources: sources
        )
    }
}

extension Rule {
    fileprivate var unchecked: Rule {
        var rule = self
        rule.check = nil
        return rule
    }
}

extension Step {
    fileprivate func without(_ rule: String) -> Step {
        var step = self
        step.expectations.removeAll { $0.rule == rule }
        if var walk = step.walk {
            walk.between = walk.between.map { $0.without(rule) }
            step.walk = walk
        }
        return step
    }
}
