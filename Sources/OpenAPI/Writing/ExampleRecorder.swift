import Behaviour
import Contracts
import JSON
import JSONSchema
import Lambda
import Synchronization
import Tables

/// Completes planned examples by what the behaviours answer.
struct ExampleRecorder {
    private let program: BehaviourProgram
    private let definitions: [TableDefinition]
    private var recorded: [String: PlannedExample] = [:]
    private var keys: Variables = [:]
    private static let clock = 1_767_225_600_000

    /// Prepares the behaviours of the files of a contract folder; `nil` where these do not load, which lint explains.
    init?(_ files: [Conversion.File]) {
        let files = files.map { (path: $0.path, bytes: Array($0.text.utf8)) }
        guard let contract = try? ContractFolder.load(files, in: "Contracts") else { return nil }
        program = BehaviourProgram(contract)
        definitions = contract.tables.map(\.definition)
    }

    /// Runs an example after those that it depends on.
    ///
    /// - Returns: The example as the action's file holds it.
    /// - Throws: ``Failure`` when it is answered otherwise than was planned.
    mutating func record(_ example: PlannedExample) async throws(Failure) -> JSONValue {
        let store = InMemoryStore(definitions)
        for earlier in try before(example) { _ = await send(earlier, to: store) }
        var example = example
        do throws(TemplateError) {
            let request = try Template(.object(example.request)).resolved(with: keys)
            example.request = request.objectValue ?? example.request
        } catch {
            throw Failure(reason: error.description)
        }
        guard let answer = await send(example, to: store) else {
            throw Failure(reason: "the contract has no such action")
        }
        guard answer.status == example.status else {
            throw Failure(
                reason: "the mock answers \(answer.status) instead of \(example.status), "
                    + String(decoding: answer.body.prefix(200), as: UTF8.self)
            )
        }
        var response: JSONObject = ["status": .number(JSONNumber(answer.status))]
        let body = try? JSONDocument(answer.body).value
        // What the contract does not describe is in no example.
        if program.contract.action(named: example.action)?.responses[answer.status]?.schema != nil {
            response["body"] = body
        }
        if let capture = example.capture { keys[ExactString(capture.name)] = body?[capture.pointer] }
        recorded[example.label] = example
        var json: JSONObject = ["name": .string(example.name)]
        if let after = example.after { json["after"] = [.string(after)] }
        json["request"] = .object(example.request)
        json["response"] = .object(response)
        return .object(json)
    }

    /// Why there is no such example.
    struct Failure: Error {
        var reason: String
    }

    /// The examples before an example, the first first.
    private func before(_ example: PlannedExample) throws(Failure) -> [PlannedExample] {
        var examples: [PlannedExample] = []
        var next = example.after
        while let label = next {
            guard let earlier = recorded[label] else {
                throw Failure(reason: "it needs '\(label)', which there is not")
            }
            examples.append(earlier)
            next = earlier.after
        }
        return examples.reversed()
    }

    /// Sends an example's request; ids follow from the example's name, so that they are the same each time.
    private func send(_ example: PlannedExample, to store: InMemoryStore) async
        -> (status: Int, body: [UInt8])?
    {
        let contract = program.contract
        guard let action = contract.action(named: example.action) else { return nil }
        let label = example.label
        let count = Mutex(0)
        let environment = BehaviourEnvironment(
            store: store,
            now: { Self.clock },
            idSeed: {
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                var random = SeededRandom(seed: UInt64(number), stream: label)
                return random.next()
            }
        )
        let request = RequestEncoder(contract.service.routing).request(for: action, example.request)
        let response = await BehaviourEndpoint(program, environment).send(request)
        return (response.status, response.body)
    }
}
