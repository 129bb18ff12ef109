import Foundation
import Glibc
import Testing

/// A server that serves one connection at a time and closes it after the response, as the simplest servers do.
///
/// Its socket has a short backlog: connections that find it full are not accepted, and the client tries again later.
final class SerialServer: Sendable {
    let port: Int
    private let socket: Int32

    /// Starts a server on a free port of this machine.
    ///
    /// - Parameters:
    ///   - backlog: The number of connections that may wait.
    ///   - milliseconds: The time for each response.
    /// - Throws: An error of the test when there is no free port.
    init(backlog: Int32, milliseconds: UInt32) throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        self.socket = socket
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, backlog) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        try #require(bound)
        port = Int(UInt16(bigEndian: address.sin_port))
        let thread = Thread { Self.serve(socket, milliseconds) }
        thread.start()
    }

    /// Stops to accept connections.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    private static func serve(_ socket: Int32, _ milliseconds: UInt32) {
        defer { close(socket) }
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &bytes, bytes.count, 0)
            if count > 0 {
                usleep(milliseconds * 1_000)
                let response = Array(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".utf8
                )
                _ = send(connection, response, response.count, Int32(MSG_NOSIGNAL))
            }
            close(connection)
        }
    }
}
