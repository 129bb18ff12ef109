/// Lets only some large bodies be read at the same time, so that what an endpoint sends never fills the memory however
/// many requests are under way; the others wait in their connections.
actor LargeBodies {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Starts with so many places.
    init(places: Int) {
        free = places
    }

    /// Takes a place, as soon as there is one; ``leave()`` has to follow.
    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives a place back.
    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
