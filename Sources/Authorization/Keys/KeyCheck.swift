import Contracts
import JSON
import Lambda

/// A check of API keys against those of the contract.
struct KeyCheck: Sendable {
    private let keys: APIKeys
    private let identities: [ExactString: Identity]

    /// Creates a check; without keys in the contract every key is good.
    init(_ keys: APIKeys) {
        self.keys = keys
        identities = Dictionary(
            keys.keys.map { (ExactString($0.value), Identity(subject: $0.subject, roles: $0.roles)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns the sender of a request.
    ///
    /// - Throws: ``KeyRefusal`` when it has no key, several, or an unknown one.
    func identity(of routed: RoutedRequest) throws(KeyRefusal) -> Identity {
        let place: String
        let values: [String]
        switch keys.place {
        case .header(let name):
            place = "the header \(name)"
            values = routed.request.headers.values(for: name)
        case .query(let name):
            place = "the parameter \(name)"
            values = routed.query.parameters.filter { ExactString($0.name) == ExactString(name) }.map(\.value)
        }
        let given = values.filter { !$0.isEmpty }
        guard let key = given.first else { throw .missing(place: place) }
        guard given.count == 1 else { throw .several(place: place) }
        if identities.isEmpty { return Identity(subject: "", roles: []) }
        guard let identity = identities[ExactString(key)] else { throw .unknown(place: place) }
        return identity
    }
}

/// The reason why a request's API key is refused; no text contains a key.
enum KeyRefusal: Error, Sendable {
    /// There is no key.
    case missing(place: String)
    /// There are several keys.
    case several(place: String)
    /// The contract does not have the key.
    case unknown(place: String)

    var text: String {
        switch self {
        case .missing(let place): "\(place) with an API key is missing"
        case .several(let place): "\(place) holds several API keys; send one"
        case .unknown(let place): "\(place) holds no API key of the service"
        }
    }
}
