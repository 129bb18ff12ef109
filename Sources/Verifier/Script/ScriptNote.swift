import VerifierEvents

/// A reason why a script may not show its failure again, which a comment at its start tells the user.
enum ScriptNote: Sendable, Hashable {
    /// The failure was not seen in each attempt.
    case flaky(Reproductions)
    /// Requests are sent at the same time.
    case concurrent
    /// The failure was seen only in records that requests of other cases had written.
    case otherRecords

    /// The failure was not seen again without requests of other cases at the same time.
    case otherTraffic
    /// The failure was not seen again with pauses between the requests.
    case haste

    /// Other failures were not seen again in that way, and this one was not tried.
    case untried

    /// The words that every comment begins with.
    static let beginning = "# May not show the failure"

    /// The comment, a line of a shell script.
    var comment: String {
        switch self {
        case .flaky(let count):
            """
            # May not show the failure each time, which was seen in \(count.seen) of \(count.attempts) attempts: \
            run this several times.
            """
        case .concurrent:
            """
            # May not show the failure each time: requests at the same time are handled in any order. \
            Run this several times.
            """
        case .otherRecords:
            """
            # May not show the failure on an endpoint without records: it was seen only in records that other \
            requests had written.
            """
        case .otherTraffic:
            """
            # May not show the failure: it was seen with requests of other cases at the same time, and not without \
            them.
            """
        case .untried:
            """
            # May not show the failure: others of the run were seen only with requests of other cases at the same \
            time, and this one was not tried without them.
            """
        case .haste:
            """
            # May not show the failure: it was seen with requests that follow each other within a few milliseconds, \
            and not with pauses between them.
            """
        }
    }
}
