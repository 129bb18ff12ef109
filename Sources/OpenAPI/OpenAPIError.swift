public import Contracts

/// Why a document could not be converted.
public enum OpenAPIError: Error, Sendable, Hashable {
    /// The document is not what OpenAPI says, with every place.
    case invalid([Diagnostic])
}

extension OpenAPIError: CustomStringConvertible {
    /// A line for every place, with what is wrong and what to do.
    public var description: String {
        switch self {
        case .invalid(let diagnostics): diagnostics.map(\.description).joined(separator: "\n")
        }
    }
}
