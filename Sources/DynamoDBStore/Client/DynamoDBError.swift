import JSON

/// Why DynamoDB has not done what it was asked.
enum DynamoDBError: Error {
    /// It has answered with an error.
    case refused(Refusal)
    /// There was no complete and undamaged answer.
    case noAnswer(reason: String)
    /// There is no key to sign with.
    case noCredentials(CredentialError)
    /// The task was cancelled.
    case cancelled

    /// An error in an answer.
    struct Refusal: Sendable {
        /// A reason why an action of a transaction was refused.
        struct Reason: Sendable {
            /// The code: `None`, `ConditionalCheckFailed`, `TransactionConflict` and others.
            var code: String
            /// More about it.
            var message: String?
            /// The item as it is, for a failed condition.
            var item: JSONValue?
        }

        /// The HTTP status.
        var status: Int
        /// The name of the exception, without its name space.
        var type: String
        /// The message.
        var message: String
        /// The reasons for the actions of a cancelled transaction, in their order.
        var reasons: [Reason]

        /// Reads an error.
        init(status: Int, body: [UInt8]) {
            self.status = status
            let json = try? JSONValue(parsing: body)
            let type = json?["__type"]?.stringValue ?? ""
            self.type = type.split(separator: "#").last.map(String.init) ?? ""
            message =
                json?["message"]?.stringValue ?? json?["Message"]?.stringValue ?? "HTTP status \(status)"
            reasons = (json?["CancellationReasons"]?.arrayValue ?? []).map { reason in
                Reason(
                    code: reason["Code"]?.stringValue ?? "None",
                    message: reason["Message"]?.stringValue,
                    item: reason["Item"]
                )
            }
        }
    }
}

extension DynamoDBError.Refusal {
    /// Whether the transaction lost a race with another one.
    var isConflict: Bool {
        type == "TransactionConflictException" || type == "TransactionInProgressException"
            || reasons.contains { $0.code == "TransactionConflict" }
    }

    /// Whether DynamoDB has too much to do, or has failed.
    var isOverload: Bool {
        if status >= 500 { return true }
        switch type {
        case "ProvisionedThroughputExceededException", "ThrottlingException", "Throttling",
            "RequestLimitExceeded", "ThrottledException", "LimitExceededException", "InternalServerError",
            "SlowDown", "TooManyRequestsException":
            return true
        default:
            return reasons.contains { Self.overloads.contains($0.code) }
        }
    }

    private static let overloads = [
        "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "InternalServerError",
    ]

    /// Whether the key has ended: a new one may do.
    var isExpiredCredentials: Bool {
        ["ExpiredTokenException", "ExpiredToken", "RequestExpired"].contains(type)
    }
}

extension DynamoDBError: CustomStringConvertible {
    /// What has happened, and what helps.
    var description: String {
        switch self {
        case .refused(let refusal):
            refusal.type.isEmpty ? refusal.message : "\(refusal.type): \(refusal.message)"
        case .noAnswer(let reason): reason
        case .noCredentials(let error): error.description
        case .cancelled: "the task was cancelled"
        }
    }
}
