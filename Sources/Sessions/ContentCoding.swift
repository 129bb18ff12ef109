import Lambda

/// Finds request bodies in a coding, such as gzip: a Function URL hands them to the function as they are, which would take them
/// for broken JSON.
///
/// Source: RFC 9110, sections 8.4, 12.5.3 and 15.5.16.
enum ContentCoding {
    /// The header of a refusal that says which codings are taken.
    static let taken: HeaderFields = ["Accept-Encoding": "identity"]

    /// The codings of a request's body; `nil` when it is sent as it is.
    static func codings(of request: LambdaRequest) -> [String]? {
        let codings = request.headers.values(for: "Content-Encoding")
            .flatMap { $0.split(separator: ",") }
            .map { $0.lowercased().filter { !$0.isWhitespace } }
            .filter { !$0.isEmpty && $0 != "identity" }
        return codings.isEmpty || request.body.isEmpty ? nil : codings
    }

    /// Why a request is refused whose body has codings.
    static func reason(_ codings: [String]) -> String {
        "the body is compressed (Content-Encoding: \(codings.joined(separator: ", "))), which is not taken; send it as it is"
    }
}
