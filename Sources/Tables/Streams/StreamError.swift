/// The reason why records of a change stream cannot be returned.
public enum StreamError: Error, Sendable, Hashable {
    /// Records after this number were dropped: they are older than 24 hours, or too many.
    case trimmed(after: Int, oldest: Int)
    /// There is no record with this number yet.
    case unknown(Int, last: Int)
    /// The store fails.
    case store(TableStoreError)
}

extension StreamError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .trimmed(let after, let oldest):
            "records after \(after) have been dropped, up to \(oldest - 1): read the table, then continue with after=0"
        case .unknown(let number, let last):
            "there is no record \(number): the newest one of all tables is \(last); continue with after=0"
        case .store(let error):
            error.description
        }
    }
}
