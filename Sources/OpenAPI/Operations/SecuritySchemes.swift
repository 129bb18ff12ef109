import Contracts
import JSON

/// How callers say who they are, as far as a contract can hold it: bearer tokens, and one API key.
struct SecuritySchemes {
    /// Where an API key stands.
    struct Key: Hashable {
        /// `header` or `query`.
        var place: String
        var name: String
    }

    private enum Kind: Hashable {
        case bearer
        case key(Key)
        case unsupported
    }

    private var kinds: [String: Kind] = [:]
    private let document: DocumentNode
    /// Where the API key stands; `nil` where no operation asks for one.
    private(set) var key: Key?
    /// Whether operations ask for bearer tokens.
    private(set) var hasBearer = false

    /// Reads the schemes of a document.
    init(_ document: DocumentNode, facts: SchemaFacts, notes: inout Notes) {
        self.document = document
        for (name, reference) in document["components"]?["securitySchemes"]?.members ?? [] {
            guard let scheme = facts.documents.resolved(reference) else { continue }
            kinds[name] = kind(scheme, &notes)
        }
    }

    private mutating func kind(_ scheme: DocumentNode, _ notes: inout Notes) -> Kind {
        switch (scheme.string("type"), scheme.string("scheme")?.lowercased(), scheme.string("in")) {
        case ("http", "bearer", _):
            hasBearer = true
            return .bearer
        case ("oauth2", _, _), ("openIdConnect", _, _):
            notes.omitted(
                at: scheme.location,
                "the scheme is read as bearer tokens: neither flows nor scopes are carried over"
            )
            hasBearer = true
            return .bearer
        case ("apiKey", _, let place?) where ["header", "query"].contains(place):
            guard let name = scheme.string("name") else {
                notes.error(at: scheme.location, "an API key needs 'name'", "name the header or parameter")
                return .unsupported
            }
            let key = Key(place: place, name: name)
            if let other = self.key, other != key {
                notes.omitted(
                    at: scheme.location,
                    "a service has one API key, and '\(other.name)' is it: this one is left out"
                )
                return .unsupported
            }
            self.key = key
            return .key(key)
        default:
            notes.omitted(at: scheme.location, "this security scheme is not carried over")
            return .unsupported
        }
    }

    /// Who may use an operation.
    func access(_ operation: DocumentNode, _ notes: inout Notes) -> Operation.Access {
        guard let list = operation["security"] ?? document["security"], !list.elements.isEmpty else {
            return .anyone
        }
        var access: Operation.Access?
        for requirement in list.elements {
            if requirement.members.isEmpty { return .anyone }
            for (name, scheme) in requirement.members {
                switch kinds[name] {
                case .bearer?: access = access ?? .bearer
                case .key?: access = access ?? .key
                case .unsupported?: break
                case nil:
                    notes.error(
                        at: scheme.location,
                        "there is no security scheme '\(name)'",
                        NearestName.remedy(for: name, among: kinds.keys, what: "security scheme")
                    )
                }
            }
        }
        return access ?? .anyone
    }

    /// The member `authorization` of `service.json`; `nil` where nobody is asked.
    var json: JSONValue? {
        guard hasBearer || key != nil else { return nil }
        var object: JSONObject = ["roles": ["/role", "/roles"]]
        if let key {
            object["apiKey"] = [key.place: .string(key.name)]
            object["keys"] = [
                "test-key-one": ["subject": "user-one"], "test-key-two": ["subject": "user-two"],
            ]
        }
        return .object(object)
    }
}
