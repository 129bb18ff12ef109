/// API keys by which a service knows who sends a request.
public struct APIKeys: Sendable, Hashable {
    /// The place of the key in a request.
    public enum Place: Sendable, Hashable {
        /// A header of this name.
        case header(String)
        /// A query parameter of this name.
        case query(String)
    }

    /// A key for tests.
    public struct Key: Sendable, Hashable {
        /// The key.
        public var value: String
        /// Who sends requests with it.
        public var subject: String
        /// Its roles.
        public var roles: [String]

        /// Creates a key.
        public init(value: String, subject: String, roles: [String] = []) {
            self.value = value
            self.subject = subject
            self.roles = roles
        }
    }

    /// The place of the key in a request.
    public var place: Place
    /// The keys for tests, in the order of the contract.
    public var keys: [Key]

    /// The key of requests for which no other is given: the first one; `nil` where the contract has none.
    public var defaultKey: Key? { keys.first }

    /// The header that takes the key; `nil` where a query parameter does.
    public var header: String? {
        if case .header(let name) = place { name } else { nil }
    }

    /// The query parameter that takes the key; `nil` where a header does.
    public var parameter: String? {
        if case .query(let name) = place { name } else { nil }
    }

    /// Creates a description.
    public init(place: Place, keys: [Key] = []) {
        self.place = place
        self.keys = keys
    }
}
