/// The status of a lead.
enum LeadStatus: String, CaseIterable, Sendable {
    case pending
    case approved
    case rejected
}

/// An admin's decision about a lead.
enum Decision: String, CaseIterable, Sendable {
    case approve
    case reject
}

/// The number of orders of a lead's shop, as the form's options say it.
enum OrderVolume: String, CaseIterable, Sendable {
    case none = "0"
    case few = "1-5"
    case some = "5-20"
    case many = "20-100"
    case most = "100+"
}
