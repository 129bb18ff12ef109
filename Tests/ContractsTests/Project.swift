import Contracts
import Foundation
import TestSupport

/// Where this project is on disk.
enum Project {
    /// The folder that holds `Contracts`, `Fixtures` and `Tests`.
    static let root = ProjectFolder.root

    /// The project's own contract.
    static func contract() throws -> Contract {
        try loaded.get()
    }

    private static let loaded = Result { () throws(ContractError) in
        try ContractFolder.load(root.appending(path: "Contracts").path())
    }
}
