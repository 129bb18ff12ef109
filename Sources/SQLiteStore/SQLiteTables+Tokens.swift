import Foundation
import GRDB
import JSON
import Tables

extension SQLiteTables {
    /// Returns whether these actions were applied under an idempotency token.
    ///
    /// - Throws: ``TableStoreError/invalidToken(_:)``, ``TableStoreError/tokenReused(_:)``; an error of the database.
    func isApplied(_ token: String, _ actions: [WriteAction], at time: Int) throws -> Bool {
        guard (1...TableLimits.tokenCharacters).contains(token.utf16.count) else {
            throw TableStoreError.invalidToken(token)
        }
        guard let row = try Row.fetchOne(database, .findToken, [space.name, token]),
            time - (row["time"] as Int) < TableLimits.tokenMilliseconds
        else { return false }
        guard row["actions"] as Data == Self.data(actions) else { throw TableStoreError.tokenReused(token) }
        return true
    }

    /// Notes that actions were applied under a token, and forgets expired tokens.
    func insert(_ token: String, _ actions: [WriteAction], at time: Int) throws {
        try database.run(.deleteTokens, [time - TableLimits.tokenMilliseconds])
        try database.run(.insertToken, [space.name, token, time, Self.data(actions)])
    }

    private static func data(_ actions: [WriteAction]) -> Data {
        Data(JSONWriter(sortsNames: true).bytes(.array(actions.map(\.json))))
    }
}
