import Contracts
import JSON

/// Reads the operations of a description.
struct OperationReader {
    let facts: SchemaFacts
    let security: SecuritySchemes
    var notes: Notes
    private var names = UniqueNames()
    private var places: Set<[String]> = []

    private static let methods = ["get", "post", "put", "patch", "delete"]

    init(facts: SchemaFacts, security: SecuritySchemes, notes: Notes) {
        self.facts = facts
        self.security = security
        self.notes = notes
    }

    /// Reads all operations, in the document's order.
    mutating func operations(_ document: DocumentNode) -> [Operation] {
        guard let paths = document["paths"], paths.value.objectValue != nil else {
            notes.error(
                at: document.location,
                "the document has no 'paths'",
                "describe at least one path with an operation"
            )
            return []
        }
        var operations: [Operation] = []
        for (text, node) in paths.members where !text.hasPrefix("x-") {
            guard let item = facts.documents.resolved(node) else { continue }
            guard text.hasPrefix("/") else {
                notes.error(at: node.location, "'\(text)' does not begin with '/'", "write '/\(text)'")
                continue
            }
            guard let path = PathTemplate(text), !text.contains(where: { "?#".contains($0) }) else {
                notes.omitted(
                    at: node.location,
                    "'\(text)' is not carried over: a path has no query, and at most one parameter in a segment"
                )
                continue
            }
            operations += read(item, path, text)
        }
        if operations.isEmpty, !notes.hasErrors {
            notes.error(at: paths.location, "no path has an operation", "add for example a 'get'")
        }
        return operations
    }

    private mutating func read(_ item: DocumentNode, _ path: PathTemplate, _ text: String) -> [Operation] {
        var operations: [Operation] = []
        for (name, node) in item.members {
            switch name {
            case _ where Self.methods.contains(name):
                guard places.insert([name] + path.shape).inserted else {
                    notes.omitted(
                        at: node.location,
                        "another path is the same as '\(text)' but for the names of parameters, so this one is left out",
                        "describe the path once"
                    )
                    continue
                }
                operations.append(operation(node, name, path, text, item))
            case "head", "options":
                notes.omitted(
                    at: node.location,
                    "\(name.uppercased()) is answered for every path, so it is no action of its own"
                )
            case "trace", "servers":
                notes.omitted(at: node.location, "'\(name)' of a path is not carried over")
            case "parameters", "summary", "description", "$ref": break
            case _ where name.hasPrefix("x-"): break
            default:
                notes.error(
                    at: node.location,
                    "'\(name)' is no method",
                    NearestName.remedy(for: name, among: Self.methods, what: "method")
                )
            }
        }
        return operations
    }

    private mutating func operation(
        _ node: DocumentNode,
        _ method: String,
        _ path: PathTemplate,
        _ text: String,
        _ item: DocumentNode
    ) -> Operation {
        for name in ["callbacks", "servers"] {
            if let other = node[name] { notes.omitted(at: other.location, "'\(name)' is not carried over") }
        }
        let parameters = parameters(node, path, item)
        let body = body(node, method)
        var summary = node.string("summary") ?? node.string("description") ?? ""
        summary = summary.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        if summary.allSatisfy(\.isWhitespace) { summary = "\(method.uppercased()) \(text)" }
        return Operation(
            name: name(node, method, path),
            summary: summary,
            method: method.uppercased(),
            path: path,
            parameters: parameters,
            body: body.media,
            isBodyRequired: body.isRequired,
            answers: answers(node),
            access: security.access(node, &notes),
            node: node
        )
    }

    // MARK: Names

