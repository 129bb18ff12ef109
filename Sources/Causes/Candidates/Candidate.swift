/// A cause that would explain a symptom, and how well.
struct Candidate {
    /// The cause.
    let key: CauseKey
    /// How well it explains the symptom, from 1 to 10.
    let strength: Int

    init(_ kind: CauseKind, _ action: String?, _ subject: String, _ strength: Int) {
        key = CauseKey(kind, action, subject)
        self.strength = strength
    }
}
