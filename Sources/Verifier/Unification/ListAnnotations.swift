import Contracts
import JSON
import JSONSchema

/// The annotations of a response's values, evaluated once for records with the same members.
///
/// Validating a list of a hundred messages for its annotations costs more than the endpoint's response.
struct ListAnnotations: Sendable {
    private let index: AnnotationIndex
    /// The representative of each element, by the list's place.
    private let representatives: [JSONPointer: [Int]]

    /// Creates the annotations of a value; none without a schema, or when the value does not fit.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    init(of value: JSONValue, by schema: Schema?) {
        var representatives: [JSONPointer: [Int]] = [:]
        let output = schema?.validate(Self.skeleton(value, at: JSONPointer(), &representatives))
        // A list may have to be longer than its different elements are.
        if let schema, output?.valid == false {
            index = AnnotationIndex(of: value, by: schema)
            self.representatives = [:]
        } else {
            index = output.map { AnnotationIndex($0) } ?? AnnotationIndex()
            self.representatives = representatives
        }
    }

    /// Whether there are none: the value has no annotated one, or does not fit.
    var isEmpty: Bool { index.entries.isEmpty }

    /// Returns the annotation of the value at a place; `nil` when there is none.
    subscript(pointer: JSONPointer) -> ValueAnnotation? {
        guard !representatives.isEmpty else { return index[pointer] }
        var place = JSONPointer()
        var representative = JSONPointer()
        for token in pointer.tokens {
            if let places = representatives[place], let number = Int(token), places.indices.contains(number) {
                representative = representative.appending(places[number])
            } else {
                representative = representative.appending(token)
            }
            place = place.appending(token)
        }
        return index[representative]
    }

    /// The lists of records, by place.
    var lists: [(pointer: JSONPointer, list: ValueAnnotation.List)] {
        index.entries.compactMap { entry in entry.annotation.list.map { (entry.pointer, $0) } }
    }

    /// The annotated places outside of lists of records.
    var single: [AnnotationIndex.Entry] {
        let lists = lists.map(\.pointer.tokens)
        return index.entries.filter { entry in !lists.contains { entry.pointer.tokens.starts(with: $0) } }
    }

    /// Returns the value with one element in each list for every set of member names.
    private static func skeleton(
        _ value: JSONValue,
        at place: JSONPointer,
        _ representatives: inout [JSONPointer: [Int]]
    ) -> JSONValue {
        switch value {
        case .array(let elements):
            var kept: [JSONValue] = []
            var shapes: [[String]: Int] = [:]
            var places: [Int] = []
            for element in elements {
                let shape = element.objectValue?.names ?? [element.typeName]
                if let known = shapes[shape] {
                    places.append(known)
                } else {
                    shapes[shape] = kept.count
                    places.append(kept.count)
                    kept.append(skeleton(element, at: place.appending(kept.count), &representatives))
                }
            }
            representatives[place] = places
            return .array(kept)
        case .object(let object):
            return .object(
                JSONObject(
                    object.map { member in
                        JSONMember(
                            name: member.name,
                            value: skeleton(member.value, at: place.appending(member.name), &representatives)
                        )
                    }
                )
            )
        default:
            return value
        }
    }
}
