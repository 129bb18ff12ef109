import NIOCore

extension Channel {
    /// Adds a handler to a new connection, right behind the first one of another type.
    ///
    /// - Parameters:
    ///   - other: The type of the handler before it.
    ///   - make: Creates the handler.
    /// - Returns: A future that fails when the connection has no handler of that type.
    func insert<Other: ChannelHandler>(
        behind other: Other.Type,
        _ make: @escaping @Sendable () -> some ChannelHandler
    ) -> EventLoopFuture<Void> {
        eventLoop.makeCompletedFuture {
            let operations = pipeline.syncOperations
            let neighbour = try operations.context(handlerType: other).handler
            try operations.addHandler(make(), position: .after(neighbour))
        }
    }
}
