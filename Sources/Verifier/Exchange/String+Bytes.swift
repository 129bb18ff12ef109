extension String {
    /// Returns whether the bytes occur in the text: this identifies records of our own, for every text of long lists of others'
    /// records, where a search by characters took a third of a run.
    ///
    /// - Complexity: O(*n*) where the first byte is rare, O(*n* · *m*) at worst.
    func holds(bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return true }
        var text = self
        return text.withUTF8 { text in
            guard text.count >= bytes.count else { return false }
            for start in 0...(text.count - bytes.count) where text[start] == first {
                if text[start..<(start + bytes.count)].elementsEqual(bytes) { return true }
            }
            return false
        }
    }
}
