import FaultInjection
import JSON
import Sessions

/// A file of the initial faults of sessions: `{"faults": [{"fault": "latency", "milliseconds": 200}]}`.
enum FaultFile {
    /// Reads a file.
    ///
    /// - Throws: ``CommandLineError`` with the line and column of the problem.
    static func read(_ path: String) throws(CommandLineError) -> [InitialFault] {
        let file = try PlacedJSON(try InputFile.bytes(of: path, "the faults"), path: path)
        let list = JSONPointer().appending("faults")
        try file.check(at: JSONPointer(), has: ["$schema", "faults"], all: ["faults"])
        guard let rules = file.value[list]?.arrayValue else {
            throw file.error(
                at: list,
                "must be an array of rules such as {\"fault\": \"reset\", \"every\": 10}"
            )
        }
        var faults: [InitialFault] = []
        for (index, rule) in rules.enumerated() {
            do throws(FaultRuleError) {
                faults.append(try InitialFault(rule))
            } catch {
                let place = JSONPointer(tokens: list.tokens + ["\(index)"] + error.pointer.tokens)
                throw file.error(at: place, "\(place): \(error.reason)")
            }
        }
        return faults
    }
}
