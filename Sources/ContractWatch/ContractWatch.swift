public import Contracts

/// Reports changes of a contract folder and its fixtures while they are edited.
///
/// ```swift
/// for await event in ContractWatch(contracts: "Contracts", fixtures: "Fixtures") {
///     if case .contract(let contract) = event { gates.replace(with: contract) }
///     print(event)
/// }
/// ```
///
/// The folders are polled several times a second, which works on every system, for every editor, for links and for mounted
/// volumes. A change is reported once nothing more has changed from one snapshot to the next, so that files that are saved
/// together are loaded together; what changes while it is loaded is loaded again, so that no half of a change is reported.
/// No edit between two events is lost: events report the difference to the snapshot of the event before. The sequence ends
/// when its task is cancelled.
public struct ContractWatch: AsyncSequence, Sendable {
    /// What a change has led to.
    public typealias Element = ContractWatchEvent

    private let contracts: String
    private let fixtures: String?
    private let interval: Duration
    private let load: @Sendable (String) throws(ContractError) -> Contract
    private let start: Snapshots

    /// Creates a watch: what is changed from now on is reported.
    ///
    /// Create it before the contract is loaded for the first time, and no change is missed.
    ///
    /// - Parameters:
    ///   - contracts: The contract folder's path.
    ///   - fixtures: The fixture folder's path; without it only contracts are watched.
    ///   - interval: The time from one snapshot to the next.
    ///   - load: Loads the contract folder and finds what is wrong with it.
    public init(
        contracts: String,
        fixtures: String? = nil,
        interval: Duration = .milliseconds(300),
        load: @escaping @Sendable (String) throws(ContractError) -> Contract = { path throws(ContractError) in
            try ContractFolder.loadToRun(path)
        }
    ) {
        self.contracts = contracts
        self.fixtures = fixtures
        self.interval = interval
        self.load = load
        start = Snapshots(contracts, fixtures)
    }

    /// Both folders at one time.
    fileprivate struct Snapshots: Sendable, Equatable {
        var contracts: FolderSnapshot
        var fixtures: FolderSnapshot?

        init(_ contracts: String, _ fixtures: String?) {
            self.contracts = FolderSnapshot(contracts)
            self.fixtures = fixtures.map { FolderSnapshot($0) }
        }
    }

    /// Creates an iterator that begins with what has changed since the watch was created.
    public func makeAsyncIterator() -> Iterator {
        Iterator(watch: self, reported: start)
    }

    /// Takes snapshots of the folders when asked for the next event.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        private let watch: ContractWatch
        /// The snapshots that the events so far have reported.
        private var reported: Snapshots
        private var pending: [ContractWatchEvent] = []

        fileprivate init(watch: ContractWatch, reported: Snapshots) {
            self.watch = watch
            self.reported = reported
        }

        /// Waits for the next change that has come to rest; `nil` when the task is cancelled.
        public mutating func next() async -> ContractWatchEvent? {
            if !pending.isEmpty { return pending.removeFirst() }
            var last = reported
            while true {
                do {
                    try await Task.sleep(for: watch.interval)
                } catch {
                    return nil
                }
                let current = Snapshots(watch.contracts, watch.fixtures)
                guard current != reported, current == last else {
                    last = current
                    continue
                }
                let events = events(of: current)
                // What was changed while it was read may be half of the old and half of the new.
                last = Snapshots(watch.contracts, watch.fixtures)
                guard last == current else { continue }
                reported = current
                pending = events
                if !pending.isEmpty { return pending.removeFirst() }
            }
        }

        /// The contract comes first: fixtures are validated against it.
        private func events(of current: Snapshots) -> [ContractWatchEvent] {
            var events: [ContractWatchEvent] = []
            if current.contracts != reported.contracts {
                do throws(ContractError) {
                    events.append(.contract(try watch.load(watch.contracts)))
                } catch {
                    events.append(.broken(error))
                }
            }
            if let fixtures = current.fixtures, let earlier = reported.fixtures, let folder = watch.fixtures {
                let changed = fixtures.changes(since: earlier).map { "\(folder)/\($0)" }
                if !changed.isEmpty { events.append(.fixtures(changed)) }
            }
            return events
        }
    }
}
