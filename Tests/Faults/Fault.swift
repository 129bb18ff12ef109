public import Lambda
public import Tables

/// One way to break the reference implementation.
public struct Fault: Sendable {
    /// The action whose promise it breaks, or `transport`; the verifier must find it in this suite.
    public let suite: String
    /// What is wrong, in words; unique in the catalogue.
    public internal(set) var name: String
    /// Whether it breaks only a SHOULD, so that only a strict run has to fail.
    public let isAdvisory: Bool
    /// Whether it shows by chance, and not whenever the same is done again.
    public internal(set) var isIntermittent = false
    /// When it shows; `nil` for always.
    var occasion: Occasion?
    /// Whether times are whole seconds, so that many are equal.
    var hasCoarseClock = false
    let seam: Seam

    init(_ suite: String, _ name: String, advisory: Bool = false, _ seam: Seam) {
        self.suite = suite
        self.name = name
        self.isAdvisory = advisory
        self.seam = seam
    }

    /// A backend with this fault and no other, over empty tables.
    ///
    /// - Parameters:
    ///   - tables: The service's tables.
    ///   - seed: Decides which requests a fault breaks that breaks some by chance; the same seed, the same requests.
    /// - Returns: The backend; one that depends on its past starts without any.
    public func backend(tables: [TableDefinition], seed: UInt64 = 1) -> any Endpoint {
        FaultyBackend(fault: self, tables: tables, seed: seed)
    }

    /// Whether the fault shows in a call of this action.
    func concerns(_ action: String?) -> Bool {
        suite == "transport" || suite == action
    }
}

/// Where a fault takes hold.
enum Seam: Sendable {
    /// Changes a request before the backend sees it.
    case request(@Sendable (inout Call) -> Void)
    /// Changes an answer before the client sees it.
    case answer(@Sendable (inout Answer) -> Void)
    /// Answers in the backend's place, unless it returns nothing.
    case instead(@Sendable (Call, World) async -> LambdaResponse?)
    /// Does something more, once the backend has answered.
    case afterwards(@Sendable (Answer, World) async -> Void)
    /// Changes what a transaction writes.
    case transaction(@Sendable (inout [WriteAction]) -> Void)
    /// Changes what is asked of an index.
    case query(@Sendable (inout Query) -> Void)
    /// Changes the page that an index gives; what follows it is never asked for.
    case page(@Sendable (inout Page) -> Void)
    /// Reads counters, waits, and writes them back, instead of adding to them.
    case lostUpdate
    /// Reads the record that an update changes, waits, and writes these attributes back as they were, all where there is
    /// no list; what the update itself changes is left as it is.
    case staleAttributes(Set<String>?)
}

/// What a fault that answers by itself can use.
struct World: Sendable {
    let store: InMemoryStore
    let backend: any Endpoint
}

extension Fault: CustomStringConvertible {
    /// The suite and what is wrong.
    public var description: String { "\(suite): \(name)" }
}
