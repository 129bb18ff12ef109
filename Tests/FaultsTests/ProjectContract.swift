import Contracts
import Foundation
import TestSupport

/// The contract of the project, loaded once.
enum ProjectContract {
    static let loaded = Result { try ContractFolder.load(ProjectFolder.contracts) }
}
