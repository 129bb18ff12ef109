import ArgumentParser
import Tables

/// When expired records are deleted: the values of `--expiry`.
enum ExpiryChoice: String, ExpressibleByArgument, CaseIterable {
    case hide
    case sweep
    case off

    /// The mode of the stores.
    var mode: Expiry.Mode {
        switch self {
        case .hide: .hide
        case .sweep: .sweep
        case .off: .off
        }
    }
}
