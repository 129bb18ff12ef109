import Contracts
import JSONSchema
import Lambda

extension ResponseContract {
    /// Whether an answer with another status says the same as one with this response's.
    func isEquivalent(_ answer: RecordedExchange) -> Bool {
        guard let equivalent, equivalent.status == answer.response.status else { return false }
        return equivalent.schema.map { schema in answer.json.map(schema.isValid) ?? false } ?? true
    }
}
