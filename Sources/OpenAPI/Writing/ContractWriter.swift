import Contracts
import JSON

/// Writes the files of a contract folder from a document that was read.
struct ContractWriter {
    private let documents: DocumentSet
    private let facts: SchemaFacts
    private var converter: SchemaConverter
    private var operations: [Operation] = []
    private var resources: [Resource] = []
    private var plans: [ActionPlan] = []
    private var security: SecuritySchemes

    init(documents: DocumentSet, isVersion30: Bool) {
        self.documents = documents
        converter = SchemaConverter(documents: documents, isVersion30: isVersion30)
        facts = converter.facts
        security = SecuritySchemes(documents.document, facts: facts, notes: &converter.notes)
    }

    /// Writes everything.
    mutating func write(name: String?) async -> Conversion {
        readOperations()
        let resourceMarks = ResourceMarks(facts: facts, operations: operations, resources: resources)
        resourceMarks.mark(&converter)
        FormBodies(facts: facts).mark(operations, &converter)
        plans = operations.map { operation in
            var notes = converter.notes
            defer { converter.notes = notes }
            return ActionPlan(operation, facts: facts, converter: converter, notes: &notes)
        }
        let lost = writeBehaviours(resourceMarks)
        let error = errorSchema
        let actions = plans.map { plan in
            ActionFile(plan, security: security, error: error?.location).json(&converter)
        }
        let service = name ?? serviceName
        var files = [ContractFile("service.json", serviceFile(service, error))]
        for (resource, place) in zip(resources, resources.indices) where !lost.contains(place) {
            let file = TableFile(resource, resources: resources, lost: lost).json(&converter)
            files.append(ContractFile("tables/\(resource.words.joined("-")).json", file))
        }
        files += converter.records.map { ContractFile("records/\($0.name).json", $0.schema) }
        let requests = SampleRequests(
            facts: facts,
            plans: plans,
            actions: actions,
            schemas: ConvertedSchemas(converter.records),
            isHidden: { [converter] in converter.isHidden($0, .request) }
        )
        let scenarioWriter = ScenarioWriter(
            facts: facts,
            resources: resources,
            plans: plans,
            lost: lost,
            requests: requests
        )
        let scenarios = scenarioWriter.scenarios()
        files += scenarios.map { ContractFile("scenarios/\($0.name).json", $0.json) }
        var written = ActionExamples(actions, scenarios)
        var planner = ExamplePlanner(
            resources: resources,
            plans: plans,
            lost: lost,
            requests: requests,
            key: scenarioWriter.key
        )
        planner.plan()
        var notes = converter.notes
        noteRest(&notes)
        for (index, plan) in plans.enumerated() where plan.behaviour == nil {
            written.add(ExampleWriter(index, requests).examples(&notes), to: plan.operation.name)
        }
        await written.record(planner.examples, beside: files, operations, &notes)
        files += written.files(asksForTokens: security.json != nil)
        return Conversion(
            service: service,
            files: files.map(\.file).sorted { ExactString($0.path) < ExactString($1.path) },
            tables: resources.indices.filter { !lost.contains($0) }.map { place in
                let names = resources[place].operations.filter { plans[$0].behaviour != nil }.map {
                    operations[$0].name
                }
                return (resources[place].table, names)
            },
            actionCount: plans.count,
            notes: notes.diagnostics.sorted()
        )
    }

    // MARK: Reading

    private mutating func readOperations() {
        var reader = OperationReader(facts: facts, security: security, notes: converter.notes)
        operations = reader.operations(documents.document)
        var finder = ResourceFinder(facts: facts, operations: operations, notes: reader.notes)
        finder.run()
        resources = finder.resources
        converter.notes = finder.notes
    }

