import JSON
import Tables

extension JSONObject {
    /// Returns the text of an attribute; empty when it has none.
    func text(_ name: String) -> String {
        self[name]?.stringValue ?? ""
    }

    /// The record as responses show it, without attributes that only the tables need.
    var shown: JSONValue {
        guard self["expires_at"] != nil else { return .object(self) }
        var record = self
        record["expires_at"] = nil
        return .object(record)
    }
}
