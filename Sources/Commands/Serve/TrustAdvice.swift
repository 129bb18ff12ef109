import LocalCertificates

/// The commands that make a system trust the local authority.
struct TrustAdvice: CustomStringConvertible, Sendable {
    let issued: IssuedCertificate

    /// A line for each system after the authority was created; later one with its path.
    var description: String {
        let file = issued.authority.contains(" ") ? "'\(issued.authority)'" : issued.authority
        guard issued.isNewAuthority else {
            return "  trust      \(file), see the commands shown when it was created; curl --cacert \(file)"
        }
        return """
              trust      \(file) is new: an authority for names of this machine only; to trust it, once,
                Debian     sudo cp \(file) /usr/local/share/ca-certificates/understudy.crt && sudo update-ca-certificates
                Fedora     sudo cp \(file) /etc/pki/ca-trust/source/anchors/understudy.pem && sudo update-ca-trust
                Chromium   certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n understudy -i \(file) (on Linux, of libnss3-tools)
                Firefox    Settings, Certificates, View, Authorities, Import
                macOS      security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db \(file)
                Windows    certutil -user -addstore Root \(file)
                Node       export NODE_EXTRA_CA_CERTS=\(file)
                curl       curl --cacert \(file)
            """
    }
}
