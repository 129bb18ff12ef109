import Contracts
import SQLiteStore
import Tables

extension SQLiteSpaces {
    /// Returns the error of a session that the file does not have, which names those that it has.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be read.
    func unknownSession(_ name: String) throws(TableStoreError) -> TableStoreError {
        let remedy = NearestName.remedy(for: name, among: try names(), what: "session in it")
        return .unavailable(reason: "there is no session '\(name)'; \(remedy)")
    }
}
