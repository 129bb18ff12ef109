/// What has become of a lead.
enum LeadStatus: String, CaseIterable, Sendable {
    case pending
    case approved
    case rejected
}

/// What an admin decides about a lead.
enum Decision: String, CaseIterable, Sendable {
    case approve
    case reject
}

/// How many orders a lead's shop has, as the form offers them.
enum OrderVolume: String, CaseIterable, Sendable {
    case none = "0"
    case few = "1-5"
    case some = "5-20"
    case many = "20-100"
    case most = "100+"
}
