import Commands
import Contracts

extension BuiltInService {
    /// The built-in contract folder and fixtures of the shipped service.
    static let support = BuiltInService(
        contracts: EmbeddedFolder("Contracts", of: EmbeddedFiles.all),
        fixtures: EmbeddedFolder("Fixtures", of: EmbeddedFiles.all)
    )
}
