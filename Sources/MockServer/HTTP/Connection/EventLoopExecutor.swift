import NIOCore

/// Runs the tasks of a connection on its event loop.
///
/// On the global executor each part of a request and each part of a response wakes another thread up, which takes about as much
/// time as answering the request.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    /// Creates the executor of an event loop.
    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
