import Contracts
import JSON

/// One operation of the description.
struct Operation {
    /// An answer: its status, and what it holds.
    struct Answer {
        var status: Int
        var summary: String?
        var media: Media?
        /// The headers by their names in lower case.
        var headers: [(name: String, isRequired: Bool, schema: DocumentNode?)]
        var node: DocumentNode
    }

    /// Who may use it.
    enum Access: Hashable {
        case anyone, bearer, key
    }

    /// The action's name.
    var name: String
    var summary: String
    /// The method, in capitals.
    var method: String
    var path: PathTemplate
    var parameters: [Parameter]
    var body: Media?
    var isBodyRequired: Bool
    var answers: [Answer]
    var access: Access
    var node: DocumentNode

    /// The parameters of a place.
    func parameters(in place: Parameter.Place) -> [Parameter] {
        parameters.filter { $0.place == place }
    }

    /// The answer to a request that is served: the first that is a success.
    var success: Answer? {
        answers.filter { (200..<300).contains($0.status) }.min { $0.status < $1.status }
    }

    /// The schema of that answer's JSON.
    var successSchema: DocumentNode? {
        success?.media.flatMap { $0.encoding == .json ? $0.schema : nil }
    }
}
