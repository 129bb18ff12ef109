import Contracts
import JSON
import Lambda
import VerifierEvents

extension WalkViolation {
    /// Returns the finding of a walk; it is shrunk once it is confirmed.
    func finding(
        in walk: RandomWalk,
        of identity: CaseIdentity?,
        named name: String,
        _ facts: ModelFacts
    ) -> Finding {
        Finding(
            rule: rule,
            summary: summary,
            found,
            exchange: exchange.number,
            minimise: { context in
                guard let oracle = context.oracle else { return nil }
                var shrinker = WalkShrinker(context, facts, self, of: identity, oracle: oracle)
                await shrinker.shrink(walk, self)
                guard let smallest = shrinker.smallest else { return nil }
                let number = smallest.broken.exchange.number
                let scenario = await WalkScenario(smallest.walk, smallest.broken, facts).file(
                    named: name,
                    oracle
                )
                return ShrunkFailure(
                    attempt: smallest.attempt,
                    exchanges: smallest.attempt.transcript.filter { $0.number <= number },
                    summary: smallest.broken.summary,
                    deviations: smallest.broken.found,
                    exchange: smallest.broken.exchange,
                    scenario: scenario
                )
            }
        )
    }
}