    /// Writes the behaviours, and returns the places of the resources that have none.
    private mutating func writeBehaviours(_ marks: ResourceMarks) -> Set<Int> {
        var lost: Set<Int> = []
        let converter = converter
        for (place, resource) in resources.enumerated() {
            marks.annotate(&plans, of: resource)
            let writer = BehaviourWriter(
                facts: facts,
                resources: resources,
                values: ValueMaker(facts: facts),
                isHidden: { converter.isHidden($0, .request) },
                resource: resource
            )
            if !resource.hidden.isEmpty, facts.isClosed(resource.record) {
                self.converter.notes.omitted(
                    at: resource.record.location,
                    "the record takes no member for '\(resource.hidden[0])', so it has no table",
                    "add the member to the schema"
                )
                lost.insert(place)
                continue
            }
            for index in resource.operations {
                do throws(BehaviourWriter.Failure) {
                    try writer.write(index, &plans[index])
                    marks.reduce(&plans[index], of: resource, isList: resource.lists(index), &self.converter)
                } catch {
                    self.converter.notes.omitted(
                        at: operations[index].node.location,
                        "'\(operations[index].name)' has no behaviour: \(error.reason)",
                        "it is answered from examples and schemas; give it a behaviour by hand"
                    )
                }
            }
            if !resource.operations.contains(where: { plans[$0].behaviour != nil }) { lost.insert(place) }
        }
        return lost
    }

    // MARK: The service

    /// The schema of all failures; `nil` where the description has several, or none.
    private var errorSchema: DocumentNode? {
        var schemas: [SourceLocation: DocumentNode] = [:]
        for answer in operations.flatMap(\.answers) where answer.status >= 400 {
            guard let media = answer.media else { continue }
            guard media.encoding == .json, media.type != "application/problem+json", let schema = media.schema
            else {
                return nil
            }
            let target = facts.target(schema)
            schemas[target.location] = target
        }
        return schemas.count == 1 ? schemas.values.first : nil
    }

    private var serviceName: String {
        let title = Words(documents.document["info"]?.string("title") ?? "").joined("-")
        return title.isEmpty ? "service" : title
    }

    private mutating func serviceFile(_ name: String, _ error: DocumentNode?) -> JSONValue {
        let info = documents.document["info"]
        var service: JSONObject = ["$schema": "meta/service.schema.json", "service": .string(name)]
        if let title = info?.string("title"), !title.isEmpty {
            let version = info?.string("version").map { ", version \($0)" } ?? ""
            service["summary"] = .string("\(title)\(version).")
        }
        service["authorization"] = security.json
        if let error {
            let reference = converter.reference(to: error.location, .response, prefix: "")
            service["error"] = ["$ref": reference]
        }
        service["rules"] = "standard"
        return .object(service)
    }

    private func noteRest(_ notes: inout Notes) {
        let document = documents.document
        if let webhooks = document["webhooks"] {
            notes.omitted(at: webhooks.location, "'webhooks' are not carried over")
        }
        for server in document["servers"]?.elements ?? [] {
            guard let url = address(of: server) else { continue }
            let path =
                url.contains("://") ? url.split(separator: "/").dropFirst(2).joined(separator: "/") : url
            guard path.contains(where: { $0 != "/" }) else { continue }
            notes.omitted(
                at: server.location,
                "paths are written without the server's '/\(path.drop { $0 == "/" })'",
                "give it with the address of the service: verify --endpoint \(url)"
            )
        }
    }

    /// A server's address, with the defaults of its variables.
    private func address(of server: DocumentNode) -> String? {
        (server["variables"]?.members ?? []).reduce(server.string("url")) { url, variable in
            url?.replacing("{\(variable.name)}", with: variable.node.string("default") ?? "")
        }
    }
}

/// A file as a value.
struct ContractFile {
    let file: Conversion.File

    init(_ path: String, _ value: JSONValue) {
        file = Conversion.File(path: path, text: ContractText.of(value))
    }
}

extension Resource {
    /// Whether an operation lists records.
    func lists(_ index: Int) -> Bool {
        list == index || subLists.contains { $0.list == index }
    }
}
