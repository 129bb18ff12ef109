import Foundation

/// Times pieces of work by the CPU time of the process, in rounds.
enum Measurement {
    static let rounds = 5
    private static let secondsOfRound = 0.2

    /// Prints the median and the spread of one call, in microseconds, tab separated behind its name.
    ///
    /// Each call gets the next of the documents.
    static func run(_ name: String, _ documents: [[UInt8]], _ work: ([UInt8]) throws -> Void) rethrows {
        var calls = documents.count
        var times: [Double] = []
        var warm = false
        while times.count < rounds {
            let start = clock()
            for call in 0..<calls { try work(documents[call % documents.count]) }
            let seconds = clock() - start
            guard seconds >= secondsOfRound || warm else {
                calls *= 2
                continue
            }
            if warm { times.append(seconds / Double(calls) * 1e6) }
            warm = true
        }
        times.sort()
        print(name, times[rounds / 2], times[0], times[rounds - 1], separator: "\t")
    }

    private static func clock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
