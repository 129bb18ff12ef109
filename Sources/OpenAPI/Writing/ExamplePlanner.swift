import Contracts
import JSON

/// Plans examples for the actions of resources: each succeeds, and each is refused where there is no such record.
struct ExamplePlanner {
    let resources: [Resource]
    let plans: [ActionPlan]
    let lost: Set<Int>
    let requests: SampleRequests
    /// Where an action's answer shows the key of a resource's record.
    let key: (Int, Resource) -> JSONPointer?
    private(set) var examples: [PlannedExample] = []
    private var created: [Int: Created] = [:]

    /// A record that an example creates.
    private struct Created {
        /// The place of the example among all.
        var example: Int
        var label: String
        var action: Int
        /// The keys on the way to it, its own last, as texts that stand for them.
        var keys: [JSONValue]
    }

    init(
        resources: [Resource],
        plans: [ActionPlan],
        lost: Set<Int>,
        requests: SampleRequests,
        key: @escaping (Int, Resource) -> JSONPointer?
    ) {
        self.resources = resources
        self.plans = plans
        self.lost = lost
        self.requests = requests
        self.key = key
    }

    /// Plans the examples of all resources, an example always behind those that it depends on.
    mutating func plan() {
        for place in resources.indices where !lost.contains(place) { create(place) }
        for place in resources.indices where !lost.contains(place) { plan(place) }
    }

    // MARK: Creating

    /// Plans an example that creates a record of a resource.
    private mutating func create(_ place: Int) {
        let resource = resources[place]
        let noun = resource.words.singular.joined(" ")
        for index in resource.creators where plans[index].behaviour != nil {
            let scopes = resource.scopes(of: index)
            guard let outer = keys(of: scopes, index), let body = requests.body(of: index) else { continue }
            var path = outer.keys
            var own: JSONValue?
            if index == resource.replace {
                guard
                    let key = requests.unknownKey(
                        scopes.count,
                        of: index,
                        noun: noun.replacing(" ", with: "-")
                    )
                else { continue }
                own = key
                path.append(key)
            }
            guard let request = requests.arguments(of: index, path: path, body: body) else { continue }
            var example = PlannedExample(
                action: plans[index].operation.name,
                name: resource.words.singular.withArticle,
                after: outer.example,
                request: request,
                status: status(index, isNew: true)
            )
            if let pointer = key(index, resource) {
                let name = "\(resource.noun)_\(place)"
                example.capture = (name, pointer)
                own = .string("${\(name)}")
            } else if own == nil, resource.keyMaker == .client {
                own = body[resource.key.name]
            }
            guard let own else { continue }
            created[place] = Created(
                example: examples.count,
                label: example.label,
                action: index,
                keys: outer.keys + [own]
            )
            examples.append(example)
            return
        }
    }

    /// The keys in the path before a collection, and the example that creates the records that they belong to.
    private func keys(of scopes: [Resource.Scope], _ index: Int) -> (
        keys: [JSONValue], example: String?
    )? {
        guard let last = scopes.last else { return ([], nil) }
        if let parent = last.parent {
            guard let created = created[parent], created.keys.count == scopes.count else { return nil }
            return (created.keys, created.label)
        }
        var keys: [JSONValue] = []
        for place in scopes.indices {
            guard let key = requests.unknownKey(place, of: index, noun: "owner") else { return nil }
            keys.append(key)
        }
        return (keys, nil)
    }

    // MARK: Using

    private mutating func plan(_ place: Int) {
        guard let created = created[place] else { return }
        let resource = resources[place]
        let noun = resource.words.singular.joined(" ")
        for index in resource.operations where plans[index].behaviour != nil {
            let scopes = resource.scopes(of: index)
            let parent = scopes.last?.parent
            let isItem = plans[index].operation.path.arguments.count > scopes.count
            if index != created.action {
                let name = resource.lists(index) ? "one \(noun)" : resource.words.singular.withArticle
                let path = isItem ? created.keys : Array(keys(of: scopes, index)?.keys ?? [])
                add(index, name, after: created.label, path, status(index))
            } else if resource.keyMaker == .client {
                addAgain(index, resource, created)
            }
            if isItem {
                let owner = parent.flatMap { self.created[$0]?.label }
                addUnknown(index, noun, after: owner, Array(created.keys.dropLast()))
            } else if let parent, let owner = self.created[parent] {
                let outer = resources[parent].scopes.last?.parent.flatMap { self.created[$0]?.label }
                let noun = resources[parent].words.singular.joined(" ")
                addUnknown(index, noun, after: outer, Array(owner.keys.dropLast()))
            }
        }
    }

    /// Adds an example that creates the same record again.
    private mutating func addAgain(_ index: Int, _ resource: Resource, _ created: Created) {
        var example = examples[created.example]
        example.after = created.label
        example.capture = nil
        example.name += " again"
        example.status = index == resource.replace ? status(index) : 409
        examples.append(example)
    }

    /// Adds an example whose last key no record has.
    private mutating func addUnknown(_ index: Int, _ noun: String, after: String?, _ before: [JSONValue]) {
        guard plans[index].added.contains(404),
            let key = requests.unknownKey(before.count, of: index, noun: noun.replacing(" ", with: "-"))
        else { return }
        add(index, "no such \(noun)", after: after, before + [key], 404)
    }

    private mutating func add(
        _ index: Int,
        _ name: String,
        after: String?,
        _ path: [JSONValue],
        _ status: Int
    ) {
        guard let body = requests.body(of: index),
            let request = requests.arguments(of: index, path: path, body: body)
        else { return }
        examples.append(
            PlannedExample(
                action: plans[index].operation.name,
                name: name,
                after: after,
                request: request,
                status: status
            )
        )
    }

    /// The status of success; of a `PUT` that creates a record 201 where it is listed.
    private func status(_ index: Int, isNew: Bool = false) -> Int {
        let listed = plans[index].operation.answers.map(\.status).filter { (200..<300).contains($0) }
        let others = listed.filter { isNew == ($0 == 201) }
        return (plans[index].operation.method == "PUT" ? others : listed).min() ?? listed.min() ?? 200
    }
}
