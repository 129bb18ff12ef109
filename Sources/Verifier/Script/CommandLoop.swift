/// A series of commands that differ only in a number counting from 0.
struct CommandLoop {
    /// The command with `$i` in place of the number.
    let text: String
    /// The number of commands in the series.
    let count: Int

    private static let fewest = 4

    /// Finds the longest such series at the start of `commands`; `nil` when a loop is not worthwhile.
    ///
    /// - Complexity: O(*n*) in the length of all commands.
    init?(_ commands: [String]) {
        guard commands.count >= Self.fewest else { return nil }
        let first = Array(commands[0].utf8)
        let second = Array(commands[1].utf8)
        guard first.count == second.count else { return nil }
        var pieces: [[UInt8]] = [[]]
        for (left, right) in zip(first, second) {
            if left == right {
                pieces[pieces.count - 1].append(left)
            } else if left == UInt8(ascii: "0"), right == UInt8(ascii: "1") {
                pieces.append([])
            } else {
                return nil
            }
        }
        func command(_ number: String) -> String {
            pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: number)
        }
        var count = 0
        while count < commands.count, commands[count] == command(String(count)) { count += 1 }
        guard count >= Self.fewest else { return nil }
        self.count = count
        text = command("'\"$i\"'")
    }
}
