import Foundation

extension Array where Element: Sendable {
    /// Returns the results of running all elements, several at the same time, in the order of the elements.
    ///
    /// - Parameters:
    ///   - jobs: How many run at the same time.
    ///   - words: What they are, for the lines about the progress.
    ///   - work: Runs an element.
    /// - Returns: The results.
    func run<Result: Sendable>(
        jobs: Int,
        _ words: String,
        _ work: @escaping @Sendable (Element) async -> Result
    ) async -> [Result] {
        await withTaskGroup(of: (Int, Result).self) { group in
            var next = 0
            func start() {
                guard next < count else { return }
                let (place, item) = (next, self[next])
                next += 1
                group.addTask { (place, await work(item)) }
            }
            for _ in 0..<jobs { start() }
            var results: [Int: Result] = [:]
            while let (place, result) = await group.next() {
                start()
                results[place] = result
                if results.count.isMultiple(of: 50) {
                    FileHandle.standardError.write(Data("\(results.count) of \(count) \(words)\n".utf8))
                }
            }
            return indices.compactMap { results[$0] }
        }
    }
}
