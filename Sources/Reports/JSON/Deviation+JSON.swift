import Conformance
import JSON
import VerifierEvents

extension Deviation {
    /// The deviation in the form of the JSON report.
    var json: JSONValue {
        var object: JSONObject = ["kind": .string(kind.rawValue)]
        switch place {
        case .body(let pointer): object["pointer"] = .string(pointer.description)
        case .header(let name): object["header"] = .string(name)
        case .status, .exchange: break
        }
        if let action { object["action"] = .string(action) }
        if let message { object["message"] = .string(message) }
        object["expected"] = expected.json
        object["seen"] = seen.json
        return .object(object)
    }
}

extension Evidence {
    /// The evidence in the form of the JSON report.
    var json: JSONValue {
        var object: JSONObject = ["text": .string(text)]
        if let value { object["value"] = value }
        return .object(object)
    }
}

extension ExchangeSummary {
    /// The exchange in the form of the JSON report.
    var json: JSONValue {
        var object = JSONObject()
        if let action { object["action"] = .string(action) }
        object["method"] = .string(method)
        object["target"] = .string(target)
        object["sent"] = sent.json
        object["status"] = .number(JSONNumber(status))
        object["answered"] = answered.json
        return .object(object)
    }
}
