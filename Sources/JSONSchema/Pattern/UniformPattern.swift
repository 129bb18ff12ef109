/// A pattern that asks of the whole text only that its code points are of one set, and how many there are: `^[a-z]{1,64}$`.
struct UniformPattern: Sendable {
    let set: ScalarSet
    let count: CountLimits
}
