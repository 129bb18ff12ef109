public import Contracts

extension Contract {
    /// Returns the contract with a change of its service and of its actions.
    ///
    /// - Parameters:
    ///   - change: A closure that changes the service.
    ///   - changeAction: A closure that changes an action.
    /// - Returns: The changed contract.
    public func with(
        service change: (inout Service) -> Void = { _ in },
        action changeAction: (inout Action) -> Void = { _ in }
    ) -> Contract {
        var service = service
        change(&service)
        return Contract(
            service: service,
            actions: actions.map { action in
                var action = action
                changeAction(&action)
                return action
            },
            tables: tables,
            scenarios: scenarios,
            records: records,
            registry: registry,
            sources: sources
        )
    }
}
