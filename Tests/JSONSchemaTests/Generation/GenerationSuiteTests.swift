import JSON
import JSONSchema
import Testing
import TestSupport

@Suite(
    "Instances of the schemas of the JSON Schema suite",
    .needs(.jsonSchema)
)
struct GenerationSuiteTests {
    /// One group of the suite: a schema with valid and invalid instances.
    private struct Group {
        let name: String
        let generator: InstanceGenerator
        let hasValid: Bool
        let hasInvalid: Bool
    }

    private static func groups() throws -> [Group] {
        let registry = try SuiteFiles.remotes.get()
        return try SuiteFiles.files(in: "tests/draft2020-12").flatMap { file in
            try (file.value.arrayValue ?? []).compactMap { group -> Group? in
                guard let source = group["schema"] else { return nil }
                let verdicts = (group["tests"]?.arrayValue ?? []).compactMap { $0["valid"]?.boolValue }
                return Group(
                    name: "\(file.name) / \(group["description"]?.stringValue ?? "")",
                    generator: InstanceGenerator(try registry.compile(source), in: registry),
                    hasValid: verdicts.contains(true),
                    hasInvalid: verdicts.contains(false)
                )
            }
        }
    }

    @Test("are found for every schema that has valid ones, and are valid")
    func valid() throws {
        let groups = try Self.groups().filter(\.hasValid)
        var without: [String] = []
        for group in groups {
            var random = SeededRandom(seed: 1, stream: group.name)
            let instance = group.generator.valid(using: &random)
            if instance == nil { without.append(group.name) }
            #expect(instance.map(group.generator.schema.isValid) ?? true, "\(group.name)")
        }
        #expect(groups.count > 300)
        #expect(without.isEmpty, "\(without.count) of \(groups.count): \(without)")
    }

    @Test("are found broken for nearly every schema that has invalid ones, and are invalid")
    func broken() throws {
        let groups = try Self.groups().filter(\.hasInvalid)
        var without: [String] = []
        for group in groups {
            let broken = group.generator.broken
            if broken.isEmpty { without.append(group.name) }
            #expect(broken.allSatisfy { !group.generator.schema.isValid($0.value) }, "\(group.name)")
        }
        #expect(groups.count > 300)
        // Where nothing but `false` is broken there is no keyword to name.
        #expect(without.count <= 5, "\(without.count) of \(groups.count): \(without)")
    }

    @Test("at the edges are valid")
    func edges() throws {
        for group in try Self.groups() {
            let edges = group.generator.edges
            #expect(edges.allSatisfy { group.generator.schema.isValid($0.value) }, "\(group.name)")
            #expect(Set(edges.map(\.value)).count == edges.count, "\(group.name)")
        }
    }
}
