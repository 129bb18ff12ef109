import Contracts

/// A check of API keys against those of the contract.
struct KeyCheck: Sendable {
    private let keys: APIKeys

    /// Creates a check; without keys in the contract every key is good.
    init(_ keys: APIKeys) {
        self.keys = keys
    }

    /// Returns the sender of a request.
    ///
    /// - Throws: ``KeyRefusal`` when it has no key, several, or an unknown one.
    func identity(of routed: RoutedRequest) throws(KeyRefusal) -> Identity {
        let place =
            switch keys.place {
            case .header(let name): "the header \(name)"
            case .query(let name): "the parameter \(name)"
            }
        let values = keys.values(in: routed)
        guard let value = values.first else { throw .missing(place: place) }
        guard values.count == 1 else { throw .several(place: place) }
        guard let key = keys.key(value) else { throw .unknown(place: place) }
        return Identity(subject: key.subject, roles: key.roles)
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
