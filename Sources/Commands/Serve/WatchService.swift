import ContractWatch
import Contracts
import MockServer
import ServiceLifecycle
import Sessions

/// Serves the newest contract while its folder is edited; a broken edit changes nothing but what is shown.
struct WatchService: ServiceLifecycle.Service {
    let server: MockServer
    let current: CurrentContract
    let answering: ContractAnswering
    let watch: ContractWatch
    /// Reads the start fixture anew, for sessions that are made from now on with a contract's tables.
    let world: @Sendable (Contract) throws(CommandLineError) -> SessionSnapshot

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

    /// Lets sessions that are made from now on begin with the fixture and the tables as they are now; says why not.
    @discardableResult
    private func begin() -> Bool {
        do throws(CommandLineError) {
            server.registry.begin(with: try world(current.contract))
            return true
        } catch {
            Terminal.writeError("\(error.text); new sessions begin as before")
            return false
        }
    }
}
