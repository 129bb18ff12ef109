/// The names that were read lately, and what followed them: objects of a list have the same names in the same order, which need
/// not be searched for again, and often the same texts, which need not be made again.
struct KnownNames: ~Copyable {
    private struct Entry {
        var mark: UInt64 = 0
        var name = ""
        /// The sixteen bytes from the name's first one on where a quote follows it, under a mask, as they lie in memory.
        var first: UInt64 = 0
        var second: UInt64 = 0
        var firstMask: UInt64 = 0
        var secondMask: UInt64 = 0
        /// The number of the name's bytes, where those suffice to tell it from others; else -1.
        var shortCount = -1
        /// The place of the name that came next when this one was read before.
        var next = 0
        /// The last text that was the value, while there is hope that it comes again, and its place.
        var text: String?
        var start = 0
        var count = -1
        var hope = 4
    }

    /// As many as a word has bits.
    private static let capacity = 64
    /// The length from which on a text costs an allocation, and that up to which it is compared.
    private static let sharedTexts = 16...64
    private static let greatestHope = 16
    private var entries: UnsafeMutablePointer<Entry>?
    /// The place of the name that was read last.
    private(set) var last = 0

    init() {}

    deinit {
        entries?.deinitialize(count: Self.capacity)
        entries?.deallocate()
    }

    /// Returns the name at a place of the text where it is the one that followed the last name before.
    ///
    /// - Returns: The name, its fingerprint and the number of its bytes, behind which is a quote.
    @inline(__always)
    mutating func expectedName(
        in bytes: UnsafeBufferPointer<UInt8>,
        at start: Int
    ) -> (name: String, fingerprint: UInt64, count: Int)? {
        guard let entries, bytes.count &- start >= 16 else { return nil }
        let raw = UnsafeRawBufferPointer(bytes)
        let next = entries[last].next
        let entry = entries + next
        let first = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self)
        let isOther =
            (first ^ entry.pointee.first) & entry.pointee.firstMask
            | (second ^ entry.pointee.second) & entry.pointee.secondMask
        guard isOther == 0, entry.pointee.shortCount >= 0 else { return nil }
        last = next
        return (entry.pointee.name, entry.pointee.mark, entry.pointee.shortCount)
    }

    /// Returns the text of an ASCII name without escapes.
    mutating func name(_ written: UnsafeBufferPointer<UInt8>, fingerprint: UInt64) -> String {
        let entries = self.entries ?? makeEntries()
        let mixed = fingerprint &* 0xD6E8_FEB8_6659_FD93
        let place = Int(truncatingIfNeeded: mixed &>> 58)
        entries[last].next = place
        last = place
        if entries[place].mark == fingerprint,
            entries[place].name.hasSameBytes(as: UnsafeRawBufferPointer(written))
        {
            return entries[place].name
        }
        let name = String(decoding: written, as: UTF8.self)
        entries[place] = Self.entry(name, written, fingerprint)
        return name
    }

    /// Returns the last text that was the value of the last name, where it comes again.
    @inline(__always)
    func sharedText(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let entries, entries[last].count == range.count else { return nil }
        let start = entries[last].start
        let earlier = UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(bytes)[start..<(start &+ range.count)]
        )
        guard earlier.hasSameBytes(as: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
        else {
            return nil
        }
        if entries[last].hope < Self.greatestHope { entries[last].hope &+= 1 }
        return entries[last].text
    }

    /// Keeps a text that is the value of the last name.
    @inline(__always)
    func share(_ text: String, at range: Range<Int>) {
        guard let entries, Self.sharedTexts.contains(range.count), entries[last].hope > 0 else { return }
        entries[last].hope &-= 1
        let isHopeful = entries[last].hope > 0
        entries[last].text = isHopeful ? text : nil
        entries[last].start = range.lowerBound
        entries[last].count = isHopeful ? range.count : -1
    }

    private static func entry(_ name: String, _ written: UnsafeBufferPointer<UInt8>, _ mark: UInt64) -> Entry
    {
        var entry = Entry(mark: mark, name: name)
        guard written.count < 16 else { return entry }
        var (words, masks) = ((UInt64(0), UInt64(0)), (UInt64(0), UInt64(0)))
        withUnsafeMutableBytes(of: &words) { words in
            withUnsafeMutableBytes(of: &masks) { masks in
                for place in 0...written.count {
                    words[place] = place < written.count ? written[place] : UInt8(ascii: "\"")
                    masks[place] = 0xFF
                }
            }
        }
        (entry.first, entry.second) = words
        (entry.firstMask, entry.secondMask) = masks
        entry.shortCount = written.count
        return entry
    }

    private mutating func makeEntries() -> UnsafeMutablePointer<Entry> {
        let made = UnsafeMutablePointer<Entry>.allocate(capacity: Self.capacity)
        made.initialize(repeating: Entry(), count: Self.capacity)
        entries = made
        return made
    }
}
