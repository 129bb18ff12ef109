import Contracts
import JSON
import JSONSchema

/// Generates plausible responses from a schema.
///
/// The generator creates a valid instance; then each value in it is replaced by one that a person would expect (see
/// ``PlausibleValues``), as long as the whole remains valid. Other values are kept as they were generated, so
/// that a response can be implausible but never invalid.
struct PlausibleInstance: Sendable {
    /// The maximum number of values to replace: each costs a validation of the whole.
    private static let mostValues = 400

    private let schema: Schema
    private let generator: InstanceGenerator
    /// The same schema, with annotations, and with formats asserted regardless of the service's setting, so that generated values
    /// have the formats that the schema names.
    private let annotated: Schema

    /// Prepares a schema.
    init(_ schema: Schema, in registry: SchemaRegistry) {
        self.schema = schema
        generator = InstanceGenerator(schema, in: registry)
        let options = SchemaOptions(formatAssertion: true, annotationKeywords: ["understudy", "format"])
        annotated = (try? registry.compile(schema.location, options: options)) ?? schema
    }

    /// Returns a response to arguments; `nil` where no valid value can be found.
    ///
    /// - Complexity: O(*n*²) in the size of the response, up to a fixed number of values, then O(*n*).
    func make(for arguments: JSONObject, at clock: StubClock, using random: inout SeededRandom) -> JSONValue?
    {
        guard var value = generator.typical(using: &random) else { return nil }
        var places = Places(annotated.validate(value))
        for pointer in places.opaque { value = without(pointer, in: value) }
        // The removal of an element has moved those after it.
        if !places.opaque.isEmpty { places = Places(annotated.validate(value)) }
        var values = PlausibleValues(clock: clock, seed: random.next(), random: random)
        for leaf in Self.leaves(of: value).prefix(Self.mostValues) {
            guard let current = value[leaf.pointer] else { continue }
            let isKey = places.keys.contains { $0 == Self.shape(of: leaf.pointer) }
            let place = PlausibleValues.Place(
                name: leaf.name,
                object: leaf.object,
                format: places.formats[leaf.pointer],
                annotation: places.annotations[leaf.pointer],
                value: current,
                argument: isKey ? nil : arguments[leaf.name]
            )
            for candidate in values.values(for: place) {
                let other = value.replacing(at: leaf.pointer, with: candidate)
                guard annotated.isValid(other) else { continue }
                value = other
                break
            }
        }
        random = values.random
        return sorted(value, places)
    }

    /// Returns the value without opaque members, such as the cursor of a next page that does not exist.
    private func without(_ pointer: JSONPointer, in value: JSONValue) -> JSONValue {
        let candidates = [value.replacing(at: pointer, with: nil), value.replacing(at: pointer, with: .null)]
        return candidates.first(where: schema.isValid) ?? value
    }

    /// Returns the value with its lists in the order of their annotations.
    private func sorted(_ value: JSONValue, _ places: Places) -> JSONValue {
        var value = value
        for entry in places.annotations.entries {
            guard let list = entry.annotation.list, let elements = value[entry.pointer]?.arrayValue else {
                continue
            }
            let ascending = elements.enumerated().sorted { left, right in
                let (first, second) = (list.sortKey(of: left.element), list.sortKey(of: right.element))
                if Self.precedes(first, second) { return true }
                return !Self.precedes(second, first) && left.offset < right.offset
            }
            let ordered = list.direction == .ascending ? ascending : ascending.reversed()
            let other = value.replacing(at: entry.pointer, with: .array(ordered.map(\.element)))
            if schema.isValid(other) { value = other }
        }
        return value
    }

    private static func precedes(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.string(let left), .string(let right)): ExactString(left) < ExactString(right)
        default: false
        }
    }

    // MARK: Places

    /// The annotated places of one value.
    private struct Places {
        var annotations: AnnotationIndex
        var formats: [JSONPointer: String] = [:]
        /// The opaque places, the last first.
        var opaque: [JSONPointer]
        /// The places of the values that identify a list's elements, `*` for the element.
        var keys: Set<JSONPointer>

        init(_ output: SchemaOutput) {
            annotations = AnnotationIndex(output)
            for unit in output.annotations where unit.keyword == "format" {
                formats[unit.instanceLocation] = unit.annotation?.stringValue
            }
            opaque = annotations.entries.filter(\.annotation.isOpaque).map(\.pointer).reversed()
            keys = Set(
                annotations.entries.compactMap { entry in
                    entry.annotation.list.map { list in
                        PlausibleInstance.shape(
                            of: JSONPointer(tokens: entry.pointer.tokens + ["0"] + list.key.tokens)
                        )
                    }
                }
            )
        }
    }

    /// Returns a place without the numbers of elements.
    private static func shape(of pointer: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: pointer.tokens.map { Int($0) == nil ? $0 : "*" })
    }

    /// A value that is neither object nor list.
    private struct Leaf {
        var pointer: JSONPointer
        /// The member's name; for an element of a list, the list's.
        var name: String
        /// The object that contains it.
        var object: String
    }

    private static func leaves(of value: JSONValue) -> [Leaf] {
        var leaves: [Leaf] = []
        var waiting = [(value: value, leaf: Leaf(pointer: JSONPointer(), name: "", object: ""))]
        while let (value, leaf) = waiting.popLast() {
            switch value {
            case .object(let object):
                for member in object.members.reversed() {
                    let pointer = leaf.pointer.appending(member.name)
                    let next = Leaf(pointer: pointer, name: member.name, object: leaf.pointer.description)
                    waiting.append((member.value, next))
                }
            case .array(let elements):
                for (index, element) in elements.enumerated().reversed() {
                    let pointer = leaf.pointer.appending(index)
                    waiting.append((element, Leaf(pointer: pointer, name: leaf.name, object: leaf.object)))
                }
            case .null, .bool, .number, .string:
                leaves.append(leaf)
            }
        }
        return leaves
    }
}
