import Tables

/// A store that knows conditions on items only, as DynamoDB does: what was read becomes a condition by the protocol's own
/// means.
struct ConditionStore: ForwardingStore {
    let store: InMemoryStore
}
