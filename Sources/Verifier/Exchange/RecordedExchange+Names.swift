import JSON
import Lambda

/// Names by which what was compared before is known again.
extension RecordedExchange {
    /// The request without its headers, and who has sent it: equal for requests that have to be answered alike.
    var question: ExactString {
        let body = String(decoding: request.body, as: UTF8.self)
        return ExactString("\(sender ?? "") \(request.method) \(request.path)?\(request.rawQuery) \(body)")
    }

    /// Returns the name of a record of a list, by what it was looked for.
    ///
    /// - Parameters:
    ///   - conditions: The values of its members, by their places in it.
    ///   - list: The list.
    ///   - index: Its place in the list; `nil` where the conditions find no other one.
    /// - Returns: The name; that of the request where there are no conditions.
    func name(
        ofRecordWith conditions: [(JSONPointer, JSONValue)],
        in list: JSONPointer,
        at index: Int?
    ) -> ExactString {
        let values = conditions.map { "\($0.0)=\($0.1.compactText)" }
        let record = values.isEmpty ? question.string : values.joined(separator: " ")
        return ExactString("\(list) \(record) \(index.map(String.init) ?? "")")
    }
}
