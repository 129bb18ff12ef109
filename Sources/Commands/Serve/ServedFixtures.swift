import Contracts
import JSON
import MockServer
import Sessions

/// The fixtures of a folder, as the control API lists and loads them.
struct ServedFixtures: FixtureSource {
    let library: FixtureLibrary
    /// The contract that is served at present.
    let contract: @Sendable () -> Contract

    /// Files that are not fixtures are left out of the list; loading one reports the error.
    var fixtures: [(name: String, description: String)] {
        let contract = contract()
        return library.names.compactMap { name in
            (try? library.load(name, for: contract)).map { fixture in
                (name, fixture.json["description"]?.stringValue ?? "")
            }
        }
    }

    func fixture(_ name: String) throws(SnapshotError) -> JSONValue {
        // Only names in the folder: a name must not lead to another one.
        guard !name.contains("/"), !name.hasSuffix(".json") else {
            throw SnapshotError(
                "'\(name)' is not a fixture's name; use one such as demo, or send the fixture itself"
            )
        }
        do throws(CommandLineError) {
            return try library.load(name, for: contract()).json
        } catch {
            throw SnapshotError(error.text)
        }
    }
}
