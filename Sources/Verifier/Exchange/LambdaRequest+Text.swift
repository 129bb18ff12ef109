import Lambda

extension LambdaRequest {
    /// The request without its headers as one text, by which an equal one is known again.
    var text: String { "\(method) \(path)?\(rawQuery) \(String(decoding: body, as: UTF8.self))" }
}
