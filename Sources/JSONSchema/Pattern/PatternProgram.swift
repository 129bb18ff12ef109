/// A regular expression as instructions of a nondeterministic automaton.
struct PatternProgram: Sendable {
    /// One step.
    ///
    /// Targets are indices of instructions. No case holds an array: matchers copy instructions in their inner loops.
    enum Instruction: Sendable, Hashable {
        /// Consumes one code point of the set with this index, the one before the place when `backward`.
        case scalar(set: Int, backward: Bool)
        /// Continues at both places, the first one preferred.
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternAssertion)
        /// Holds where the lookaround with this index holds.
        case look(Int)
        case accept

        // For the backtracking matcher only.

        /// Remembers the place in a register.
        case save(Int)
        /// Forgets the captures of groups: their registers become empty.
        case clear(ClosedRange<Int>)
        /// Fails when the place is the one that the register holds: an iteration must consume something.
        case requireProgress(Int)
        /// Consumes the text that one of the groups of the reference with this index captured.
        case backreference(Int, backward: Bool)
        /// Runs the instructions up to `endLook` separately; continues at `next` with the place as before.
        case beginLook(negated: Bool, next: Int)
        case endLook(negated: Bool)
    }

    /// A lookaround whose truth at every place is found before the program runs.
    struct Look: Sendable {
        /// The body, in the opposite direction of the lookaround: it ends at the position of the lookaround.
        let program: PatternProgram
        let behind: Bool
        let negated: Bool
    }

    let instructions: [Instruction]
    let sets: [ScalarSet]
    /// The classes of code points that the sets distinguish.
    let alphabet: PatternAlphabet
    let looks: [Look]
    /// The groups that each back-reference may mean.
    let references: [[Int]]
    /// Registers that the backtracking matcher needs: two for the whole match and each group, one for some loops.
    let registerCount: Int
}
