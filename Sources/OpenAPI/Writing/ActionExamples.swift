import Contracts
import JSON

/// The files of the actions, with the examples and rules that are found for them.
struct ActionExamples {
    private var actions: [(name: String, file: JSONObject)]
    private var places: [String: Int] = [:]
    private var examples: [[JSONValue]]
    private var expected: [Set<Int>]

    /// Creates the files of actions without examples, with the rules of their scenarios.
    init(_ actions: [JSONObject], _ scenarios: [ScenarioWriter.Scenario]) {
        self.actions = actions.map { ($0["action"]?.stringValue ?? "", $0) }
        examples = actions.map { _ in [] }
        expected = actions.map { _ in [] }
        for (place, action) in self.actions.enumerated() { places[action.name] = place }
        for scenario in scenarios {
            guard let place = places[scenario.action] else { continue }
            self.actions[place].file["rules"] = [scenario.rule]
            for step in scenario.json["steps"]?.arrayValue ?? [] {
                guard let name = step["action"]?.stringValue, let place = places[name] else { continue }
                expected[place].formUnion(
                    step["expect"]?.arrayValue?.compactMap { $0["status"]?.intValue } ?? []
                )
            }
        }
    }

    /// Adds examples of an action.
    mutating func add(_ new: [JSONValue], to action: String) {
        guard let place = places[action] else { return }
        examples[place] += new
        expected[place].formUnion(new.compactMap { $0["response"]?["status"]?.intValue })
    }

    /// Adds planned examples, with what the behaviours answer; what is answered otherwise is noted.
    mutating func record(
        _ planned: [PlannedExample],
        beside files: [ContractFile],
        _ operations: [Operation],
        _ notes: inout Notes
    ) async {
        let all = files.map(\.file) + self.files(asksForTokens: false).map(\.file)
        var refused: Set<Int> = []
        if !planned.isEmpty, var recorder = ExampleRecorder(all) {
            refused = await record(planned, by: &recorder, operations, &notes)
        }
        for place in actions.indices where !refused.contains(place) {
            guard !expected[place].contains(where: { (200..<300).contains($0) }) else { continue }
            notes.omitted(
                at: operations[place].node.location,
                "'\(actions[place].name)' has no example: no request or response was found that its schemas take",
                "write one by hand, or show one in the document"
            )
        }
    }

    /// Adds the planned examples, and returns the actions one of whose was answered otherwise.
    private mutating func record(
        _ planned: [PlannedExample],
        by recorder: inout ExampleRecorder,
        _ operations: [Operation],
        _ notes: inout Notes
    ) async -> Set<Int> {
        var refused: Set<Int> = []
        for example in planned {
            do throws(ExampleRecorder.Failure) {
                add([try await recorder.record(example)], to: example.action)
            } catch {
                guard let place = places[example.action] else { continue }
                refused.insert(place)
                notes.omitted(
                    at: operations[place].node.location,
                    "'\(example.action)' has no example '\(example.name)': \(error.reason)",
                    "write one by hand"
                )
            }
        }
        return refused
    }

    /// The files; a response that nothing leads to says so.
    ///
    /// - Parameter asksForTokens: Whether requests without a token are refused.
    /// - Returns: The files, in the order of the operations.
    func files(asksForTokens: Bool) -> [ContractFile] {
        actions.indices.map { place in
            var file = actions[place].file
            var responses = file["responses"]?.objectValue ?? JSONObject()
            let succeeds = responses.names.compactMap(Int.init).filter { (200..<300).contains($0) }
            var known = expected[place].union([400]).union(asksForTokens ? [401, 403] : [])
            if succeeds.count == 1 { known.formUnion(succeeds) }
            for member in responses where !known.contains(Int(member.name) ?? 0) {
                var response = member.value.objectValue ?? JSONObject()
                response["untested"] = "The OpenAPI document shows no request that leads to it."
                responses[member.name] = .object(response)
            }
            file["responses"] = .object(responses)
            if !examples[place].isEmpty { file["examples"] = .array(examples[place]) }
            return ContractFile("actions/\(actions[place].name).json", .object(file))
        }
    }
}
