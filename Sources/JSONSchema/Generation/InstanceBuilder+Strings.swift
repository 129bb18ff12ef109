import JSON

extension InstanceBuilder {
    /// A text that a constraints takes.
    mutating func text(_ constraints: ValueConstraints) throws(Unsatisfiable) -> String {
        guard !constraints.lengths.isEmpty, constraints.lengths.minimum <= 1_000_000 else {
            throw Unsatisfiable()
        }
        let nodes = constraints.patterns.compactMap(PatternCache.tree)
        guard nodes.count == constraints.patterns.count else { throw Unsatisfiable() }
        let checks = TextChecks(constraints)
        // Patterns that only restrict the characters of the whole text are character sets, not texts to generate.
        var limits = constraints.lengths
        var letters: ScalarSet?
        var rest: [PatternNode] = []
        for node in nodes {
            if let (set, minimum, maximum) = node.wholeAlphabet {
                letters = letters?.intersection(set) ?? set
                limits.atLeast(minimum)
                if let maximum { limits.atMost(maximum) }
            } else {
                rest.append(node)
            }
        }
        guard !limits.isEmpty else { throw Unsatisfiable() }
        for attempt in 0..<24 {
            try spend(1 + limits.minimum / 50_000)
            let text: String?
            if attempt % 6 == 3, constraints.conjunctionSize > 1 {
                text = conjunction(constraints)
            } else if let format = constraints.formats.first(where: { FormatText.isKnown($0) }), attempt < 18
            {
                text = FormatText.sample(of: format, using: &random)
            } else if rest.isEmpty, !constraints.nonPatterns.isEmpty || !constraints.nonFormats.isEmpty,
                attempt % 2 == 0
            {
                text = corrupted(constraints, limits)
            } else {
                text = made(
                    of: rest,
                    letters,
                    limits,
                    constraints.script,
                    growth: attempt + random.number(in: 0...3)
                )
            }
            if let text, checks.take(text) { return text }
        }
        throw Unsatisfiable()
    }

    /// A text that all patterns match, and that is of a format where its form is a pattern.
    private mutating func conjunction(_ constraints: ValueConstraints) -> String? {
        let formats = constraints.formats.compactMap(FormatText.pattern)
        var search = PatternConjunction(constraints.patterns + formats, without: constraints.nonPatterns)
        var limits = constraints.lengths
        if style == .random { limits.atLeast(limits.minimum + random.number(in: 0...4)) }
        return search?.text(limits, using: &random) ?? search?.text(constraints.lengths, using: &random)
    }

