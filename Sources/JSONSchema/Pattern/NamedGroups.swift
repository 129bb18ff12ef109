/// The named groups of a regular expression, with the alternatives that contain them.
///
/// ECMA-262 allows one name for two groups when no match can run through both, that is when they are in
/// different alternatives of one disjunction.
struct NamedGroups {
    private struct Branch: Hashable {
        let disjunction: Int
        var alternative: Int
    }

    private struct Group {
        let number: Int
        let path: [Branch]
    }

    private var path: [Branch] = []
    private var disjunctionCount = 0
    private var groups: [ExactName: [Group]] = [:]

    /// A name compared by its scalars, as ECMA-262 compares, and not by canonical equivalence.
    private struct ExactName: Hashable {
        let scalars: [Unicode.Scalar]

        init(_ name: String) {
            scalars = Array(name.unicodeScalars)
        }
    }

    mutating func enterDisjunction() {
        path.append(Branch(disjunction: disjunctionCount, alternative: 0))
        disjunctionCount += 1
    }

    mutating func nextAlternative() {
        guard !path.isEmpty else { return }
        path[path.count - 1].alternative += 1
    }

    mutating func leaveDisjunction() {
        path.removeLast()
    }

    /// Adds a group at the parser's position; false when the name is taken in the same alternative.
    mutating func add(_ name: String, number: Int) -> Bool {
        let key = ExactName(name)
        let isFree = groups[key, default: []].allSatisfy { other in
            zip(other.path, path).contains {
                $0.disjunction == $1.disjunction && $0.alternative != $1.alternative
            }
        }
        groups[key, default: []].append(Group(number: number, path: path))
        return isFree
    }

    func numbers(named name: String) -> [Int] {
        groups[ExactName(name), default: []].map(\.number)
    }
}
