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
    mutating func push(_ element: consuming Element) {
        if count == elements.count { grow() }
        elements.initializeElement(at: count, to: element)
        count &+= 1
    }

    /// Pops the elements from an index on, as an array.
    ///
    /// - Complexity: O(*n*) in the number of elements taken.
    mutating func popArray(from start: Int) -> [Element] {
        precondition(start >= 0 && start <= count)
        let top = elements[start..<count]
        count = start
        return Array(unsafeUninitializedCapacity: top.count) { buffer, initialized in
            initialized = buffer.moveInitialize(fromContentsOf: top)
        }
    }

    /// Destroys the elements from a place on.
    mutating func drop(from start: Int) {
        precondition(start >= 0 && start <= count)
        elements[start..<count].deinitialize()
        count = start
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(8, elements.count * 2))
        _ = larger.moveInitialize(fromContentsOf: elements[..<count])
        elements.deallocate()
        elements = larger
    }
}
