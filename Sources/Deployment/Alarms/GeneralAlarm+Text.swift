import Contracts

extension GeneralAlarm {
    /// What it means, in one sentence.
    func summary(_ service: Service) -> String {
        switch self {
        case .throttles: "Requests were refused because capacity was used up."
        case .errors: "The function failed."
        case .duration:
            "One request of twenty takes longer than \(service.budget.seconds) s, the budget of the median."
        case .tables: "Tables refused reads or writes because capacity was used up."
        }
    }
}

extension Service.Budget {
    /// The limit of the median in seconds, as text without trailing zeros.
    var seconds: String {
        let seconds = medianMilliseconds / 1_000
        return seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }
}
