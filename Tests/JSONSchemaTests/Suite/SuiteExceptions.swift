/// The optional cases of the suite that we do not hold, each with its reason.
enum SuiteExceptions {
    static let reasons: [String: String] = [:]
}
