import Contracts
import Sessions
import Tables

/// What the mock says when it listens: where it is, what it plays, and what to do with it.
struct Welcome: Sendable {
    let host: String
    let tls: TLSOptions.Choice?
    let contract: Contract
    /// The fixture's name.
    let fixture: String
    let world: SessionSnapshot
    /// Answers some actions in place of the mock.
    let upstream: Upstream?

    private var passedOn: String {
        guard let upstream else { return "" }
        let mocked = contract.actions.count(where: upstream.leaves)
        return
            "\n  upstream   \(upstream.url) answers \(contract.actions.count - mocked) of the actions, the mock \(mocked)"
    }

    /// One text of some lines, so that a program that waits for its address has all of it.
    func description(port: Int) -> String {
        let isEveryNetwork = host == "0.0.0.0" || host == "::"
        let name = isEveryNetwork ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        let url = "\(tls == nil ? "http" : "https")://\(name):\(port)/"
        let counts = world.tables.definitions.map { table in
            "\((try? world.tables.count(of: table.name)) ?? 0) \(table.name)"
        }
        let lines = """
            understudy \(UnderstudyCommand.version) stands in for \(contract.service.name): \(contract.actions.count) actions
              front end  \(contract.service.urlVariable.map { "\($0)=" } ?? "")\(url)
              fixture    \(fixture) (\(counts.isEmpty ? "no tables" : counts.joined(separator: ", ")))
              page       \(url)__understudy/ (requests, tables, sessions, faults, clock, actions)
            """ + passedOn
        return tls?.trust.map { "\(lines)\n\($0)" } ?? lines
    }
}
