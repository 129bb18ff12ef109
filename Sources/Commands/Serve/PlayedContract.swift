import ContractStub
import Contracts
import JSON
import Lambda
import Synchronization

/// The contract that is played just now, and who plays what of it: prepared once, the same for all sessions.
///
/// A session keeps its function for as long as its tables, so what may change under it stands here.
final class PlayedContract: Sendable {
    /// A contract, and who plays what of it.
    private struct Cast: Sendable {
        var contract: Contract
        /// The actions that the reference implementation plays.
        var actions: [String]
        var player: ContractStub
    }

    /// The reference implementation, if the program has one.
    let reference: ReferenceService?
    private let choice: BackendChoice
    private let seed: UInt64
    private let cast: Mutex<Cast>

    /// Prepares a contract.
    ///
    /// - Parameters:
    ///   - contract: What is played.
    ///   - reference: The reference implementation, if the program has one.
    ///   - choice: Who plays.
    ///   - seed: What generated answers follow from; 1 when left out.
    /// - Throws: ``CommandLineError`` when the reference implementation is asked for and cannot play the contract.
    init(
        _ contract: Contract,
        reference: ReferenceService?,
        by choice: BackendChoice,
        seed: UInt64?
    ) throws(CommandLineError) {
        self.reference = reference
        self.choice = choice
        self.seed = seed ?? 1
        cast = Mutex(try Self.cast(contract, reference, choice, seed ?? 1))
    }

    /// The contract that is played just now.
    var contract: Contract { cast.withLock(\.contract) }

    /// Plays another contract from now on, in every session.
    ///
    /// - Throws: ``CommandLineError`` when the reference implementation is asked for and cannot play the contract, which
    ///   is not played then.
    func replace(by contract: Contract) throws(CommandLineError) {
        let next = try Self.cast(contract, reference, choice, seed)
        cast.withLock { $0 = next }
    }

    /// Who answers a request now.
    ///
    /// - Parameters:
    ///   - reference: The reference implementation over a session's tables, if there is one.
    ///   - now: The session's time, in milliseconds since 1970-01-01T00:00Z.
    /// - Returns: The endpoint to send the request to.
    func endpoint(_ reference: (any Endpoint)?, now: @escaping @Sendable () -> Int) -> any Endpoint {
        let cast = cast.withLock { $0 }
        if let reference, cast.actions.count == cast.contract.actions.count { return reference }
        let player = cast.player.timed(by: now)
        guard let reference, !cast.actions.isEmpty else { return player }
        return FallbackEndpoint(cast.contract, actions: cast.actions, backend: reference, rest: player)
    }

    private static func cast(
        _ contract: Contract,
        _ reference: ReferenceService?,
        _ choice: BackendChoice,
        _ seed: UInt64
    ) throws(CommandLineError) -> Cast {
        Cast(
            contract: contract,
            actions: try choice.actions(of: reference, in: contract),
            player: ContractStub(contract, seed: seed)
        )
    }
}

/// The function of one session: whoever plays the contract at the time of a request.
struct PlayedEndpoint: Endpoint {
    let played: PlayedContract
    let reference: (any Endpoint)?
    let now: @Sendable () -> Int

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await played.endpoint(reference, now: now).send(request)
    }
}
