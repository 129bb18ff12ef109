import Contracts

/// A kind of check that rules switch on by the name of a built-in check.
protocol BuiltInCheckProvider: CaseProvider {
    /// The built-in checks that its cases evaluate.
    static var checks: [BuiltInCheck] { get }

    init()
}
