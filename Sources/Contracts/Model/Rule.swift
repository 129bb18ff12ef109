/// A MUST or SHOULD of the service, which every check, expectation and failure refers to.
public struct Rule: Sendable, Hashable, Identifiable {
    /// The severity of breaking a rule (RFC 2119).
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// Breaking it fails the contract.
        case must
        /// Breaking it is a warning, and a failure under `--strict`.
        case should
    }

    /// The name, unique over the folder: `place-unknown-customer`.
    public var id: String
    /// The severity of breaking it.
    public var level: Level
    /// The rule in one sentence.
    public var text: String
    /// The section of the service's description, such as `4.3`.
    public var section: String?
    /// The built-in check of the rule; `nil` where scenarios or examples check it.
    public var check: BuiltInCheck?
    /// The status that the built-in check expects, where it needs one.
    public var status: StatusExpectation?
    /// The header names that the built-in check expects, where it needs them.
    public var headers: [String]
    /// The HTTP methods that the built-in check expects, where it needs them.
    public var methods: [String]
    /// The action whose file states the rule; `nil` for a rule of the whole service.
    public var action: String?
    /// The location of the rule.
    public var location: SourceLocation

    /// Creates a rule.
    public init(
        id: String,
        level: Level,
        text: String,
        section: String? = nil,
        check: BuiltInCheck? = nil,
        status: StatusExpectation? = nil,
        headers: [String] = [],
        methods: [String] = [],
        action: String? = nil,
        location: SourceLocation = SourceLocation(file: "service.json")
    ) {
        self.id = id
        self.level = level
        self.text = text
        self.section = section
        self.check = check
        self.status = status
        self.headers = headers
        self.methods = methods
        self.action = action
        self.location = location
    }
}
