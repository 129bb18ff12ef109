import Causes
import Contracts
import JSON
import VerifierEvents

extension Cause {
    /// The cause in the form of the JSON report.
    func json(number: Int) -> JSONValue {
        [
            "number": .number(JSONNumber(number)),
            "identity": .string(identity),
            "kind": .string(key.kind.rawValue),
            "severity": .string(severity.words),
            "title": .string(title),
            "sentence": .string(sentence),
            "rules": .array(rules.map { ["id": .string($0.id), "level": .string($0.level.rawValue)] }),
            "actions": .array(actions.map(JSONValue.string)),
            "members": .array(members.map(JSONValue.string)),
            "cases": .array(cases.map { .string($0.description) }),
            "script": .string(script),
        ]
    }
}
