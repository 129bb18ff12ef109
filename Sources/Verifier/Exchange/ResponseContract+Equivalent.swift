import Contracts
import JSONSchema
import Lambda

extension ResponseContract {
    /// Returns whether a response with another status has the same meaning as one with this response's.
    func isEquivalent(_ answer: RecordedExchange) -> Bool {
        guard let equivalent, equivalent.status == answer.response.status else { return false }
        return equivalent.schema.map { schema in answer.json.map(schema.isValid) ?? false } ?? true
    }
}
