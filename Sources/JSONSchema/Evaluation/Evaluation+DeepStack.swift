import Foundation
import JSON

extension Evaluation {
    /// How many schemas may be applied inside each other on the caller's stack, which may be as small as 512 kB.
    static let ordinaryDepth = 128

    /// What one schema inside another takes of the stack, with much to spare: up to 3 kB were seen without optimisation.
    private static let stackPerDepth = 8_192

    /// Goes on with a schema on a stack that is large enough for the greatest depth, while the caller waits.
    ///
    /// Few schemas ever come here: only those that refer to themselves, on instances as deep as hostile ones are.
    mutating func enterOnLargeStack(_ index: Int, _ instance: JSONValue) -> Bool {
        let call = DeepCall(self)
        let thread = Thread {
            call.isValid = call.evaluation.enter(index, instance)
            call.done.signal()
        }
        thread.stackSize = program.maximumDepth * Self.stackPerDepth
        thread.start()
        call.done.wait()
        self = call.evaluation
        return call.isValid
    }
}

/// An evaluation on its way to another thread and back.
///
/// Unchecked, because the compiler cannot see that one thread waits for as long as the other works.
private final class DeepCall: @unchecked Sendable {
    var evaluation: Evaluation
    var isValid = false
    let done = DispatchSemaphore(value: 0)

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
        self.evaluation.hasLargeStack = true
    }
}
