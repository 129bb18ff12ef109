import JSON

/// The names that a step of a behaviour can use, with what is known of their values.
struct BehaviourScope {
    /// A name and its value.
    struct Binding {
        /// The value's shape.
        var shape: ValueShape
        /// The table whose record it is, or whose records; `nil` for an argument.
        var table: TableContract?
    }

    private(set) var bindings: [ExactString: Binding] = [:]
    /// Whether every name can be an argument, since the request's schema describes none.
    let isOpen: Bool

    /// Creates the scope of the first step: an action's arguments.
    init(arguments: [(name: String, shape: ValueShape)]) {
        isOpen = arguments.isEmpty
        for argument in arguments {
            bindings[ExactString(argument.name)] = Binding(shape: argument.shape)
        }
    }

    /// The binding of a name.
    subscript(name: String) -> Binding? {
        get { bindings[ExactString(name)] }
        set { bindings[ExactString(name)] = newValue }
    }

    /// Notes that a name's value, or a member of it, is there from now on.
    mutating func setPresent(_ name: String) {
        guard let binding = self[name] else { return }
        self[name]?.shape = binding.shape.present
    }

    /// Takes over what two branches have in common; what only one of them has found may be missing.
    mutating func join(_ first: BehaviourScope?, _ second: BehaviourScope?) {
        guard let first else { return self = second ?? self }
        guard let second else { return self = first }
        for name in Set(first.bindings.keys).union(second.bindings.keys) {
            switch (first.bindings[name], second.bindings[name]) {
            case (let one?, let other?):
                var joined = one
                joined.shape.isOptional = one.shape.isOptional || other.shape.isOptional
                if let own = bindings[name], own.table?.name == joined.table?.name {
                    joined.shape.constants = own.shape.constants
                }
                bindings[name] = joined
            case (var one?, nil), (nil, var one?):
                one.shape.isOptional = true
                bindings[name] = one
            case (nil, nil): break
            }
        }
    }
}