    /// A text of letters, with a match of each pattern in it.
    private mutating func made(
        of nodes: [PatternNode],
        _ letters: ScalarSet?,
        _ limits: Limits,
        _ script: TextScript?,
        growth: Int
    ) -> String? {
        let script = script ?? (style.isSimple ? .plain : random.element(of: TextScript.allCases) ?? .plain)
        let usual = style.isSimple ? 4 : random.element(of: [0, 1, 3, 8, 20, 60]) ?? 3
        guard !nodes.isEmpty else {
            let length = min(max(limits.minimum, usual), limits.maximum ?? .max)
            return letterText(length, letters, script)
        }
        var matches: [[Unicode.Scalar]] = []
        for node in nodes {
            var builder = PatternTextGenerator(random: random, growth: growth, wish: limits.minimum)
            let match = builder.text(of: node)
            random = builder.random
            guard let match else { return nil }
            matches.append(match)
        }
        let takesBefore = !nodes.contains(where: \.isAnchoredAtStart)
        let takesAfter = !nodes.contains(where: \.isAnchoredAtEnd)
        var scalars = matches.flatMap { $0 }
        let room = min(usual, (limits.maximum ?? .max) - scalars.count)
        let missing = max(limits.minimum - scalars.count, room)
        if missing > 0, takesBefore || takesAfter {
            let before = !takesAfter ? missing : takesBefore ? random.number(in: 0...missing) : 0
            scalars = letterText(before, letters, script).unicodeScalars + scalars
            scalars += letterText(missing - before, letters, script).unicodeScalars
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// The number of scalars of a long text that are drawn; they are repeated.
    private static var drawnScalars: Int { 600 }

    /// A text of exactly so many Unicode scalars.
    private mutating func letterText(_ length: Int, _ letters: ScalarSet?, _ script: TextScript) -> String {
        let drawn = min(length, Self.drawnScalars)
        var bytes = drawnText(drawn, letters, script)
        let block = bytes
        bytes.reserveCapacity(block.count * (length / max(drawn, 1) + 1))
        var count = drawn
        while count + drawn <= length, drawn > 0 {
            bytes += block
            count += drawn
        }
        if count < length { bytes += drawnText(length - count, letters, script) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes of a text of so many scalars.
    private mutating func drawnText(_ length: Int, _ letters: ScalarSet?, _ script: TextScript) -> [UInt8] {
        let allowed = script.pieces.map { ($0, $0.unicodeScalars.count) }.filter { piece, _ in
            letters.map { set in piece.unicodeScalars.allSatisfy { set.contains($0.value) } } ?? true
        }
        var bytes: [UInt8] = []
        var count = 0
        while count < length {
            if let (piece, size) = random.element(of: allowed), size <= length - count {
                bytes += piece.utf8
                count += size
            } else {
                bytes += String(letters.flatMap { random.scalar(of: $0) } ?? "x").utf8
                count += 1
            }
        }
        return bytes
    }

    /// A text that is likely to miss a pattern or format: one that meets it, with a fault.
    private mutating func corrupted(_ constraints: ValueConstraints, _ limits: Limits) -> String? {
        var met: String?
        if let format = constraints.nonFormats.first {
            met = FormatText.sample(of: format, using: &random)
        } else if let pattern = constraints.nonPatterns.first {
            guard let node = PatternCache.tree(pattern) else { return nil }
            var builder = PatternTextGenerator(random: random, growth: 1, wish: limits.minimum)
            met = builder.text(of: node).map { scalars in
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars)
                return String(view)
            }
            random = builder.random
        }
        guard let met else { return nil }
        return switch random.number(in: 0...5) {
        case 0: ""
        case 1: String(met.unicodeScalars.dropLast())
        case 2: met + " "
        case 3: "!" + met
        case 4: met.uppercased() == met ? met.lowercased() : met.uppercased()
        default: String(met.unicodeScalars.dropFirst())
        }
    }
}

/// The constraints of a text, compiled once.
private struct TextChecks {
    let limits: Limits
    let patterns: [Pattern]
    let nonPatterns: [Pattern]
    let formats: [@Sendable (String) -> Bool]
    let nonFormats: [@Sendable (String) -> Bool]

    init(_ constraints: ValueConstraints) {
        limits = constraints.lengths
        patterns = constraints.patterns.compactMap(PatternCache.pattern)
        nonPatterns = constraints.nonPatterns.compactMap(PatternCache.pattern)
        formats = constraints.formats.compactMap(Format.checker)
        nonFormats = constraints.nonFormats.compactMap(Format.checker)
    }

    func take(_ text: String) -> Bool {
        limits.contains(text.unicodeScalars.count) && patterns.allSatisfy { $0.search(in: text) == .found }
            && nonPatterns.allSatisfy { $0.search(in: text) == .notFound } && formats.allSatisfy { $0(text) }
            && nonFormats.allSatisfy { !$0(text) }
    }
}

extension ValueConstraints {
    /// The number of patterns of a text, one for each format included.
    fileprivate var conjunctionSize: Int { patterns.count + nonPatterns.count + formats.count }

    /// Returns whether a text satisfies the constraints.
    func takes(_ text: String) -> Bool {
        TextChecks(self).take(text)
    }
}

extension SeededRandom {
    /// A code point of a set that a string can hold, one of the usual letters more often than others.
    mutating func scalar(of set: ScalarSet) -> Unicode.Scalar? {
        let printable = set.ranges(within: 0x20...0x7E)
        let ranges = !printable.isEmpty && happens(percent: 70) ? printable : set.ranges
        for _ in 0..<8 {
            guard let range = element(of: ranges) else { return nil }
            let value = number(in: Int(range.lowerBound)...Int(range.upperBound))
            if let scalar = Unicode.Scalar(UInt32(value)) { return scalar }
        }
        return ranges.lazy.compactMap { Unicode.Scalar($0.lowerBound) ?? Unicode.Scalar($0.upperBound) }.first
    }
}

extension ScalarSet {
    /// The code points of both sets.
    func intersection(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(other.ranges.flatMap { ranges(within: $0) })
    }

    /// The ranges of the code points that lie within a range, in ascending order.
    func ranges(within range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
        ranges.filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
    }
}
