import Foundation
import NIOCore

/// The reason why a mock server could not listen.
public enum MockServerError: Error, Sendable, Hashable {
    /// Another process uses the port.
    case portInUse(host: String, port: Int)
    /// The port needs a privileged user.
    case portNotAllowed(port: Int)
    /// The host is not an address of this machine.
    case noSuchHost(String, reason: String)
    /// The certificate or its key is not usable.
    case badCertificate(reason: String)
    /// Any other error.
    case failed(reason: String)
}

extension MockServerError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "port \(port) on \(host) is in use; stop the process that listens there, or use --port 0 for any free port"
        case .portNotAllowed(let port):
            "port \(port) needs a privileged user; use a port from 1024, such as --port 3000"
        case .noSuchHost(let host, let reason):
            "cannot listen on \(host): \(reason); use --host 127.0.0.1, or 0.0.0.0 for every network"
        case .badCertificate(let reason):
            "the TLS certificate cannot be used: \(reason); give a PEM chain and the key that belongs to its first certificate"
        case .failed(let reason):
            "the server stopped: \(reason); start it again with -v to see more"
        }
    }
}

extension MockServerError {
    /// Creates an error from the socket's error.
    init(_ error: any Error, configuration: MockServerConfiguration) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portInUse(host: configuration.host, port: configuration.port)
        case EACCES: self = .portNotAllowed(port: configuration.port)
        case EADDRNOTAVAIL:
            self = .noSuchHost(configuration.host, reason: "it is not an address of this machine")
        default:
            if error is SocketAddressError || error is SocketAddressError.UnknownHost {
                self = .noSuchHost(configuration.host, reason: "the name is unknown")
            } else {
                self = .failed(reason: "\(error)".split(whereSeparator: \.isNewline).joined(separator: " "))
            }
        }
    }
}
