import ContractWatch
import Contracts
import MockServer
import ServiceLifecycle
import Sessions

/// A service that loads the contract and fixtures again when they are edited; an invalid edit is only reported.
struct WatchService: ServiceLifecycle.Service {
    let server: MockServer
    let current: CurrentContract
    let answering: ContractAnswering
    let watch: ContractWatch
    /// Loads the initial fixture again, for new sessions with a contract's tables.
    let initialState: @Sendable (Contract) throws(CommandLineError) -> SessionSnapshot

    func run() async throws {
        for await event in watch.cancelOnGracefulShutdown() {
            switch event {
            case .contract(let contract):
                do throws(CommandLineError) {
                    server.replace(contract: try answering.served(contract))
                    Terminal.write("\(event)")
                } catch {
                    server.report(contractError: error.text)
                    Terminal.writeError("\(error.text); the contract before it is still served")
                    continue
                }
                begin()
            case .broken:
                server.report(contractError: "\(event)")
                Terminal.writeError("\(event)")
            case .fixtures:
                if begin() { Terminal.write("\(event); sessions that are made from now on begin with them") }
            }
        }
    }

    /// Makes new sessions start with the current fixture and tables; reports why not.
    @discardableResult
    private func begin() -> Bool {
        do throws(CommandLineError) {
            server.registry.begin(with: try initialState(current.contract))
            return true
        } catch {
            Terminal.writeError("\(error.text); new sessions begin as before")
            return false
        }
    }
}
