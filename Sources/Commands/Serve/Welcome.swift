import Contracts
import Sessions
import Tables

/// The output of the mock when it listens: its address, what it serves, and how to use it.
struct Welcome: Sendable {
    let host: String
    let tls: TLSOptions.Choice?
    let contract: Contract
    /// The fixture's name.
    let fixture: String
    let initialState: SessionSnapshot
    /// The endpoint that answers some actions instead of the mock.
    let upstream: Upstream?
    /// Where the records are, when the mock does not keep them.
    let recordsElsewhere: String?

    private var passedOn: String {
        guard let upstream else { return "" }
        let mocked = contract.actions.count(where: upstream.leaves)
        return
            "\n  upstream   \(upstream.url) answers \(contract.actions.count - mocked) of the actions, the mock \(mocked)"
    }

    /// The output as one text of several lines, so that a program that waits for the address gets all of it.
    func description(port: Int) -> String {
        let isEveryNetwork = host == "0.0.0.0" || host == "::"
        let name = isEveryNetwork ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        let url = "\(tls == nil ? "http" : "https")://\(name):\(port)/"
        let counts = initialState.tables.definitions.map { table in
            "\((try? initialState.tables.count(of: table.name)) ?? 0) \(table.name)"
        }
        let records =
            if let recordsElsewhere {
                "  records    in \(recordsElsewhere)"
            } else {
                "  fixture    \(fixture) (\(counts.isEmpty ? "no tables" : counts.joined(separator: ", ")))"
            }
        let lines = """
            understudy \(UnderstudyCommand.version) serves \(contract.service.name): \(contract.actions.count) actions
              front end  \(contract.service.urlVariable.map { "\($0)=" } ?? "")\(url)
            \(records)
              page       \(url)__understudy/ (requests, tables, sessions, faults, clock, actions)
            """ + passedOn
        return tls?.trust.map { "\(lines)\n\($0)" } ?? lines
    }
}
