import Foundation
import Synchronization

/// A server on a socket of its own, one thread a connection, that answers each request with the bytes it is told to.
final class SocketServer: Sendable {
    /// What it does with one request.
    enum Answer: Sendable {
        /// Sends bytes and closes.
        case bytes([UInt8])
        /// Sends bytes, then others again and again until nobody reads any more, with a pause after each.
        case endless([UInt8], [UInt8], pause: TimeInterval)
        /// Sends bytes and resets the connection.
        case reset([UInt8])
        /// Asks the server at a port.
        case forwarded(port: UInt16)
    }

    /// The port that it listens on.
    let port: UInt16
    private let listener: Int32
    private let isStopped = Mutex(false)

    /// Starts to listen.
    init(_ answer: @escaping @Sendable (_ request: String) -> Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                var length = size
                return bind(listener, pointer, size) == 0 && listen(listener, 200) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileReadUnknown) }
        port = UInt16(bigEndian: address.sin_port)
        self.listener = listener
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    Self.serve(connection, answer)
                    close(connection)
                }
            }
        }
    }

    /// Stops to listen.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func serve(_ connection: Int32, _ answer: (String) -> Answer) {
        guard let request = request(connection) else { return }
        switch answer(String(decoding: request, as: UTF8.self)) {
        case .bytes(let bytes): _ = send(bytes, connection)
        case .endless(let first, let next, let pause):
            guard send(first, connection) else { return }
            while send(next, connection) { Thread.sleep(forTimeInterval: pause) }
        case .reset(let bytes):
            _ = send(bytes, connection)
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        case .forwarded(let port): forward(request, to: port, connection)
        }
    }

    /// The head and the body of one request.
    private static func request(_ connection: Int32) -> [UInt8]? {
        var request: [UInt8] = []
        var missing: Int?
        while missing.map({ $0 > 0 }) ?? true {
            guard let piece = receive(connection) else { return nil }
            request += piece
            if missing != nil {
                missing = missing.map { $0 - piece.count }
            } else if let end = Data(request).range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: request[..<end.lowerBound], as: UTF8.self)
                let line = head.split(separator: "\r\n").first {
                    $0.lowercased().hasPrefix("content-length:")
                }
                let length = line.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                missing = length - (request.count - end.upperBound)
            }
        }
        return request
    }

    private static func forward(_ request: [UInt8], to port: UInt16, _ connection: Int32) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(other) }
        var address = address(port: port)
        let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(other, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected, send(closing(request), other) else { return }
        var response: [UInt8] = []
        while let piece = receive(other) { response += piece }
        _ = send(closing(response), connection)
    }

    /// A message that says that nothing follows on its connection.
    private static func closing(_ message: [UInt8]) -> [UInt8] {
        guard let end = message.firstIndex(of: UInt8(ascii: "\n")) else { return message }
        return message[...end] + Array("Connection: close\r\n".utf8) + message[(end + 1)...]
    }

    private static func receive(_ connection: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// An answer with a body and its length.
    static func response(_ body: [UInt8], status: String = "200 OK", headers: String = "") -> [UInt8] {
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n"
            + "\(headers)Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + body
    }
}
