import Foundation

/// A connection on which whole HTTP messages are read and written, by the thread that calls.
final class MessageSocket {
    /// An HTTP message.
    struct Message {
        /// The start line and the headers, without the empty line.
        var head: String
        /// The body.
        var body: [UInt8]

        /// Returns the value of a header; `nil` where there is none.
        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { continue }
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
            return nil
        }

        /// The message with other headers of some names, and with the length of its body.
        func with(_ headers: [(String, String)]) -> [UInt8] {
            let all = headers + [("Content-Length", "\(body.count)")]
            var lines = head.split(separator: "\r\n").map(String.init)
            lines.removeAll { line in
                all.contains { line.lowercased().hasPrefix($0.0.lowercased() + ":") }
            }
            lines += all.map { "\($0.0): \($0.1)" }
            return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        }
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Takes over a connection, and closes it at its own end.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Connects to a port of this machine; `nil` where nobody listens.
    convenience init?(port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        self.init(descriptor)
    }

    deinit { close(descriptor) }

    /// Reads the next message; `nil` at the end of the connection.
    func read() -> Message? {
        let separator = Array("\r\n\r\n".utf8)
        var end: Int?
        while end == nil {
            end = buffer.indices.first { buffer[$0...].starts(with: separator) }
            if end == nil, !fill() { return nil }
        }
        guard let end else { return nil }
        var message = Message(head: String(decoding: buffer[..<end], as: UTF8.self), body: [])
        buffer.removeFirst(end + separator.count)
        let length = message.header("Content-Length").flatMap { Int($0) } ?? 0
        while buffer.count < length { if !fill() { return nil } }
        message.body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return message
    }

    /// Writes bytes; what nobody reads any more is lost.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk.prefix(count)
        return true
    }

    /// Listens on a free port of this machine.
    ///
    /// - Returns: The listening socket and its port; `nil` when there is none.
    static func listen() -> (listener: Int32, port: UInt16)? {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(port: 0)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                var length = socklen_t(MemoryLayout<sockaddr_in>.size)
                return bind(listener, pointer, length) == 0 && Foundation.listen(listener, 200) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        return isBound ? (listener, UInt16(bigEndian: address.sin_port)) : nil
    }

    /// An address of this machine.
    static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
