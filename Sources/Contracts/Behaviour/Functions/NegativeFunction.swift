/// `$negative`: a number with the other sign, to lower a total by an argument: `{"$negative": "${amount}"}`.
public struct NegativeFunction: Sendable {
    /// The number; the result is absent where it is.
    public var number: BehaviourValue

    init(_ number: Node, _ decoder: inout BehaviourDecoder) {
        self.number = decoder.value(number)
    }
}
