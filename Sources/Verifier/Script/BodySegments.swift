/// A request body split into literal parts and repeated units.
///
/// A shell refuses an argument of more than 128 KiB, and nobody reads 390,000 times the letter x.
struct BodySegments {
    /// A part of a body.
    enum Segment: Hashable {
        case literal([UInt8])
        case repeated(unit: [UInt8], bytes: Int)
    }

    private static let longestUnit = 8
    private static let shortestRun = 2048

    /// The parts in order.
    let segments: [Segment]

    /// Finds the repetitions.
    ///
    /// - Complexity: O(*n*) in the length of the body.
    init(_ body: [UInt8]) {
        var segments: [Segment] = []
        var literalStart = 0
        var index = 0
        while body.count - index >= Self.shortestRun {
            if let (period, length) = Self.run(in: body, at: index) {
                if index > literalStart { segments.append(.literal(Array(body[literalStart..<index]))) }
                segments.append(.repeated(unit: Array(body[index..<index + period]), bytes: length))
                index += length
                literalStart = index
            } else {
                index += 1
            }
        }
        if literalStart < body.count { segments.append(.literal(Array(body[literalStart...]))) }
        self.segments = segments
    }

    private static func run(in body: [UInt8], at start: Int) -> (period: Int, length: Int)? {
        for period in 1...longestUnit {
            var end = start + period
            while end < body.count, body[end] == body[end - period] { end += 1 }
            if end - start >= shortestRun { return (period, end - start) }
        }
        return nil
    }
}
