public import Contracts

/// Tells what becomes of a contract folder and its fixtures while they are edited.
///
/// ```swift
/// for await event in ContractWatch(contracts: "Contracts", fixtures: "Fixtures") {
///     if case .contract(let contract) = event { gates.replace(with: contract) }
///     print(event)
/// }
/// ```
///
/// The folders are looked at several times a second, which works on every system and for every editor. A change is told
/// once nothing more has changed from one look to the next, so that files that are saved together are loaded together.
/// What is edited between two events is never lost: events tell of the difference to what was told before. The sequence
/// ends when its task is cancelled.
public struct ContractWatch: AsyncSequence, Sendable {
    /// What a change has led to.
    public typealias Element = ContractWatchEvent

    private let contracts: String
    private let fixtures: String?
    private let interval: Duration
    private let load: @Sendable (String) throws(ContractError) -> Contract
    private let start: Look

    /// Starts to watch: what is changed from now on is told.
    ///
    /// - Parameters:
    ///   - contracts: The contract folder's path.
    ///   - fixtures: The fixture folder's path; without it only contracts are watched.
    ///   - interval: The time from one look to the next.
    ///   - load: Loads the contract folder and finds what is wrong with it.
    public init(
        contracts: String,
        fixtures: String? = nil,
        interval: Duration = .milliseconds(300),
        load: @escaping @Sendable (String) throws(ContractError) -> Contract = { path throws(ContractError) in
            try ContractFolder.loadToServe(path)
        }
    ) {
        self.contracts = contracts
        self.fixtures = fixtures
        self.interval = interval
        self.load = load
        start = Look(contracts, fixtures)
    }

    /// Both folders at one time.
    fileprivate struct Look: Sendable, Equatable {
        var contracts: FolderSnapshot
        var fixtures: FolderSnapshot?

        init(_ contracts: String, _ fixtures: String?) {
            self.contracts = FolderSnapshot(contracts)
            self.fixtures = fixtures.map { FolderSnapshot($0) }
        }
    }

    /// Makes an iterator that begins with what has changed since the watch was made.
    public func makeAsyncIterator() -> Iterator {
        Iterator(watch: self, told: start)
    }

    /// Looks at the folders when asked for the next event.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        private let watch: ContractWatch
        /// What the events so far have told of.
        private var told: Look
        private var waiting: [ContractWatchEvent] = []

        fileprivate init(watch: ContractWatch, told: Look) {
            self.watch = watch
            self.told = told
        }

        /// Waits for the next change that has come to rest; `nil` when the task is cancelled.
        public mutating func next() async -> ContractWatchEvent? {
            if !waiting.isEmpty { return waiting.removeFirst() }
            var last = told
            while true {
                do {
                    try await Task.sleep(for: watch.interval)
                } catch {
                    return nil
                }
                let look = Look(watch.contracts, watch.fixtures)
                guard look != told, look == last else {
                    last = look
                    continue
                }
                waiting = events(of: look)
                told = look
                if !waiting.isEmpty { return waiting.removeFirst() }
            }
        }

        /// The contract comes first: fixtures are held to it.
        private func events(of look: Look) -> [ContractWatchEvent] {
            var events: [ContractWatchEvent] = []
            if look.contracts != told.contracts {
                do throws(ContractError) {
                    events.append(.contract(try watch.load(watch.contracts)))
                } catch {
                    events.append(.broken(error))
                }
            }
            if let fixtures = look.fixtures, let earlier = told.fixtures, let folder = watch.fixtures {
                let changed = fixtures.changes(since: earlier).map { "\(folder)/\($0)" }
                if !changed.isEmpty { events.append(.fixtures(changed)) }
            }
            return events
        }
    }
}
