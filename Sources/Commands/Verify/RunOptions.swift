import ArgumentParser

/// The options for the selection of cases and the end of a run.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only cases whose suite, kind, name or rule matches: a part of it, or a pattern with * and ?.",
            valueName: "pattern"
        )
    )
    var only: [String] = []

    @Flag(help: "Counts broken SHOULDs and flaky failures as failures.")
    var strict = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of everything that is chosen at random.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many requests are produced from each action's schema.", valueName: "number")
    )
    var cases = 20

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many steps the random walks take altogether.", valueName: "number")
    )
    var steps = 120

    @Flag(help: "Starts no case after the first failure.")
    var failFast = false

    @Flag(
        help:
            "Plays the cases that known causes decide as well: finds the most, with more requests where much is broken."
    )
    var thorough = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("After how long no case is begun.", valueName: "seconds")
    )
    var timeBudget: Double?

    /// Validates values and combinations of options.
    ///
    /// - Throws: `ValidationError` for the first problem.
    func check() throws {
        for (name, number, most) in [("--cases", cases, 100_000), ("--steps", steps, 100_000_000)]
        where !(0...most).contains(number) {
            throw ValidationError("\(name) \(number) is not between 0 and \(most); use \(name) 40")
        }
        if let timeBudget, !(timeBudget > 0 && timeBudget <= 1e7) {
            throw ValidationError(
                "--time-budget \(timeBudget) is not over 0 and at most 10000000 seconds; use --time-budget 60"
            )
        }
    }
}
