import Contracts
import JSON

extension RecordedExchange {
    /// Returns an id of the response, a text or a whole number, from the body itself or from an object in it.
    func identifier(named name: String) -> JSONValue? {
        if let id = json?[name], id.identifierText != nil { return id }
        return json?.objectValue?.lazy.compactMap { $0.value.objectValue?[name] }
            .first { $0.identifierText != nil }
    }
}
