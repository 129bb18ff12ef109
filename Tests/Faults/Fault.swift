public import Lambda
public import Tables

/// A fault for the reference implementation.
public struct Fault: Sendable {
    /// The action whose contract it breaks, or `transport`; the verifier must find it in this suite.
    public let suite: String
    /// A description; unique in the catalogue.
    public internal(set) var name: String
    /// Whether it breaks only a SHOULD, so that only a strict run has to fail.
    public let isAdvisory: Bool
    /// Whether it occurs by chance, and not whenever the same request is sent again.
    public internal(set) var isIntermittent = false
    /// The condition under which it occurs; `nil` for always.
    var trigger: Trigger?
    /// Whether times are whole seconds, so that many are equal.
    var hasCoarseClock = false
    let injection: InjectionPoint

    init(_ suite: String, _ name: String, advisory: Bool = false, _ injection: InjectionPoint) {
        self.suite = suite
        self.name = name
        self.isAdvisory = advisory
        self.injection = injection
    }

    /// Returns a backend with this fault and no other, over empty tables.
    ///
    /// - Parameters:
    ///   - tables: The service's tables.
    ///   - seed: The seed that selects the broken requests of an intermittent fault.
    /// - Returns: The backend, with an empty history.
    public func backend(tables: [TableDefinition], seed: UInt64 = 1) -> any Endpoint {
        FaultyBackend.backend([self], tables: tables, seed: seed)
    }

    /// Returns whether the fault is about a call of this action.
    func concerns(_ action: String?) -> Bool {
        suite == "transport" || suite == action
    }
}

/// The point at which a fault is injected.
enum InjectionPoint: Sendable {
    /// Changes a request before the backend sees it.
    case request(@Sendable (inout Call) -> Void)
    /// Changes a response before the client sees it.
    case answer(@Sendable (inout Answer) -> Void)
    /// Answers instead of the backend, unless it returns nothing.
    case instead(@Sendable (Call, FaultEnvironment) async -> LambdaResponse?)
    /// Has an effect after the backend's response.
    case afterwards(@Sendable (Answer, FaultEnvironment) async -> Void)
    /// Changes what a transaction writes.
    case transaction(@Sendable (inout [WriteAction]) -> Void)
    /// Changes the query of an index.
    case query(@Sendable (inout Query) -> Void)
    /// Changes the page of an index; further pages are not requested.
    case page(@Sendable (inout Page) -> Void)
    /// Reads counters, waits, and writes them back, instead of adding to them.
    case lostUpdate
    /// Reads the record that an update changes, waits, and writes these attributes back unchanged, all where there is
    /// no list; the update's own changes are kept.
    case staleAttributes(Set<String>?)
}

/// The environment of a fault that answers itself.
struct FaultEnvironment: Sendable {
    let store: InMemoryStore
    let backend: any Endpoint
}

extension Fault: CustomStringConvertible {
    /// The suite and the description.
    public var description: String { "\(suite): \(name)" }
}

extension Fault {
    /// Returns whether both faults can be seen in one backend: they are not the same one with other triggers, and none of them
    /// replaces every answer.
    public func canStand(beside other: Fault) -> Bool {
        basicName != other.basicName && !hidesOthers && !other.hidesOthers
    }

    /// Whether only requests that overlap can show it.
    public var needsOverlap: Bool {
        switch injection {
        case .lostUpdate, .staleAttributes: true
        default: name.hasSuffix("only beside another one")
        }
    }

    /// The description without the trigger.
    private var basicName: String {
        "\(suite): " + (name.split(separator: ",").first.map(String.init) ?? name)
    }

    /// Whether it changes every success or every failure, so that nothing else can be seen in them.
    private var hidesOthers: Bool { Self.hiding.contains(description) }

    private static let hiding: Set<String> = [
        "transport: successes are arrays", "transport: successes are wrapped in data",
        "transport: successes are 201",
        "transport: failures are 200", "transport: failures are HTML",
    ]
}
