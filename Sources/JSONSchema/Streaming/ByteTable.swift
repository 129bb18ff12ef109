/// The names, or other short texts, of one schema, in memory that stays where it is; found by their bytes without a call.
///
/// As in ``NameLookup``, the hash is not seeded, which is safe because only schemas fill the table.
struct ByteTable {
    private struct Entry {
        let key: TextKey
        let bytes: UnsafePointer<UInt8>
        /// The sixteen bytes from the text's first one on where it is followed by a quote, under a mask, as they lie in memory.
        var first: UInt64 = 0
        var second: UInt64 = 0
        var firstMask: UInt64 = 0
        var secondMask: UInt64 = 0
        /// Whether those suffice: the text with its quote has no more bytes, and is written in JSON as it is.
        var isShort = false

        init(key: TextKey, bytes: UnsafePointer<UInt8>) {
            self.key = key
            self.bytes = bytes
            let text = UnsafeBufferPointer(start: bytes, count: key.count)
            let isPlain = text.allSatisfy {
                $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            guard key.count < 16, isPlain else { return }
            var (words, masks) = ([UInt8](repeating: 0, count: 16), [UInt8](repeating: 0, count: 16))
            for (place, byte) in (Array(text) + [UInt8(ascii: "\"")]).enumerated() {
                words[place] = byte
                masks[place] = 0xFF
            }
            func word(_ bytes: [UInt8], _ place: Int) -> UInt64 {
                bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
            }
            (first, second) = (word(words, 0), word(words, 8))
            (firstMask, secondMask) = (word(masks, 0), word(masks, 8))
            isShort = true
        }
    }

    private let entries: UnsafeMutableBufferPointer<Entry>
    private let text: UnsafeMutablePointer<UInt8>
    /// Places of entries, or -1; at least half of them are free, and their number is a power of two.
    private let slots: UnsafeMutableBufferPointer<Int32>

    /// Creates a table of different texts; ``deallocate()`` frees it.
    init(_ texts: [String]) {
        let bytes = texts.flatMap(\.utf8)
        text = .allocate(capacity: max(1, bytes.count))
        for (place, byte) in bytes.enumerated() { (text + place).initialize(to: byte) }
        entries = .allocate(capacity: texts.count)
        var size = 4
        while size < texts.count * 2 { size *= 2 }
        slots = .allocate(capacity: size)
        slots.initialize(repeating: -1)
        var start = 0
        for (place, text) in texts.enumerated() {
            let count = text.utf8.count
            let own = UnsafeBufferPointer(start: self.text + start, count: count)
            let key = TextKey(UnsafeRawBufferPointer(own))
            entries.initializeElement(at: place, to: Entry(key: key, bytes: self.text + start))
            var slot = key.hash & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(place)
            start += count
        }
    }

    /// Frees the memory.
    func deallocate() {
        entries.deallocate()
        text.deallocate()
        slots.deallocate()
    }

    /// Returns whether the text at a place is a short one of the table, and a quote follows.
    ///
    /// - Returns: The number of the text's bytes; -1 where it is another text, or has to be looked up.
    @inline(__always)
    func length(ofGuess guess: Int, in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        guard guess < entries.count, bytes.count &- start >= 16 else { return -1 }
        let raw = UnsafeRawBufferPointer(bytes)
        let entry = entries.baseAddress.unsafelyUnwrapped + guess
        let first = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self)
        let isOther =
            (first ^ entry.pointee.first) & entry.pointee.firstMask
            | (second ^ entry.pointee.second) & entry.pointee.secondMask
        return isOther == 0 && entry.pointee.isShort ? entry.pointee.key.count : -1
    }

    /// Returns the place of a text, or -1; a guess that is right saves the search.
    @inline(__always)
    func place(of bytes: UnsafeRawBufferPointer, guess: Int) -> Int {
        let key = TextKey(bytes)
        if guess < entries.count, holds(guess, key, bytes) { return guess }
        return search(key, bytes)
    }

    private func search(_ key: TextKey, _ bytes: UnsafeRawBufferPointer) -> Int {
        let mask = slots.count &- 1
        var slot = key.hash & mask
        while true {
            let place = Int(slots[slot])
            if place < 0 || holds(place, key, bytes) { return place }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(__always)
    private func holds(_ place: Int, _ key: TextKey, _ bytes: UnsafeRawBufferPointer) -> Bool {
        let entry = entries[place]
        guard entry.key == key else { return false }
        return key.isWhole
            || bytes.elementsEqual(UnsafeRawBufferPointer(start: entry.bytes, count: key.count))
    }
}