    private mutating func name(_ node: DocumentNode, _ method: String, _ path: PathTemplate) -> String {
        var name = Self.method(method, path)
        if let id = node["operationId"]?.string {
            let allowed = id.unicodeScalars.map { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || "0123456789_-./".unicodeScalars.contains(scalar))
                    ? Character(scalar) : "-"
            }
            let parts = String(allowed).split(separator: "/").map { part in
                String(part.drop { $0 == "." }).split(separator: ".").joined(separator: ".")
            }
            let cleaned = parts.filter { !$0.isEmpty }.joined(separator: "/")
            if !cleaned.isEmpty { name = cleaned }
            if names.contains(name) {
                notes.omitted(
                    at: node.location.appending("operationId"),
                    "another operation is called '\(id)'",
                    "give each operation its own operationId"
                )
            }
        }
        return names.name(name)
    }

    /// A name of method and path: `get-orders-by-id`.
    private static func method(_ method: String, _ path: PathTemplate) -> String {
        let parts = path.segments.map { segment in
            switch segment {
            case .literal(let text): Words(text).joined("-")
            case .argument(let name, let prefix, let suffix):
                Words("\(prefix)-by-\(name)-\(suffix)").joined("-")
            }
        }
        return ([method] + parts.filter { !$0.isEmpty }).joined(separator: "-")
    }

    // MARK: Parts

    private mutating func parameters(
        _ node: DocumentNode,
        _ path: PathTemplate,
        _ item: DocumentNode
    ) -> [Parameter] {
        var parameters: [Parameter] = []
        // What an operation says of a parameter wins over what its path says.
        for list in [node["parameters"], item["parameters"]] {
            for element in list?.elements ?? [] {
                guard let target = facts.documents.resolved(element),
                    !parameters.contains(where: {
                        $0.name == target.string("name") && $0.place.rawValue == target.string("in")
                    }),
                    let parameter = Parameter(target, facts: facts, notes: &notes)
                else { continue }
                if parameter.place == .path, !path.arguments.contains(parameter.name) {
                    notes.error(
                        at: element.location,
                        "the path has no parameter '\(parameter.name)'",
                        NearestName.remedy(
                            for: parameter.name,
                            among: path.arguments,
                            what: "parameter in the path"
                        )
                    )
                    continue
                }
                parameters.append(parameter)
            }
        }
        for name in path.arguments
        where !parameters.contains(where: { $0.place == .path && $0.name == name }) {
            notes.omitted(
                at: node.location,
                "the path's parameter '\(name)' is not described, so it is any text",
                "describe it under 'parameters'"
            )
            parameters.append(
                Parameter(
                    name: name,
                    place: .path,
                    isRequired: true,
                    schema: nil,
                    isJoined: false,
                    example: nil,
                    node: node
                )
            )
        }
        return parameters
    }

    private mutating func body(_ node: DocumentNode, _ method: String) -> (media: Media?, isRequired: Bool) {
        guard let reference = node["requestBody"], let body = facts.documents.resolved(reference) else {
            return (nil, false)
        }
        guard method != "get" else {
            notes.omitted(at: reference.location, "a GET has no body, so it is not carried over")
            return (nil, false)
        }
        guard let content = body["content"], !content.members.isEmpty else {
            notes.error(
                at: body.location,
                "a request body needs 'content'",
                "name a media type and its schema"
            )
            return (nil, false)
        }
        guard let media = Media(content, notes: &notes), media.encoding != nil else {
            notes.omitted(
                at: content.location,
                "no body of '\(content.members.first?.name ?? "")' can be described"
            )
            return (nil, false)
        }
        return (media, body.isTrue("required"))
    }

    private mutating func answers(_ node: DocumentNode) -> [Operation.Answer] {
        guard let responses = node["responses"], !responses.members.isEmpty else {
            notes.error(
                at: node.location,
                "the operation has no 'responses'",
                "describe at least its success"
            )
            return []
        }
        var answers: [Operation.Answer] = []
        let listed = Set(responses.members.compactMap { Int($0.name) })
        for (name, reference) in responses.members where !name.hasPrefix("x-") {
            guard let response = facts.documents.resolved(reference) else { continue }
            if let links = response["links"] {
                notes.omitted(at: links.location, "'links' are not carried over")
            }
            for status in statuses(name, reference, listed) {
                let media = Media(response["content"], notes: &notes)
                answers.append(
                    Operation.Answer(
                        status: status,
                        summary: response.string("description").flatMap { $0.isEmpty ? nil : $0 },
                        media: [204, 205, 304].contains(status) ? nil : media,
                        headers: headers(response),
                        node: response
                    )
                )
            }
        }
        return answers.sorted { $0.status < $1.status }
    }

    /// The statuses that a key of `responses` stands for.
    private mutating func statuses(_ name: String, _ node: DocumentNode, _ listed: Set<Int>) -> [Int] {
        if let status = Int(name) {
            guard (100...599).contains(status) else {
                notes.error(at: node.location, "\(name) is no status", "use one from 100 to 599")
                return []
            }
            guard (200..<600).contains(status) else {
                notes.omitted(at: node.location, "the status \(name) is not carried over")
                return []
            }
            return [status]
        }
        switch name.uppercased() {
        case "2XX": return listed.contains { (200..<300).contains($0) } ? [] : [200]
        case "4XX": return listed.contains { (400..<500).contains($0) } ? [] : [400]
        case "DEFAULT":
            if !listed.contains(where: { (200..<300).contains($0) }) {
                notes.omitted(
                    at: node.location,
                    "'default' is read as the status 200, as no success is listed"
                )
                return [200]
            }
            return listed.contains { (400..<500).contains($0) } ? [] : [400]
        case "1XX", "3XX", "5XX":
            notes.omitted(at: node.location, "'\(name)' is not carried over")
            return []
        default:
            notes.error(
                at: node.location,
                "'\(name)' is no status",
                "use a number, a class such as 4XX, or default"
            )
            return []
        }
    }

    private func headers(_ response: DocumentNode) -> [(
        name: String, isRequired: Bool, schema: DocumentNode?
    )] {
        (response["headers"]?.members ?? []).compactMap { name, reference in
            guard let header = facts.documents.resolved(reference), name.lowercased() != "content-type" else {
                return nil
            }
            return (name.lowercased(), header.isTrue("required"), header["schema"])
        }
    }
}
