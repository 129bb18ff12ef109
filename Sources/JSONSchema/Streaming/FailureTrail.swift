import JSON

/// The way from the place where a pass failed to the whole, innermost step first.
struct FailureTrail {
    /// A step from a container to what failed in it.
    private enum Step {
        /// The place of an item, and the node of the schema for items; none where a schema for just that item failed.
        case item(Int, schema: Int?)
        /// A member, by the bytes of its name.
        case member(Range<Int>)
    }

    private var steps: [Step] = []

    @inline(never)
    mutating func append(item place: Int, schema: Int?) {
        steps.append(.item(place, schema: schema))
    }

    @inline(never)
    mutating func append(member name: Range<Int>) {
        steps.append(.member(name))
    }

    /// The items that had passed before the one that failed, of each array on the way.
    func passedItems(in bytes: UnsafeBufferPointer<UInt8>) -> [PassedItems] {
        var path: [String] = []
        var passed: [PassedItems] = []
        for step in steps.reversed() {
            switch step {
            case .item(let place, let schema):
                if let schema { passed.append(PassedItems(path: path, count: place, schema: schema)) }
                path.append(String(place))
            case .member(let name):
                path.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[name]), as: UTF8.self))
            }
        }
        return passed
    }
}
