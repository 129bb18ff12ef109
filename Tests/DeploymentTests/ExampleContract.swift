import Contracts
import Foundation
import TestSupport

/// The contract folders that templates are made of.
enum ExampleContract: String, Sendable, CaseIterable {
    case shipped = "Contracts"
    case planner = "Tests/Services/planner/contract"
    case purse = "Tests/Services/purse/contract"
    case toolshed = "Tests/Services/toolshed/contract"

    /// The path of the folder.
    var path: String { ProjectFolder.root.appending(path: rawValue).path }

    func load() throws -> Contract { try ContractFolder.load(path) }
}
