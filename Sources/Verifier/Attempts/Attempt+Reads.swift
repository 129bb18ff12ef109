import Contracts
import JSON

extension Attempt {
    /// The arguments that a read has to have, of the ids of this attempt; `nil` where one is not known.
    func arguments(of read: Action) -> JSONObject? {
        var arguments = JSONObject()
        for name in read.neededArguments {
            guard let id = identifier(named: name) else { return nil }
            arguments[name] = id
        }
        return arguments
    }
}
