public import Foundation

/// What a token is to say, laid out as Supabase does.
public struct TokenDescription: Sendable, Hashable {
    /// Whose it is.
    public var subject: String
    /// The role in the application; `nil` for none.
    public var role: String?
    /// Whom it is for; `nil` for nobody in particular.
    public var audience: String?
    /// When it is issued.
    public var issued: Date
    /// When it ends.
    public var expires: Date

    /// Describes a token.
    ///
    /// - Parameters:
    ///   - subject: Whose it is.
    ///   - role: The role in the application.
    ///   - audience: Whom it is for.
    ///   - seconds: For how long it is valid; what is below zero is over already.
    ///   - issued: When it is issued.
    public init(
        subject: String,
        role: String? = nil,
        audience: String? = "authenticated",
        seconds: Double = 3_600,
        issued: Date = Date()
    ) {
        self.subject = subject
        self.role = role
        self.audience = audience
        self.issued = issued
        expires = issued.addingTimeInterval(seconds)
    }
}
