import Contracts
import Foundation

/// The contract of the project, loaded once.
enum ProjectContract {
    static let loaded = Result { try ContractFolder.load(folder) }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Contracts").path
}
