import JSON
import Lambda

extension APIKeys {
    /// Returns the API keys in a request, in order, without empty ones: more than one where it repeats its header or parameter.
    ///
    /// - Complexity: O(*n*) in the number of headers or parameters.
    public func values(in routed: RoutedRequest) -> [String] {
        let values =
            switch place {
            case .header(let name): routed.request.headers.values(for: name)
            case .query(let name):
                routed.query.parameters.filter { ExactString($0.name) == ExactString(name) }.map(\.value)
            }
        return values.filter { !$0.isEmpty }
    }

    /// Returns a key of the service with its sender; `nil` where the service does not have it.
    ///
    /// Where the contract lists no keys every one is good, and its sender is known by the key itself.
    /// - Complexity: O(*n*) in the number of keys.
    public func key(_ value: String) -> Key? {
        guard !keys.isEmpty else { return Key(value: value, subject: value) }
        return keys.first { ExactString($0.value) == ExactString(value) }
    }
}
