import JSON
import Tables

/// The names and values of an expression: `#0`, `:0` and so on stand for them, as names may be reserved words.
///
/// The same expression always gets the same placeholders, so that a repeated request has the same text.
struct Placeholders {
    private var names: [ExactString: String] = [:]
    private var nameList = JSONObject()
    private var values = JSONObject()

    /// Returns the placeholder of an attribute's name.
    mutating func name(_ name: String) -> String {
        if let known = names[ExactString(name)] { return known }
        let placeholder = "#\(names.count)"
        names[ExactString(name)] = placeholder
        nameList[placeholder] = .string(name)
        return placeholder
    }

    /// Returns a placeholder of a value.
    mutating func value(_ value: JSONValue) -> String {
        let placeholder = ":\(values.count)"
        values[placeholder] = AttributeValue.encode(value)
        return placeholder
    }

    /// Adds the names and values to a request, as far as there are any.
    func add(to request: inout JSONObject) {
        if !nameList.isEmpty { request["ExpressionAttributeNames"] = .object(nameList) }
        if !values.isEmpty { request["ExpressionAttributeValues"] = .object(values) }
    }
}
