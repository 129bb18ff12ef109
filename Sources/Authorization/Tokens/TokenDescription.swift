public import Foundation
public import JSON

/// The content of a token to create, in Supabase's layout.
public struct TokenDescription: Sendable, Hashable {
    /// The subject, which is always in `sub`, too.
    public var subject: String
    /// The place of the subject in the payload.
    public var subjectPlace: JSONPointer
    /// The role in the application; `nil` for none.
    public var role: String?
    /// The audience; `nil` for none.
    public var audience: String?
    /// The time of issue.
    public var issued: Date
    /// The expiry time.
    public var expires: Date

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - subjectPlace: The place of the subject in the payload.
    ///   - role: The role in the application.
    ///   - audience: The audience.
    ///   - seconds: The validity in seconds; a negative one has expired.
    ///   - issued: The time of issue.
    public init(
        subject: String,
        subjectPlace: JSONPointer = JSONPointer(tokens: ["sub"]),
        role: String? = nil,
        audience: String? = "authenticated",
        seconds: Double = 3_600,
        issued: Date = Date()
    ) {
        self.subject = subject
        self.subjectPlace = subjectPlace
        self.role = role
        self.audience = audience
        self.issued = issued
        expires = issued.addingTimeInterval(seconds)
    }
}
