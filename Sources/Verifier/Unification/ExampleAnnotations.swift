import Contracts
import JSON

/// The annotations that the values of an action's answers have by its examples, for an answer that breaks its schema and so has none.
struct ExampleAnnotations: Sendable {
    /// The annotations by place, in each list that of the first element.
    private let places: [JSONPointer: ValueAnnotation]

    /// Takes the annotations from the fullest example of a status.
    init(of action: Action, status: Int) {
        let entries = action.fullestExample(status: status).map {
            action.annotations(ofFirstElementsIn: $0, status: status).entries
        }
        places = Dictionary((entries ?? []).map { ($0.pointer, $0.annotation) }) { first, _ in first }
    }

    /// Returns the annotation of the value at a place; `nil` when there is none.
    subscript(pointer: JSONPointer) -> ValueAnnotation? {
        places[JSONPointer(tokens: pointer.tokens.map { Int($0) == nil ? $0 : "0" })]
    }
}
