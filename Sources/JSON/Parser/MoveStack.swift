/// A stack whose upper part can be moved out into an array of exactly its size, without copies or counting references.
struct MoveStack<Element>: ~Copyable {
    private var elements: UnsafeMutableBufferPointer<Element>
    private(set) var count = 0

    init() {
        elements = UnsafeMutableBufferPointer(start: nil, count: 0)
    }

    deinit {
        elements[..<count].deinitialize()
        elements.deallocate()
    }

    /// The element at a place below ``count``.
    subscript(place: Int) -> Element {
        get {
            precondition(place >= 0 && place < count)
            return elements[place]
        }
        _modify {
            precondition(place >= 0 && place < count)
            yield &elements[place]
        }
    }

    /// The elements from an index on, for reading before the stack changes.
    func view(from start: Int) -> UnsafeBufferPointer<Element> {
        precondition(start >= 0 && start <= count)
        return UnsafeBufferPointer(rebasing: elements[start..<count])
    }

    /// Pushes an element.
    ///
    /// - Complexity: O(1) on average.
    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == elements.count { grow() }
        elements.initializeElement(at: count, to: element)
        count &+= 1
    }

    /// Pops the last element.
    @inline(__always)
    mutating func pop() -> Element {
        precondition(count > 0)
        count &-= 1
        return (elements.baseAddress.unsafelyUnwrapped + count).move()
    }

    /// Pops the elements from an index on, as an array.
    ///
    /// - Complexity: O(*n*) in the number of elements taken.
    mutating func popArray(from start: Int) -> [Element] {
        precondition(start >= 0 && start <= count)
        guard start < count else { return [] }
        // The initialiser for memory that is not initialised is not specialised, and searches for the metadata of the type.
        var array: [Element] = []
        array.reserveCapacity(count &- start)
        let base = elements.baseAddress.unsafelyUnwrapped
        for place in start..<count { array.append((base + place).move()) }
        count = start
        return array
    }

    /// Destroys the elements from a place on.
    mutating func drop(from start: Int) {
        precondition(start >= 0 && start <= count)
        elements[start..<count].deinitialize()
        count = start
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(8, elements.count * 2))
        _ = larger.moveInitialize(fromContentsOf: elements[..<count])
        elements.deallocate()
        elements = larger
    }
}

extension MoveStack where Element == JSONMember {
    /// Sets the value of the last member, which has been `null` until now.
    @inline(__always)
    mutating func fillLast(with value: consuming JSONValue) {
        precondition(count > 0)
        // There is nothing in a `null` that would have to be destroyed.
        let member = elements.baseAddress.unsafelyUnwrapped + (count &- 1)
        member.pointer(to: \.value).unsafelyUnwrapped.initialize(to: value)
    }
}
