import Contracts
import JSON

/// A value of a walk's request, said so that it means the same in every attempt of the walk.
indirect enum WalkValue: Sendable, Hashable {
    /// The value itself.
    case literal(JSONValue)
    /// A text that begins with the number of the repetition.
    case numbered(String)
    /// An id that the client chooses; every attempt puts its own prefix before it.
    case client(String)
    /// An id of the service's kind that nobody made.
    case unknown(String)
    /// The id that stands at a place in the oracle's answer to an earlier step.
    case made(step: Int, pointer: JSONPointer)
    /// An object of such values.
    case object([WalkMember])

    /// The steps whose answers it needs.
    var sources: Set<Int> {
        switch self {
        case .made(let step, _): [step]
        case .object(let members): members.reduce(into: []) { $0.formUnion($1.value.sources) }
        case .literal, .numbered, .client, .unknown: []
        }
    }
}

/// A named value of a walk's request.
struct WalkMember: Sendable, Hashable {
    var name: String
    var value: WalkValue
}

/// One request of a walk, as data: it can be run again, left out, made smaller, and written down.
struct WalkStep: Sendable, Hashable {
    /// The step's name for others that need its answer; it stays when steps before it are left out.
    var id: Int
    /// The action's name.
    var action: String
    /// The arguments.
    var arguments: [WalkMember]
    /// The wire form's name; the canonical one when `nil`.
    var form: String?
    /// How often it is sent, one after the other.
    var times = 1
    /// Set for steps that are sent at once: the same for all of them, and they stand together.
    var batch: Int?

    /// The steps whose answers it needs.
    var sources: Set<Int> {
        arguments.reduce(into: []) { $0.formUnion($1.value.sources) }
    }

    /// The argument of a name.
    subscript(name: String) -> WalkValue? {
        arguments.first { $0.name == name }?.value
    }
}

/// A sequence of requests; what each is answered depends on those before it.
struct RandomWalk: Sendable, Hashable {
    /// The requests in order.
    var steps: [WalkStep]

    /// The steps in order, those that are sent at once together.
    var moves: [[WalkStep]] {
        var moves: [[WalkStep]] = []
        for step in steps {
            if let batch = step.batch, moves.last?.first?.batch == batch {
                moves[moves.count - 1].append(step)
            } else {
                moves.append([step])
            }
        }
        return moves
    }
}
