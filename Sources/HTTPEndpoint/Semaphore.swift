import DequeModule

/// A semaphore whose waiting tasks get a permit in the order in which they asked for one.
actor Semaphore {
    private var free: Int
    /// The number of permits that are withdrawn as soon as they are given back.
    private var excess = 0
    private var waiting: Deque<(number: Int, turn: CheckedContinuation<Bool, Never>)> = []
    private var numbers = 0

    /// Creates a semaphore with a number of permits.
    init(permits: Int) {
        free = permits
    }

    /// Takes a permit, as soon as there is one; ``release()`` has to follow.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func acquire() async throws {
        guard free == 0 else {
            free -= 1
            return
        }
        numbers += 1
        let number = numbers
        let hasPermit = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append((number, $0)) }
        } onCancel: {
            Task { await leaveQueue(number) }
        }
        guard hasPermit else { throw CancellationError() }
    }

    /// Gives a permit back.
    func release() {
        if excess > 0 {
            excess -= 1
        } else {
            add(1)
        }
    }

    /// Withdraws permits: free ones now, others when they are given back.
    func withdraw(_ count: Int) {
        let now = min(free, count)
        free -= now
        excess += count - now
    }

    /// Adds permits.
    func add(_ count: Int) {
        for _ in 0..<count { addOne() }
    }

    private func addOne() {
        if let next = waiting.popFirst() {
            next.turn.resume(returning: true)
        } else {
            free += 1
        }
    }

    private func leaveQueue(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).turn.resume(returning: false)
    }
}
