import Contracts
import JSON
import Lambda

/// The API key of a run's requests; its value is a secret.
///
/// A request that has a key already keeps it, which is how checks send another one. An empty one stands for none.
struct RequestKey: Sendable {
    /// The place of the key.
    let place: APIKeys.Place
    /// The key.
    let value: String

    /// Returns a request as it is sent.
    func added(to request: LambdaRequest) -> LambdaRequest {
        var request = request
        switch place {
        case .header(let name):
            let own = request.headers[name]
            request.headers[name] = own == nil ? value : own?.isEmpty == true ? nil : own
        case .query(let name):
            if QueryString(parsing: request.rawQuery)[name] == nil {
                request.rawQuery = request.rawQuery.appendingParameter(name, value)
            } else {
                request.rawQuery = Self.sentQuery(of: request, place)
            }
        }
        return request
    }

    /// Returns a request with another key; with none where it is empty.
    func replaced(by other: String, in request: LambdaRequest) -> LambdaRequest {
        var request = request
        switch place {
        case .header(let name): request.headers[name] = other
        case .query(let name): request.rawQuery = request.rawQuery.appendingParameter(name, other)
        }
        return request
    }

    /// Returns the raw query of a request as it is sent, without an empty key in it.
    static func sentQuery(of request: LambdaRequest, _ place: APIKeys.Place?) -> String {
        guard case .query(let name)? = place else { return request.rawQuery }
        let query = QueryString(parsing: request.rawQuery)
        guard query[name] == "" else { return request.rawQuery }
        return QueryString(query.parameters.filter { ExactString($0.name) != ExactString(name) }).encoded
    }
}

extension String {
    /// The raw query with one more parameter.
    fileprivate func appendingParameter(_ name: String, _ value: String) -> String {
        let parameter = QueryString([QueryString.Parameter(name, value)]).encoded
        return isEmpty ? parameter : "\(self)&\(parameter)"
    }
}
