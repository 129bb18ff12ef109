import Foundation
import SQLiteStore
import Tables
import TestSupport
import Testing

@Suite("The statements of the SQLite store")
struct QueryPlanTests {
    @Test("search an index, and sort nothing", arguments: SQLiteStatement.allCases)
    func plan(statement: SQLiteStatement) throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(folder.url.appending(path: "store.sqlite").path, TestTables.all)
        let plan = try store.queryPlan(of: statement)
        // The names of all states are a list of all rows.
        let scans = plan.filter { $0.contains("SCAN") }
        #expect(scans == (statement == .findSpaces ? ["SCAN space"] : []))
        // A dump is sorted once: an index of insertion numbers would cost every write.
        #expect(
            plan.contains { $0.contains("TEMP B-TREE") } == (statement == .readItemsByInsertion),
            "\(plan)"
        )
        #expect(statement.rawValue.hasPrefix("INSERT") == plan.isEmpty, "\(plan)")
    }

    @Test(
        "read a range by its bounds",
        arguments: [
            (
                SQLiteStatement.readItems,
                ["item USING INDEX sqlite_autoindex_item_1 (collection=? AND key>? AND key<?)"]
            ),
            (
                .readItemsBackwards,
                ["item USING INDEX sqlite_autoindex_item_1 (collection=? AND key>? AND key<?)"]
            ),
            (
                .readIndex,
                [
                    "entry USING PRIMARY KEY (ordering=? AND key>? AND key<?)",
                    "item USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (
                .readIndexBackwards,
                [
                    "entry USING PRIMARY KEY (ordering=? AND key>? AND key<?)",
                    "item USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
        ]
    )
    func ranges(statement: SQLiteStatement, searches: [String]) throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(folder.url.appending(path: "store.sqlite").path, TestTables.all)
        #expect(try store.queryPlan(of: statement) == searches.map { "SEARCH \($0)" })
    }
}
