import Contracts
import Tables

/// Why a behaviour ends without an answer of its own.
enum Interruption: Error {
    /// The request is refused.
    case refused(status: Int, reason: String)
    /// The behaviour cannot go on: it is wrong, or needs what the request does not bring.
    case failed(String, at: SourceLocation)
    /// The tables refuse something.
    case store(TableStoreError)
    /// A concurrent transaction won: everything is done again.
    case conflict
}

extension Interruption {
    /// The status and the text for people, and whether the behaviour is at fault.
    var response: (status: Int, text: String) {
        switch self {
        case .refused(let status, let reason):
            (status, reason)
        case .failed(let problem, let location):
            (500, "\(location.file)#\(location.pointer): \(problem)")
        case .conflict:
            (429, "too many concurrent writes to the same record; try again")
        case .store(let error):
            switch error {
            case .itemTooLarge, .transactionTooLarge:
                (413, "the record would be too large: \(error)")
            case .invalidKey, .invalidNumber, .tooDeep, .invalidPageKey, .invalidLimit, .readTooLarge:
                (400, "the record cannot be stored: \(error)")
            case .conflict, .conditionFailed, .notUnique:
                (429, "too many concurrent writes to the same record; try again")
            case .invalidChange:
                (500, "the behaviour changes what cannot be changed: \(error)")
            case .unknownTable, .unknownIndex, .transactionCount, .transactionRepeatsItem, .invalidToken,
                .tokenReused,
                .readCount, .readRepeatsItem, .consistentIndexRead, .unavailable:
                (503, "\(error)")
            }
        }
    }
}
