import Foundation

/// Runs what may need more of the stack than the caller's thread has: some threads have no more than 512 kB.
enum LargeStack {
    /// Does a piece of work on a thread of its own, while the caller waits.
    ///
    /// - Parameters:
    ///   - bytes: The size of the stack. Only what is used of it takes memory.
    ///   - work: What to do.
    /// - Returns: What the work gives.
    static func run<Result: Sendable>(bytes: Int, _ work: @escaping @Sendable () -> Result) -> Result {
        let call = Call(work)
        let thread = Thread {
            call.run()
        }
        thread.stackSize = bytes
        thread.start()
        return call.wait()
    }

    /// The work and its result on their way between two threads.
    ///
    /// Unchecked, because the compiler cannot see that the result is read only after it has been written.
    private final class Call<Result: Sendable>: @unchecked Sendable {
        private let work: @Sendable () -> Result
        private var result: Result?
        private let done = DispatchSemaphore(value: 0)

        init(_ work: @escaping @Sendable () -> Result) {
            self.work = work
        }

        func run() {
            result = work()
            done.signal()
        }

        func wait() -> Result {
            done.wait()
            // There always is a result by now; to do the work here is better than to have no answer.
            return result ?? work()
        }
    }
}
